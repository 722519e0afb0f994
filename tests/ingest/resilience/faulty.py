"""A child process for T8: one whole cycle of the ingestor for each write and sync that can fail, with just that one failing."""

import ctypes
import errno
import json
import sqlite3
import sys
import threading
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from queue import SimpleQueue

from ingest.archive import compress_settled
from ingest.arrival import Arrival
from ingest.ingestor import Ingestor
from ingest.pressure import Limits
from ingest.spool import Spool, SpoolError
from ingest.spooler import Spooler
from models.centre import CentreId
from tests.ingest.readers import TOPIC, MemoryStore, an_interpreter
from tests.ingest.spools import an_arrival, check_account

GROUPS, PER_GROUP = 4, 25
ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC}

libc = ctypes.CDLL(None)


class Acks:
    """Stands for the client: remembers what was acknowledged."""

    def __init__(self) -> None:
        self.inbox: SimpleQueue[Arrival] = SimpleQueue()
        self.acked: list[int] = []

    def ack(self, arrivals: Iterable[Arrival]) -> None:
        self.acked += [arrival.mid for arrival in arrivals]

    def take_overflow(self) -> int:
        return 0


class AckAnyway(Spooler):
    """The planted defect: one that does not try again, and acknowledges what it could not write."""

    def _append(self, group: list[Arrival], stop: threading.Event) -> bool:
        with suppress(SpoolError):
            self._spool.append(group, [0] * len(group))
        return True


def _try(call: object, times: int = 4) -> None:
    """Again after a failure, as the threads of the product do."""
    for _ in range(times):
        try:
            call()  # type: ignore[operator]
        except SpoolError:
            continue
        return


def cycle(folder: Path, number: int, error: int, kind: type[Spooler]) -> tuple[set[int], int, MemoryStore]:
    """Receive, acknowledge, store and archive while call `number` fails. What was acknowledged, calls, the store."""
    store, acks = MemoryStore(), Acks()
    spool = Spool(folder / "spool.db")
    ingestor = Ingestor(
        spool, {CentreId("shijiawan"): store}, an_interpreter(), jitter=lambda low, _high: low
    )
    spooler = kind(
        acks,
        spool,
        Limits(spool_bytes=10**9, disk_floor_bytes=1),
        lambda _topic: 0,
        lambda _t, payload: payload,
    )  # type: ignore[arg-type]
    libc.fault_arm(number, error)
    for group in range(GROUPS):
        numbers = range(group * PER_GROUP, (group + 1) * PER_GROUP)
        spooler.take(
            [an_arrival(n, topic=TOPIC, payload=b'{"n": %d, "id": "%d"}' % (n, n)) for n in numbers],
            threading.Event(),
        )
        if group % 2:
            _try(ingestor.step)
            _try(lambda: compress_settled(spool, tail=0))
            _try(spool.trim)
    calls = libc.fault_calls()
    libc.fault_arm(0, 0)
    return set(acks.acked), calls, store  # and here the process ends, without closing anything


def judged(folder: Path, acked: set[int], store: MemoryStore) -> list[str]:
    """What is wrong when a fresh process takes up the files, [] = nothing."""
    with closing(sqlite3.connect(folder / "spool.db")) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(Spool(folder / "spool.db")) as spool:
        ingestor = Ingestor(spool, {CentreId("shijiawan"): store}, an_interpreter())
        while spool.recount():
            ingestor.step()
        account = check_account(spool)
        put_aside = spool.quarantined is not None
    stored = {int(value) for value in store.values}
    return [
        *([] if sound and not put_aside else ["the file is damaged"]),
        *([] if acked <= stored else [f"acknowledged and lost: {sorted(acked - stored)}"]),
        *([] if account.stored == len(stored) else [f"{account.stored} counted, {len(stored)} stored"]),
        *([] if account.duplicate == 0 else [f"{account.duplicate} written twice"]),
    ]


def main(root: Path, kind: type[Spooler], errors: Iterable[str]) -> None:
    """Print how many calls were made to fail for each error, and everything that was wrong."""
    found: dict[str, object] = {}
    wrong: list[str] = []
    for name in errors:
        number, calls = 0, 1
        while number < calls:
            number += 1
            folder = root / f"{name}-{number}"
            folder.mkdir()
            acked, calls, store = cycle(folder, number, ERRORS[name], kind)
            wrong += [f"{name} at call {number}: {text}" for text in judged(folder, acked, store)]
        found[name] = number
    print(json.dumps({"calls": found, "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), {"plain": Spooler, "ack-anyway": AckAnyway}[sys.argv[2]], sys.argv[3:])
