"""A child process for the campaigns: the real ingest process, or one with a planted defect."""

import logging
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from config.settings import load_settings
from ingest.arrival import Arrival
from ingest.process import IngestProcess
from ingest.runtime import begin_logging, known_centres, stores_of, until_signal
from ingest.spooler import Spooler
from models.centre import CentreId
from models.feed.client import start
from models.ports import SensorStore, StoreUnavailableError
from models.reading import Reading


class SlowDisk(Spooler):
    """A commit takes as long as on a cheap card, so that a kill often falls before it."""

    def _append(self, group: list[Arrival], stop: threading.Event) -> bool:
        stop.wait(0.05)
        return super()._append(group, stop)


class AckFirst(SlowDisk):
    """A planted defect: acknowledge, then make durable."""

    def take(self, group: list[Arrival], stop: threading.Event) -> None:
        self._client.ack(group)
        self._append(group, stop)


class Forgetful:
    """A planted defect: what the store does not take now is dropped."""

    def __init__(self, store: SensorStore) -> None:
        self._store = store
        self.read, self.latest, self.close = store.read, store.latest, store.close

    def write(self, readings: Sequence[Reading]) -> None:
        with suppress(StoreUnavailableError):
            self._store.write(readings)


def _auto_ack(process: IngestProcess) -> None:
    """A planted defect: paho acknowledges by itself, as it does by default."""
    process.client._client.manual_ack_set(False)


def _clean_start(process: IngestProcess) -> None:
    """A planted defect: every start begins a new session, as paho does by default."""
    client = process.client
    client.start = lambda: start(client._client, client._endpoint, persistent=False)  # type: ignore[method-assign]


SPOOLERS: Mapping[str, type[Spooler]] = {"plain": Spooler, "clean-start": Spooler, "forgetful": Spooler} | {
    "slow-disk": SlowDisk,
    "auto-ack": SlowDisk,
    "ack-first": AckFirst,
}
SPOILED: Mapping[str, Callable[[IngestProcess], None]] = {"auto-ack": _auto_ack, "clean-start": _clean_start}


def main(kind: str) -> int:
    begin_logging()
    settings = load_settings()
    centres = known_centres(settings)
    stores: Mapping[CentreId, SensorStore] = stores_of(settings, centres)
    if kind == "forgetful":
        stores = {centre: Forgetful(store) for centre, store in stores.items()}
    process = IngestProcess(settings, centres, stores, spooler=SPOOLERS[kind])
    if kind in SPOILED:
        SPOILED[kind](process)
    reason = process.run(until_signal())
    if reason:
        logging.getLogger("killable").error("%s", reason)
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
