"""The thread that reads kept messages again when somebody at the desk asks for it."""

import logging
import threading
from collections.abc import Callable, Collection
from datetime import datetime
from queue import Empty, SimpleQueue

from ingest.rereading import Place, Rereading, Wanted
from ingest.spool import SpoolError
from models.centre import CentreId
from models.ports import StoreError

log = logging.getLogger(__name__)

LOOK_S = 0.25
RETRY_S = 5.0


class Replays:
    """One after another, beside the live way of messages. ask() may be called from any thread.

    rewarm: told which centres' live states rest on readings that changed.
    """

    def __init__(self, rereading: Rereading, rewarm: Callable[[CentreId], None]) -> None:
        self._rereading, self._rewarm = rereading, rewarm
        self._jobs: SimpleQueue[Wanted] = SimpleQueue()
        self.until: datetime | None = None
        """How far the present one has come, None = there is none."""

    def ask(self, wanted: Wanted) -> int:
        """Have messages read again; about how many. Raises SpoolError."""
        expected = self._rereading.expected(wanted)
        self._jobs.put(wanted)
        return expected

    def run(self, stop: threading.Event) -> None:
        """Until told to stop; what is not done then has to be asked for again."""
        while not stop.is_set():
            try:
                wanted = self._jobs.get(timeout=LOOK_S)
            except Empty:
                continue
            while not stop.is_set() and not self.step(wanted, stop):
                stop.wait(RETRY_S)

    def step(self, wanted: Wanted, stop: threading.Event) -> bool:
        """Read again once; False when store or spool were away, and then from the beginning: twice is the same as once."""
        try:
            tally = self._rereading.run(wanted, stop, lambda tally: setattr(self, "until", tally.until))
        except (StoreError, SpoolError) as error:
            log.warning("messages cannot be read again yet: %s", error)
            return False
        log.info(
            "%d messages read again: %d readings corrected or added, %d gone, %d messages unreadable",
            tally.messages,
            tally.changed,
            tally.gone,
            tally.unreadable,
        )
        self.until = None
        for centre in _centres(wanted.sensors) or self._rereading.stores:
            self._rewarm(centre)
        return True


def _centres(sensors: Collection[Place]) -> set[CentreId]:
    return {centre for centre, _ in sensors}
