"""The thread that turns readings into facts: whatever it meets, the readings themselves never wait for it."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from models.ports import Clock, StoreError

log = logging.getLogger(__name__)

IDLE_S = 0.5
RETRY_S = 5.0


class Work(Protocol):
    """What is worked off piece by piece: facts, aggregates."""

    def catch_up(self, now: datetime) -> None:
        """Called once, before the first step."""
        ...

    def step(self, now: datetime) -> bool:
        """At most one piece. True when there was one."""
        ...


def utc_now() -> datetime:
    return datetime.now(UTC)


class RollupWorker:
    """All centres' roll-ups, one piece of each after another, for ever.

    prepare: what must have worked once before facts can be written (the tables are up to date).
    """

    def __init__(self, rollups: Sequence[Work], prepare: Callable[[], None], clock: Clock = utc_now) -> None:
        self._rollups = rollups
        self._prepare = prepare
        self._clock = clock
        self._prepared = False
        self._fault = ""

    def run(self, stop: threading.Event) -> None:
        """Until told to stop. A database that is away, or a day that cannot be worked out, is tried again."""
        while not stop.is_set():
            try:
                pause = self.step()
            except StoreError as error:
                self._complain(str(error))
                pause = RETRY_S
            except Exception:
                log.exception("a day could not be worked out")
                pause = RETRY_S
            else:
                self._fault = ""
            stop.wait(pause)

    def step(self) -> float:
        """One piece of each roll-up; seconds until the next look. Raises StoreError."""
        if not self._prepared:
            self._prepare()
            for rollup in self._rollups:
                rollup.catch_up(self._clock())
            self._prepared = True
        worked = [rollup.step(self._clock()) for rollup in self._rollups]
        return 0.0 if any(worked) else IDLE_S

    def _complain(self, fault: str) -> None:
        """Say the same fault once."""
        if fault != self._fault:
            log.warning("facts must wait: %s", fault)
        self._fault = fault
