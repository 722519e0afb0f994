"""One ingestor in this process over a spool and a server of lines, with nothing left to chance."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ingest.arrival import Arrival
from ingest.decoders import DECODERS
from ingest.ingestor import Ingestor
from ingest.interpretation import Interpreter
from ingest.quality import readings
from ingest.registry import Registry
from ingest.sample import Decoder
from ingest.spool import Spool
from models.centre import CentreId
from models.health import Accounting
from models.ports import SensorStore, StoreUnavailableError
from models.store import open_store
from tests.ingest.readers import a_centre
from tests.ingest.spools import check_account

CENTRE = CentreId("shijiawan")
DOOR = b"linli/shijiawan/seniors/door-1/up"
NOW_NS = 1_795_320_000_000_000_000
"""A day in November 2026: receipt of the first message."""


@dataclass
class Bench:
    """Messages go in by `receive`, and out by `work`."""

    spool: Spool
    store: SensorStore
    decoders: Mapping[str, Decoder] = field(default_factory=lambda: DECODERS)
    count: int = 0
    mid: int = 0
    connection: int = 1
    refusals: int = 0
    ingestor: Ingestor = field(init=False)

    def __post_init__(self) -> None:
        interpret = Interpreter(Registry([a_centre()]), self.decoders, readings)
        self.ingestor = Ingestor(self.spool, {CENTRE: self.store}, interpret, jitter=lambda low, _high: low)

    def receive(self, messages: Sequence[tuple[bytes, bytes]], dup: bool = False) -> None:
        """Topic and payload of each; a millisecond apart. dup: the last ones again, on another connection."""
        arrivals = []
        self.connection += dup
        self.mid -= len(messages) if dup else 0
        for topic, payload in messages:
            self.count, self.mid = self.count + 1, self.mid + 1
            at = NOW_NS + self.count * 10**6
            arrivals.append(Arrival(self.connection, self.mid % 65_000, 1, topic, payload, False, dup, at))
        self.spool.append(arrivals, [0] * len(arrivals))

    def work(self) -> Accounting:
        """Until nothing waits; the account at the end, checked."""
        while self.spool.snapshot().accounting.spooled:
            try:
                self.ingestor.step()
            except StoreUnavailableError:
                self.refusals += 1
        return check_account(self.spool)


@contextmanager
def bench(
    folder: Path, url: str, token: str = "t", decoders: Mapping[str, Decoder] = DECODERS
) -> Iterator[Bench]:
    """An ingestor on a fresh spool and the store behind a URL."""
    store = open_store(url, CENTRE, token=token)
    with closing(Spool(folder / "spool.db")) as spool, closing(store):
        yield Bench(spool, store, decoders)


def numbered(count: int, start: int = 0) -> list[tuple[bytes, bytes]]:
    """Dated and numbered messages of one door, each with a value of its own."""
    first_ms = NOW_NS // 10**6 - 3_600_000
    return [
        (DOOR, b'{"ts": %d, "seq": %d, "v": {"in": %d}}' % (first_ms + n, n, n))
        for n in range(start, start + count)
    ]
