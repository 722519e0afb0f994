"""What tests of the spool begin with."""

from collections.abc import Iterable

from ingest.arrival import Arrival
from ingest.spool import Spool
from models.health import Accounting


def an_arrival(
    n: int = 0, *, topic: bytes = b"t/1", payload: bytes = b"", qos: int = 1, generation: int = 1
) -> Arrival:
    return Arrival(
        generation=generation,
        mid=n,
        qos=qos,
        topic=topic,
        payload=payload or b"%d" % n,
        retain=False,
        dup=False,
        received_ns=10**18 + 1000 * n,  # instants are kept to the microsecond
    )


def append(spool: Spool, numbers: Iterable[int], rank: int = 0) -> None:
    arrivals = [an_arrival(n) for n in numbers]
    spool.append(arrivals, [rank] * len(arrivals))


def payloads(spool: Spool) -> list[int]:
    return [int(message.payload) for message in spool.pending(100_000)]


def check_account(spool: Spool) -> Accounting:
    """The account, after making sure that it balances and that the messages it speaks of are really there."""
    account = spool.snapshot().accounting
    assert account.missing == 0
    assert account.spooled == spool.recount()
    return account
