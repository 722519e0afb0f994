"""How long a message may wait: counted in quarter hours of running, so that no jump of a clock can make it old."""

import logging
import time
from collections.abc import Callable

from ingest.pressure import shed_old
from ingest.spool import Spool

log = logging.getLogger(__name__)

STEP_S = 900.0
STEPS_AN_HOUR = 4


class AgeLimit:
    """Every quarter hour: note the newest message there is, and give up what was there already so many hours ago."""

    def __init__(self, spool: Spool, hours: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._spool, self._steps = spool, max(1, round(hours * STEPS_AN_HOUR))
        self._monotonic = monotonic
        self._due = monotonic() + STEP_S

    def look(self) -> int:
        """How many messages were given up; SpoolError when the spool cannot be written."""
        if self._monotonic() < self._due:
            return 0
        self._due = self._monotonic() + STEP_S
        given_up = shed_old(self._spool, self._step())
        if given_up:
            log.warning(
                "%d messages waited longer than %.0f h: given up", given_up, self._steps / STEPS_AN_HOUR
            )
        return given_up

    def _step(self) -> int:
        """Note where we are; the last message that was there when the time of waiting began, 0 = none was."""
        with self._spool.writing(durable=False) as writer:
            (now,) = writer.execute("SELECT coalesce(max(step), 0) + 1 FROM age").fetchone()
            writer.execute(
                "INSERT INTO age SELECT ?, coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'message'",
                (now,),
            )
            writer.execute("DELETE FROM age WHERE step < ?", (now - self._steps,))
            row = writer.execute("SELECT last_id FROM age WHERE step = ?", (now - self._steps,)).fetchone()
        return int(row[0]) if row else 0
