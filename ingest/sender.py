"""One sender per store: it writes on a thread of its own, so that a store that hangs holds nobody else back."""

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from models.event import Event, EventKey
from models.ports import (
    Events,
    EventsRejectedError,
    SensorStore,
    StoreDeniedError,
    StoreError,
    StoreRejectedError,
    StoreUnavailableError,
)
from models.reading import Reading

log = logging.getLogger(__name__)

LONGEST_PAUSE_S = 30.0
LONGEST_WISH_S = 60.0
"""A store that asks to be left alone for an hour would blind its centre for an hour."""

Jitter = Callable[[float, float], float]

Refusals = dict[Reading | EventKey, str]
"""What a store will never take, and why."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one centre gets: numbers for its sensor store, happenings for its records."""

    readings: list[Reading] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


class Sender:
    """Writes one batch at a time. A failure is followed by a pause: full jitter up to half a minute, or what the store asks.

    Called by the ingestor's thread only; just the writing itself is elsewhere.
    """

    def __init__(
        self,
        name: str,
        store: SensorStore,
        events: Events | None,
        wake: Callable[[], None],
        jitter: Jitter = random.uniform,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name, self._store, self._events, self._wake = name, store, events, wake
        self._jitter, self._monotonic = jitter, monotonic
        self._load: Load | None = None
        self._rejected: Refusals = {}
        self._given, self._done = threading.Event(), threading.Event()
        self._error: Exception | None = None
        self._thread: threading.Thread | None = None
        self._failures = 0
        self._pause_until = 0.0
        self.fault = ""
        """What the store said when it refused last, until it takes something again."""
        self.denied = False

    @property
    def busy(self) -> bool:
        """Whether a batch is on its way, or its outcome not fetched yet."""
        return self._load is not None

    @property
    def free(self) -> bool:
        """Whether a batch may be sent now."""
        return not self.busy and self._monotonic() >= self._pause_until

    def send(self, load: Load) -> None:
        """Begin to write; only while free."""
        assert not self.busy
        self._load, self._error = load, None
        self._done.clear()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"store {self._name}", daemon=True)
            self._thread.start()
        self._given.set()

    def done(self, within_s: float = 0.0) -> bool:
        """Whether the store has answered."""
        return self._done.wait(within_s)

    def outcome(self) -> Refusals:
        """After `done`: what the store will never take, and why. Raises StoreError and nothing else."""
        self._load = None
        if self._error is None:
            self._failures, self.fault, self.denied = 0, "", False
            return self._rejected
        error = _as_store_error(self._error)
        self._failed(error)
        raise error

    def _failed(self, error: StoreError) -> None:
        if not self.fault:
            log.warning("%s: cannot go on, trying again: %s", self._name, error, exc_info=error.__cause__)
        self._failures += 1
        self.fault, self.denied = str(error), isinstance(error, StoreDeniedError)
        longest = min(LONGEST_PAUSE_S, 0.5 * 2.0 ** min(self._failures, 10))
        wish = error.retry_after_s if isinstance(error, StoreUnavailableError) else 0.0
        pause = max(self._jitter(0.0, longest), min(wish, LONGEST_WISH_S))
        self._pause_until = self._monotonic() + pause

    def _run(self) -> None:
        while True:
            self._given.wait()
            self._given.clear()
            assert self._load is not None
            try:
                self._rejected = self._deliver(self._load)
            except Exception as error:  # noqa: BLE001 -- whoever asks for the outcome has it raised
                self._error = error
            self._done.set()
            self._wake()

    def _deliver(self, load: Load) -> Refusals:
        rejected: Refusals = {}
        if load.readings:
            try:
                self._store.write(load.readings)
            except StoreRejectedError as error:
                rejected |= dict.fromkeys(error.rejected, str(error))
        if load.events and self._events is not None:
            try:
                self._events.put(load.events)
            except EventsRejectedError as error:
                rejected |= dict.fromkeys((event.key for event in error.rejected), str(error))
        return rejected


def _as_store_error(error: Exception) -> StoreError:
    """A defect of a store counts as its absence: nothing may be assumed, and its centre alone waits."""
    if isinstance(error, StoreError):
        return error
    unknown = StoreUnavailableError(f"{type(error).__name__}: {error}")
    unknown.__cause__ = error
    return unknown
