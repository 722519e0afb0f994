"""A child process for the kill -9 tests: the real ingest process, or one with the planted defect."""

import sys
import threading

from config.settings import load_settings
from ingest.arrival import Arrival
from ingest.process import IngestProcess
from ingest.runtime import begin_logging, known_centres, stores_of, until_signal
from ingest.spooler import Spooler


class SlowDisk(Spooler):
    """A commit takes as long as on a cheap card, so that a kill often falls before it."""

    def _append(self, group: list[Arrival], stop: threading.Event) -> bool:
        stop.wait(0.05)
        return super()._append(group, stop)


class AckFirst(SlowDisk):
    """The planted defect: acknowledge, then make durable."""

    def take(self, group: list[Arrival], stop: threading.Event) -> None:
        self._client.ack(group)
        self._append(group, stop)


def main(kind: str) -> int:
    begin_logging()
    settings = load_settings()
    centres = known_centres(settings)
    spooler = {"safe": SlowDisk, "ack-first": AckFirst}[kind]
    process = IngestProcess(settings, centres, stores_of(settings, centres), spooler=spooler)
    return 1 if process.run(until_signal()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
