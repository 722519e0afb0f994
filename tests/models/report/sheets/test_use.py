"""Sheet 2: rows and their total."""

from datetime import date

import pytest

from models.report.sheet import Absent, Table
from models.report.sheets.use import sheet
from models.services.month_inputs import gather
from tests.builders import a_fact
from tests.measured import local
from tests.monthly import GYM_PEOPLE, HALL_PEOPLE, HOURS, a_month_house, slots

APRIL = date(2026, 4, 1)


def table(house=None) -> Table:
    return sheet(gather(house or a_month_house(APRIL), APRIL)).table("use")


def test_a_row_tells_a_space_by_its_capacity_and_its_hours() -> None:
    told = table()
    assert told.cell("gym", "capacity").count == 40
    assert told.cell("gym", "area_m2").number == 100
    assert told.cell("gym", "open_hours").number == pytest.approx(30 * HOURS)
    assert told.cell("gym", "utilisation").number == pytest.approx(GYM_PEOPLE / 40)
    assert told.cell("hall", "utilisation").number == pytest.approx(HALL_PEOPLE / 60)


def test_the_total_is_a_ratio_of_sums() -> None:
    told = table().cell("total", "utilisation")
    assert told.number == pytest.approx((GYM_PEOPLE + HALL_PEOPLE) / (40 + 60))
    assert table().rows[-1].is_total


def test_when_the_most_were_there_is_told_of_the_space_and_of_the_fullest_for_the_house() -> None:
    house = a_month_house(APRIL)
    at = local(9, 30, day=date(2026, 4, 17))
    house.slots.put([a_fact(at, 55, "hall", capacity=60)])
    told = table(house)
    assert told.cell("hall", "peak_at").instant == at
    assert told.cell("total", "peak_at").instant == at
    assert told.cell("gym", "peak_at").instant == local(9, day=APRIL)


def test_a_space_that_was_measured_too_little_hides_its_rates_and_its_peak() -> None:
    house = a_month_house(APRIL)
    days = [date(2026, 4, day) for day in range(1, 21)]
    house.slots.put([a_fact(start, None) for day in days for start in slots(day)])
    told = table(house)
    assert told.cell("gym", "utilisation").absent is Absent.HIDDEN
    assert told.cell("gym", "peak_at").absent is Absent.HIDDEN
    assert told.cell("gym", "measured_hours").number == pytest.approx(10 * HOURS)


def test_a_space_without_a_counter_has_no_entries() -> None:
    assert table().cell("hall", "entries").absent is Absent.NO_DATA
    assert table().cell("gym", "entries").count == 0
