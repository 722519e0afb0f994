"""A child that is the real ingest process and notes when each reading was in the store."""

import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from config.settings import load_settings
from ingest.bench.stage import leave_times
from ingest.process import IngestProcess
from ingest.runtime import begin_logging, known_centres, stores_of, until_signal
from models.centre import CentreId
from models.reading import Reading


class _Notes:
    """A listener: pairs of (number of the message, nanoseconds when it was stored)."""

    def __init__(self) -> None:
        self.pairs: list[int] = []

    def stored(self, _centre: CentreId, readings: Sequence[Reading]) -> None:
        now = time.time_ns()
        for reading in readings:
            self.pairs += (int(reading.value), now)

    def tick(self, _now: datetime) -> None:
        """Nothing to do between messages."""


def main() -> int:
    """Run until told to stop, then leave the notes."""
    begin_logging()
    settings, notes = load_settings(), _Notes()
    centres = known_centres(settings)
    process = IngestProcess(settings, centres, stores_of(settings, centres), lambda _publisher: [notes])
    reason = process.run(until_signal())
    leave_times(Path(settings.data.folder) / "seen", notes.pairs)
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main())
