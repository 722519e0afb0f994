"""Plans that somebody asked "what if" for: made in the background one after the other, with progress, and stopped on request."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Generic, TypeVar

from dashboard.imports.held import Owner, Shelf

log = logging.getLogger(__name__)

Made = TypeVar("Made")
Tell = Callable[[float], None]
"""Told by the work how far it is, 0..1; raises StoppedError when nobody wants it any more."""


class StoppedError(Exception):
    """Whoever asked for it does not want it any more."""


@dataclass(slots=True)
class Replan(Generic[Made]):
    """One plan on its way. done: 0..1."""

    done: float = 0.0
    _stop: Event = field(default_factory=Event)
    _future: "Future[Made] | None" = None

    def begin(self, pool: ThreadPoolExecutor, work: Callable[[Tell], Made]) -> None:
        self._future = pool.submit(work, self._tell)

    def _tell(self, done: float) -> None:
        if self._stop.is_set():
            raise StoppedError
        self.done = done

    def stop(self) -> None:
        """At its next step; one that waits for its turn does not begin."""
        self._stop.set()
        if self._future is not None:
            self._future.cancel()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    @property
    def ended(self) -> bool:
        return self._future is not None and self._future.done()

    def made(self) -> Made | None:
        """None while it is on its way, when it was stopped, and when it failed, which the log tells."""
        if self._future is None or not self._future.done() or self._future.cancelled():
            return None
        fault = self._future.exception()
        if fault is None:
            return self._future.result()
        if not isinstance(fault, StoppedError):
            log.error("a plan failed", exc_info=fault)
        return None


class Planner(Generic[Made]):
    """One thread for all plans of a process: they are heavy, and nobody waits for them with an empty page."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="replan")
        self._shelf: Shelf[Replan[Made]] = Shelf()

    def begin(self, owner: Owner, work: Callable[[Tell], Made]) -> str:
        """The name under which it can be asked for by its owner."""
        plan: Replan[Made] = Replan()
        plan.begin(self._pool, work)
        return self._shelf.put(owner, plan)

    def get(self, owner: Owner, key: str) -> Replan[Made] | None:
        return self._shelf.get(owner, key)
