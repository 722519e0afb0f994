"""Without room: the archive goes first, then the broker waits, then the least important messages are given up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.accounting import SPOOLED, STORED, Shed
from ingest.archive import compress_settled
from ingest.pressure import HIGH, RANKS, REUSABLE_BYTES, Limits, Room, forget_archive, room, shed_lowest
from ingest.spool import Settlement, Spool
from models.centre import SensorRole
from tests.ingest.spools import an_arrival, check_account, payloads

LIMITS = Limits(spool_bytes=4_000_000, disk_floor_bytes=1)


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    opened = Spool(tmp_path / "spool.db")
    yield opened
    opened.close()


def _fill(spool: Spool, count: int, rank: int, size: int = 4000) -> None:
    arrivals = [an_arrival(n, payload=b"%d" % n + b" " * size) for n in range(count)]
    spool.append(arrivals, [rank] * count)


@pytest.mark.parametrize(
    ("used", "reusable", "disk_free", "pressed"),
    [
        (0, 0, 100, False),
        (int(HIGH * 1000), 0, 100, False),
        (int(HIGH * 1000) + 1, 0, 100, True),
        (0, 0, 9, True),
        (0, REUSABLE_BYTES, 9, False),
    ],
)
def test_is_pressed_by_its_cap_and_by_the_floor_of_the_disk(
    used: int, reusable: int, disk_free: int, pressed: bool
) -> None:
    limits = Limits(spool_bytes=1000, disk_floor_bytes=10)

    assert Room(used=used, reusable=reusable, disk_free=disk_free).pressed(limits) is pressed


def test_counts_and_sales_are_given_up_last_and_air_first() -> None:
    order = sorted(RANKS, key=lambda role: RANKS[role])

    assert set(order) == set(SensorRole)
    assert order[:2] == [SensorRole.CLIMATE, SensorRole.MACHINE]
    assert order[-2:] == [SensorRole.FLOW, SensorRole.TILL]


def test_gives_up_the_least_important_class_only_and_counts_it(spool: Spool) -> None:
    _fill(spool, 400, RANKS[SensorRole.TILL])
    _fill(spool, 600, RANKS[SensorRole.CLIMATE])
    assert room(spool).pressed(LIMITS)

    given_up = shed_lowest(spool, LIMITS)

    assert room(spool).relieved(LIMITS)
    assert given_up == 600
    assert check_account(spool).shed == {Shed.SPOOL_FULL: 600}
    assert len(spool.pending(1000)) == 400


def test_gives_up_the_next_class_when_it_is_asked_again(spool: Spool) -> None:
    _fill(spool, 900, RANKS[SensorRole.COUNT])
    _fill(spool, 100, RANKS[SensorRole.CLIMATE])

    assert shed_lowest(spool, LIMITS) == 100
    assert shed_lowest(spool, LIMITS) == 900
    assert shed_lowest(spool, LIMITS) == 0
    assert check_account(spool).spooled == 0


def test_never_gives_up_what_is_being_worked_on(spool: Spool) -> None:
    _fill(spool, 1000, RANKS[SensorRole.CLIMATE])
    working = spool.pending(100)

    shed_lowest(spool, LIMITS)

    assert payloads(spool) == [int(m.payload) for m in working]


def test_the_archive_is_forgotten_before_anything_that_waits(spool: Spool) -> None:
    for _ in range(3):
        arrivals = [an_arrival(n, payload=bytes([n % 251]) * 40 + b"%d" % (n * 7919)) for n in range(1000)]
        spool.append(arrivals, [1] * 1000)
        settlement = Settlement(upto=spool.pending(1000)[-1].id)
        settlement.tally.add(SPOOLED, "", -1000)
        settlement.tally.add(STORED, "", 1000)
        spool.settle(settlement)
        assert compress_settled(spool, tail=0)
    _fill(spool, 10, RANKS[SensorRole.CLIMATE], size=10)

    forget_archive(spool, Limits(spool_bytes=1, disk_floor_bytes=1))

    with spool.reading() as reader:
        assert reader.execute("SELECT count(*) FROM raw").fetchone() == (0,)
    assert check_account(spool).spooled == 10


def test_settled_messages_too_few_for_a_segment_make_room_as_well(spool: Spool) -> None:
    _fill(spool, 900, RANKS[SensorRole.TILL])
    settlement = Settlement(upto=spool.pending(900)[-1].id)
    settlement.tally.add(SPOOLED, "", -900)
    settlement.tally.add(STORED, "", 900)
    spool.settle(settlement)
    _fill(spool, 10, RANKS[SensorRole.CLIMATE])
    assert room(spool).pressed(LIMITS)

    forget_archive(spool, LIMITS)

    assert not room(spool).pressed(LIMITS)
    account = check_account(spool)
    assert (account.stored, account.spooled) == (900, 10)
