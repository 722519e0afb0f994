"""Sheet 0: what the month consisted of."""

from dataclasses import replace
from datetime import date

import pytest

from models.report.sheets.cover import sheet
from models.services.month_inputs import gather
from tests.monthly import HOURS, PROMISED, a_month_house, spring_calendar

FEBRUARY = date(2026, 2, 1)


def test_the_days_of_the_month_and_what_its_numbers_stand_on_are_told() -> None:
    house = replace(a_month_house(FEBRUARY, calendar=spring_calendar()), simulated=lambda: True)
    told = sheet(gather(house, FEBRUARY)).table("facts")
    days = {
        kind: told.cell(f"days_{kind}", "value").count for kind in ("workday", "rest", "statutory", "makeup")
    }
    assert days == {"workday": 14, "rest": 3, "statutory": 9, "makeup": 2}
    assert told.cell("provisional_days", "value").count == 28 - 11, "the rest is told by the weekday"
    assert told.cell("measured_share", "value").number == pytest.approx(HOURS / PROMISED)
    simulated = told.cell("simulated", "value").text
    assert simulated is not None
    assert simulated.key == "report.yes"
