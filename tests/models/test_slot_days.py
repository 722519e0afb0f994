"""Slots of one space cut into business days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from models.calendar import CHINA, SLOT
from models.slot_days import cut
from tests.builders import NOON, a_fact, a_grid

DAYS = [NOON.date() + timedelta(days=n) for n in range(4)]
GRID = a_grid(a_fact(NOON + timedelta(days=day, minutes=15 * n), day + n) for day in (0, 2) for n in range(3))


def test_days_without_slots_are_left_out_and_the_others_add_up_by_themselves() -> None:
    found = cut(GRID, DAYS, CHINA)
    assert found.days == [DAYS[0], DAYS[2]]
    assert found.summed(found["peak"]) == [0 + 1 + 2, 2 + 3 + 4]
    assert found.largest(found["peak"]) == [2, 4]
    assert found.spread(np.array([7, 9])).tolist() == [7, 7, 7, 9, 9, 9]


def test_slots_of_other_days_are_left_out() -> None:
    found = cut(GRID, DAYS[1:3], CHINA)
    assert found.days == [DAYS[2]]
    assert found["peak"].tolist() == [2, 3, 4]
    assert cut(GRID, DAYS[3:], CHINA).summed(cut(GRID, DAYS[3:], CHINA)["peak"]) == []


def test_the_slots_of_a_day_are_found_by_its_date() -> None:
    found = cut(GRID, DAYS, CHINA)
    assert [found.on(day)["peak"].tolist() for day in DAYS] == [[0, 1, 2], [], [2, 3, 4], []]


def test_the_hours_between_midnight_and_four_are_those_of_the_day_before() -> None:
    night = NOON + timedelta(hours=15, minutes=45)  # 03:45 of the next morning
    found = cut(a_grid([a_fact(night, 1), a_fact(night + SLOT, 2)]), DAYS, CHINA)
    assert found.days == DAYS[:2]
    assert found.half_hours(CHINA).tolist() == [7, 8]


def test_half_hours_follow_the_clock_of_each_day_where_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    noons = [datetime(2026, 10, day, 12, tzinfo=berlin).astimezone(UTC) for day in (24, 25)]
    found = cut(a_grid(a_fact(at, 1) for at in noons), [date(2026, 10, 24), date(2026, 10, 25)], berlin)
    assert found.half_hours(berlin).tolist() == [24, 24]
