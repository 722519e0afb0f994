"""Settled messages are kept compressed for the days that the settings say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.accounting import SPOOLED, STORED
from ingest.archive import DAY_NS, SEGMENT, compress_settled, prune, raw_messages
from ingest.spool import Settlement, Spool
from tests.ingest.spools import append, check_account, payloads

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
