"""Long work that somebody asked for: done in the background, told how far it is, dropped on request."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from dashboard.imports.held import Owner, Shelf
from models.services.strangers import RefusedError, refusal

log = logging.getLogger(__name__)

Done = TypeVar("Done")

MOST_WAITING = 8
"""Works that have not ended: who comes after them is told so, instead of waiting for half an hour."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What is said of work that is not there any more, that failed, and that may not begin: keys of `refused.<key>`."""

    gone: str = "work.gone"
    failed: str = "work.failed"
    many: str = "work.many"


@dataclass(slots=True)
class Work(Generic[Done]):
    """One on its way. done, of: its steps, of = 0 until they are known; is_stopped: nobody wants it any more."""

    faults: Faults = field(default_factory=Faults)
    of: int = 0
    done: int = 0
    is_stopped: bool = False
    future: "Future[Done] | None" = None

    @property
    def ended(self) -> bool:
        return self.future is not None and self.future.done()

    def stop(self) -> None:
        """No step is begun after the one that is being taken."""
        self.is_stopped = True
        if self.future is not None:
            self.future.cancel()

    def step(self, done: int, of: int) -> None:
        """What does the work tells how far it is. Raises RefusedError where nobody wants it any more."""
        if self.is_stopped:
            raise refusal(self.faults.gone)
        self.done, self.of = done, of

    def result(self) -> Done:
        """What came of one that ended. Raises RefusedError, also where it failed, which the log tells."""
        if self.future is None or self.is_stopped or self.future.cancelled():
            raise refusal(self.faults.gone)
        fault = self.future.exception()
        if isinstance(fault, RefusedError):
            raise fault
        if fault is not None:
            log.error("work in the background failed", exc_info=fault)
            raise refusal(self.faults.failed)
        return self.future.result()


class Workshop(Generic[Done]):
    """One thread for all work of a kind: it is heavy, and every page goes on being served. Everybody has one work at a time,
    so that nobody keeps the others waiting or pushes theirs out; one that nobody can ask for any more is not done."""

    def __init__(self, name: str, faults: Faults | None = None) -> None:
        self._faults = faults or Faults()
        self._shelf: Shelf[Work[Done]] = Shelf(left=Work.stop)
        self._beginning = Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)

    def start(self, owner: Owner, work: Callable[[Work[Done]], Done], of: int = 0) -> str:
        """The name under which it can be asked for by its owner, whose work before is given up. Raises RefusedError while
        too many wait."""
        begun: Work[Done] = Work(self._faults, of)
        with self._beginning:
            self._give_up(owner)
            if sum(not one.ended for _, _, one in self._shelf.all()) >= MOST_WAITING:
                raise refusal(self._faults.many)
            begun.future = self._pool.submit(work, begun)
            return self._shelf.put(owner, begun)

    def get(self, owner: Owner, key: str) -> Work[Done]:
        """Raises RefusedError for one that is not there any more, or somebody else's."""
        found = self._shelf.get(owner, key)
        if found is None:
            raise refusal(self._faults.gone)
        return found

    def stop(self, owner: Owner, key: str) -> None:
        """Raises RefusedError as get."""
        self.get(owner, key)
        self._shelf.drop(key)

    def _give_up(self, owner: Owner) -> None:
        for key, whose, _ in self._shelf.all():
            if whose == owner:
                self._shelf.drop(key)
