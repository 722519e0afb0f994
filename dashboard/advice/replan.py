"""Plans that somebody asked for: worked out in the background one after the other, and dropped on request."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from dashboard.imports.held import Owner, Shelf
from models.services.strangers import RefusedError, refusal

log = logging.getLogger(__name__)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Replan(Generic[Made]):
    """One plan on its way."""

    future: "Future[Made]"

    @property
    def ended(self) -> bool:
        return self.future.done()

    def made(self) -> Made:
        """What came of one that ended. Raises RefusedError, also where it failed, which the log tells."""
        if self.future.cancelled():
            raise refusal("advice_page.no_plan")
        fault = self.future.exception()
        if isinstance(fault, RefusedError):
            raise fault
        if fault is not None:
            log.error("a plan failed", exc_info=fault)
            raise refusal("advice_page.plan_failed")
        return self.future.result()


class Planner(Generic[Made]):
    """One thread for all plans of a process: they are heavy, and every page goes on being served."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="replan")
        self._shelf: Shelf[Replan[Made]] = Shelf()

    def begin(self, owner: Owner, work: Callable[[], Made]) -> str:
        """The name under which it can be asked for by its owner."""
        return self._shelf.put(owner, Replan(self._pool.submit(work)))

    def get(self, owner: Owner, key: str) -> Replan[Made]:
        """Raises RefusedError for one that is not there any more, or somebody else's."""
        found = self._shelf.get(owner, key)
        if found is None:
            raise refusal("advice_page.no_plan")
        return found

    def stop(self, owner: Owner, key: str) -> None:
        """One that waits does not begin; what comes of one that has begun is forgotten."""
        self.get(owner, key).future.cancel()
        self._shelf.drop(key)
