"""What the broker delivers again is a repeat only of what we have, each copy once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.arrival import Arrival
from ingest.interpretation import Interpretation
from ingest.redelivery import UNDER_WAY
from ingest.spool import Spool
from tests.ingest.readers import TOPIC, an_interpreter
from tests.ingest.spools import an_arrival

HOUR_NS = 3_600 * 10**9
OPEN, CLOSED = b'{"n": 1}', b'{"n": 0}'


def said(
    mid: int, payload: bytes = OPEN, hours: int = 0, *, connection: int = 1, dup: bool = False
) -> Arrival:
    plain = an_arrival(mid, topic=TOPIC, payload=payload, generation=connection)
    return replace(plain, dup=dup, received_ns=10**18 + hours * HOUR_NS + mid * 1000)


def received(spool: Spool, *arrivals: Arrival) -> list[tuple[int, bool]]:
    """Hour of receipt, and whether it counts as delivered again, of everything in the spool."""
    spool.append(arrivals, [0] * len(arrivals))
    return [((one.received_ns - 10**18) // HOUR_NS, one.dup) for one in spool.pending(10_000)]


def test_what_was_never_kept_is_new_though_it_was_delivered_before(tmp_path: Path) -> None:
    """A contact opens, closes an hour later, opens three hours later; the last word lay unspooled when we were killed."""
    first = Spool(tmp_path / "spool.db")
    received(first, said(1), said(2, CLOSED, 1))
    first.close()
    again = Spool(tmp_path / "spool.db")

    assert received(again, said(3, OPEN, 4, dup=True)) == [(0, False), (1, False), (4, False)]
    one, _, three = _read(again)
    assert one.key not in three.repeats
    again.close()


def test_what_was_kept_is_known_again_after_a_restart_with_its_first_time_of_receipt(tmp_path: Path) -> None:
    first = Spool(tmp_path / "spool.db")
    received(first, said(1), said(2, CLOSED))
    first.close()
    again = Spool(tmp_path / "spool.db")

    assert received(again, said(1, hours=5, dup=True)) == [(0, False), (0, False), (0, True)]
    one, _, three = _read(again)
    assert one.key in three.repeats
    again.close()


def test_each_copy_is_the_first_delivery_of_one_only(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    received(spool, said(1))
    again = said(1, hours=2, connection=2, dup=True)
    received(spool, again)
    third = received(spool, replace(again, generation=3, received_ns=10**18 + 3 * HOUR_NS))
    assert third == [(0, False), (0, True), (0, True)], "its own second delivery was lost, too"
    spool.close()

    spool = Spool(tmp_path / "other.db")
    received(spool, said(1))
    both = received(spool, again, replace(again, received_ns=10**18 + 3 * HOUR_NS))
    assert both == [(0, False), (0, True), (3, False)]
    spool.close()


def test_only_what_may_have_been_under_way_is_looked_at(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    received(spool, said(1), said(2), *(said(n, CLOSED) for n in range(3, UNDER_WAY + 2)))
    found = received(
        spool, said(1, hours=2, connection=2, dup=True), said(2, hours=2, connection=2, dup=True)
    )
    assert found[-2:] == [(2, False), (0, True)]
    spool.close()


def test_quality_0_has_no_number_and_is_never_taken_for_a_first_delivery(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    received(spool, replace(said(0), qos=0))
    assert received(spool, said(0, hours=1, connection=2, dup=True))[-1] == (1, False)
    spool.close()


def _read(spool: Spool) -> Sequence[Interpretation]:
    interpret = an_interpreter()
    return [interpret(message) for message in spool.pending()]
