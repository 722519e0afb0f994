"""Settled messages are kept compressed for the days that the settings say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.accounting import SPOOLED, STORED
from ingest.archive import DAY_NS, SEGMENT, compress_settled, mend_span, prune, raw_messages
from ingest.spool import Settlement, Spool
from tests.ingest.spools import an_arrival, append, check_account, payloads

START = 10**18


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    opened = Spool(tmp_path / "spool.db")
    append(opened, range(SEGMENT + 50))
    settlement = Settlement(upto=SEGMENT + 20)
    settlement.tally.add(SPOOLED, "", -SEGMENT - 20)
    settlement.tally.add(STORED, "", SEGMENT + 20)
    opened.settle(settlement)
    yield opened
    opened.close()


def test_every_settled_message_can_be_read_again_by_its_time_of_receipt(spool: Spool) -> None:
    assert compress_settled(spool, tail=0)
    assert not compress_settled(spool, tail=0)

    found = list(raw_messages(spool, START + 990_000, START + 1_010_000))

    assert [int(m.payload) for m in found] == list(range(990, 1010))
    assert [m.received_ns for m in found] == list(range(START + 990_000, START + 1_010_000, 1000))


def test_what_still_waits_is_left_alone(spool: Spool) -> None:
    compress_settled(spool, tail=0)

    assert payloads(spool) == list(range(SEGMENT + 20, SEGMENT + 50))
    assert check_account(spool).stored == SEGMENT + 20


def test_raw_messages_go_after_their_days_and_the_account_stays(spool: Spool) -> None:
    compress_settled(spool, tail=0)
    before = check_account(spool)

    prune(spool, START + 2 * DAY_NS, raw_days=3, dead_bytes=10**9)
    assert len(list(raw_messages(spool, START, START + 500_000))) == 500
    prune(spool, START + 4 * DAY_NS, raw_days=3, dead_bytes=10**9)
    assert not list(raw_messages(spool, START, START + 500_000))

    assert check_account(spool) == before


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[Spool]:
    """A letter that was put back keeps its old time: here the last row of a segment is older than the others."""
    opened = Spool(tmp_path / "mixed.db")
    arrivals = [an_arrival(n) for n in [5000, *range(10_000, 10_000 + SEGMENT - 2), 1]]
    opened.append(arrivals, [0] * SEGMENT)
    settlement = Settlement(upto=SEGMENT)
    settlement.tally.add(SPOOLED, "", -SEGMENT)
    settlement.tally.add(STORED, "", SEGMENT)
    opened.settle(settlement)
    compress_settled(opened, tail=0)
    yield opened
    opened.close()


def test_a_segment_is_found_by_every_time_in_it(mixed: Spool) -> None:
    for n in (1, 5000, 10_500):
        found = list(raw_messages(mixed, START + 1000 * n, START + 1000 * n + 1))
        assert [int(m.payload) for m in found] == [n]


def test_a_segment_of_an_older_program_is_set_right_before_it_can_go(mixed: Spool) -> None:
    with mixed.writing() as writer:
        writer.execute("UPDATE raw SET first_ns = ?, last_ns = ?", (START + 5_000_000, START + 1000))
        writer.execute("DELETE FROM state WHERE key = 'unspanned'")
    reopened = Spool(mixed.file)
    prune(reopened, START + DAY_NS + 2000, raw_days=1, dead_bytes=10**9)
    assert mend_span(reopened)
    assert not mend_span(reopened)
    assert len(list(raw_messages(reopened, START, START + 10**9))) == SEGMENT
    prune(reopened, START + DAY_NS + 2 * 10**7, raw_days=1, dead_bytes=10**9)
    assert not list(raw_messages(reopened, START, START + 10**9))
    reopened.close()
