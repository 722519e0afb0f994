"""Everything that is worked out from one centre's readings: facts and aggregates."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.downsampling import Downsampling
from ingest.rollup import Rollup
from models.centre import Centre
from models.reading import Reading


@dataclass(frozen=True, slots=True)
class Works:
    """mark() and adopt() may be called from any thread, the others belong to one."""

    rollup: Rollup
    gathered: Downsampling

    def mark(self, readings: Sequence[Reading]) -> None:
        """These readings came, changed or went."""
        self.rollup.mark(readings)
        self.gathered.mark(readings)

    def adopt(self, centre: Centre) -> None:
        """The centre's sensors changed."""
        self.rollup.adopt(centre)
        self.gathered.adopt(centre)

    def begin(self, now: datetime) -> None:
        """Learn which quarter hours have closed: only what falls into those has to be worked out by mark()."""
        self.rollup.step(now)
        self.gathered.step(now)

    def finish(self, now: datetime, stop: threading.Event) -> None:
        """Work off everything that was marked, unless told to stop."""
        for works in (self.rollup, self.gathered):
            while not stop.is_set() and works.step(now):
                pass
