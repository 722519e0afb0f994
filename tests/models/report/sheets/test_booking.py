"""Sheet 4: booked against used, and what became of promises."""

from dataclasses import replace
from datetime import date

import pytest

from models.metric.period import month_of
from models.report.sheet import Sheet
from models.report.sheets.booking import sheet
from models.services.month_inputs import gather
from tests.builders import GYM
from tests.monthly import a_month_house, attended, with_programme

APRIL = date(2026, 4, 1)


def april() -> Sheet:
    """Every first of the gym's eight quarter hours was booked and used, every second booked and empty."""
    house = with_programme(a_month_house(APRIL), APRIL)
    facts = house.slots.within([GYM], month_of(APRIL).window(house.centre.zone_info))
    used = {"booked_min": 15.0, "booked_used_min": 15.0, "walkin_min": 0.0}
    ghost = {"booked_min": 15.0, "ghost_min": 15.0, "walkin_min": 0.0, "used_min": 0.0, "person_min": 0.0}
    house.slots.put([replace(one, **used) for one in facts[0::8]])
    house.slots.put([replace(one, **ghost) for one in facts[1::8]])
    return sheet(gather(house, APRIL))


def test_hours_are_told_as_booked_and_used() -> None:
    told = april().table("booking")
    row = {key: told.cell("gym", key).number for key in ("booked_used_hours", "ghost_hours", "walkin_hours")}
    assert row == pytest.approx({"booked_used_hours": 7.5, "ghost_hours": 7.5, "walkin_hours": 45})
    assert told.cell("gym", "ghost_rate").number == pytest.approx(0.5)


def test_the_matrix_of_the_house_adds_up_to_the_measured_hours() -> None:
    told = april().table("booked_used")
    assert told.cell("booked", "all").number == pytest.approx(15)
    assert told.cell("not_booked", "used").number == pytest.approx(45 + 60)
    assert told.cell("all", "all").number == pytest.approx(120)


def test_by_kind_of_activity_promises_and_attendances_are_told() -> None:
    told = april().table("booking_kinds")
    # 30 slots of the group, 28 courses with two bookings each; the one that was missed and the one called off had none.
    assert told.cell("sport", "promises").count == 30 + 28 * 2
    assert told.cell("sport", "no_show_rate").number == pytest.approx(28 / (30 + 28 * 2))
    assert told.cell("total", "attendances").count == attended(APRIL)
    assert told.cell("charity", "attendances").count == 30
