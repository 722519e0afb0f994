"""T10, clocks: of the devices, of this machine and of the zones. Nothing crashes, lasts less than nothing, or lies ahead."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ingest.age import STEP_S, AgeLimit
from ingest.arrival import Arrival
from ingest.live_state import LiveHouse
from ingest.spool import Spool
from models.calendar import Calendar, Window, business_date, from_ns
from models.centre import Schedule, SensorId
from models.day_account import day_facts
from models.reading import Quality, Reading
from models.slot import business_window
from models.store import open_store
from tests.builders import a_centre, a_space
from tests.ingest.resilience.bench import CENTRE, DOOR, NOW_NS, Bench
from tests.ingest.spools import check_account
from tests.measured import a_door, totals

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = (HOUR, -HOUR, DAY, -DAY, 3650 * DAY, -3650 * DAY)
SKEWS = (
    *(timedelta(minutes=n) for n in (4, 6, 10, 60)),
    *(n * DAY for n in (1, 29, 31, 365, 3650)),
)
NOW = from_ns(NOW_NS)


@pytest.fixture
def bench(tmp_path: Path):
    with (
        closing(Spool(tmp_path / "spool.db")) as spool,
        closing(open_store(f"sqlite:///{tmp_path}/readings.db", CENTRE)) as store,
    ):
        yield Bench(spool, store)


def _kept(bench: Bench) -> list[Reading]:
    ever = Window(NOW - 20_000 * DAY, NOW + 20_000 * DAY)
    return bench.store.read([SensorId("seniors-door")], ever)


@pytest.mark.parametrize("skew", [*SKEWS, *(-skew for skew in SKEWS)], ids=str)
def test_a_device_whose_clock_is_wrong_never_writes_into_the_future(bench: Bench, skew: timedelta) -> None:
    """What is believed keeps its time; everything else gets that of its receipt, and is marked."""
    said_ms = NOW_NS // 10**6 + skew // timedelta(milliseconds=1)
    bench.receive([(DOOR, b'{"ts": %d, "seq": 1, "v": {"in": 7}}' % said_ms)])

    account = bench.work()

    (reading,) = _kept(bench)
    received = NOW + timedelta(milliseconds=1)
    believed = -30 * DAY <= skew - timedelta(milliseconds=1) <= timedelta(minutes=5)
    assert account.stored == 1
    assert reading.at == (NOW + skew if believed else received)
    assert reading.quality == (Quality.GOOD if believed else Quality.UNCERTAIN)
    assert reading.at <= received + timedelta(minutes=5)


def test_this_machines_clock_may_jump_and_nothing_is_lost_or_grows_old(
    bench: Bench, figures: list[str]
) -> None:
    """Messages wait while the clock jumps by an hour, a day and ten years, both ways."""
    clock = 0.0
    limit = AgeLimit(bench.spool, hours=2, monotonic=lambda: clock)
    at, count = NOW, 0
    for jump in JUMPS:
        at += jump
        for _ in range(20):
            count += 1
            stamp = int((at + timedelta(seconds=count)).timestamp() * 1e6) * 1000
            payload = b'{"v": {"in": %d}}' % count
            bench.spool.append([Arrival(1, count, 1, DOOR, payload, False, False, stamp)], [0])
        clock += STEP_S
        limit.look()
        assert check_account(bench.spool).spooled == count
        snapshot = bench.spool.snapshot()
        assert snapshot.oldest_ns is not None

    account = bench.work()

    assert account.stored == count
    assert account.shed == {}
    assert sorted(reading.value for reading in _kept(bench)) == list(range(1, count + 1))
    figures.append(
        f"T10: this machine's clock +-1 h, +-1 d, +-10 y with messages waiting, {2 * len(SKEWS)} device skews of 4 min to "
        f"10 y, {len(DAYS)} changes of clocks and leap days in 4 zones: no crash, none lost, none in the future"
    )


DAYS = (
    ("Asia/Shanghai", date(2028, 2, 29)),
    ("Asia/Shanghai", date(2026, 12, 31)),
    ("Europe/Berlin", date(2026, 3, 28)),
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 24)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 11, 1)),
    ("America/New_York", date(2028, 2, 29)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
)
"""Leap days, a year's end, and clocks that are set by an hour or by half of one."""


@pytest.mark.parametrize(("zone", "day"), DAYS, ids=str)
def test_days_of_23_25_and_24_and_a_half_hours_have_no_negative_durations(zone: str, day: date) -> None:
    tz = ZoneInfo(zone)
    space = replace(a_space(opens=time(1), closes=time(0)), id=a_space().id)
    schedule = Schedule(space, Calendar({}), tz)
    window = business_window(day, schedule)
    assert timedelta(hours=22) < window.length < timedelta(hours=26)
    instants = [
        window.start + n * timedelta(minutes=10) for n in range(window.length // timedelta(minutes=10))
    ]
    said = [reading for n, at in enumerate(instants) for reading in totals(at, 2 * n, n)]

    facts = day_facts(space, [a_door()], schedule, day, said, [], [])

    assert {business_date(at, tz) for at in instants} == {day}
    assert [fact.start for fact in facts] == sorted({fact.start for fact in facts})
    for fact in facts:
        assert 0 <= fact.measured_min <= fact.open_min <= 15
        assert min(fact.person_min, fact.used_min, fact.entries, fact.exits, fact.peak) >= 0
    _live(zone, said, instants)


def _live(zone: str, said: list[Reading], instants: list[datetime]) -> None:
    house = LiveHouse(replace(a_centre(sensors=(a_door(),)), timezone=zone), Calendar({}))
    for at in instants:
        house.feed([reading for reading in said if reading.at == at])
        for state in house.states(at).values():
            assert state.since <= at
            assert state.people is None or state.people >= 0
            assert min(state.entries, state.exits) >= 0


def test_today_is_the_day_in_shanghai() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert business_date(datetime(2026, 11, 21, 19, 59, tzinfo=UTC), zone) == date(2026, 11, 21)
    assert business_date(datetime(2026, 11, 21, 20, 1, tzinfo=UTC), zone) == date(2026, 11, 22)
