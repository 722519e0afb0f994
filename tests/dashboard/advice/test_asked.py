"""The address of the advice page: a week, a day of it, a space; what it says wrongly is the week that comes."""

from datetime import date

import pytest

from dashboard.advice.asked import asked
from tests.builders import a_centre

TODAY = date(2026, 11, 18)
COMING = "2026-W48"


@pytest.mark.parametrize(
    ("query", "week", "day"),
    [
        ({}, COMING, date(2026, 11, 23)),
        ({"week": "2026-W53"}, "2026-W53", date(2026, 12, 28)),
        ({"week": "2027-W53"}, COMING, date(2026, 11, 23)),
        ({"week": "2026-11-23"}, COMING, date(2026, 11, 23)),
        ({"date": "2026-11-18"}, "2026-W47", date(2026, 11, 18)),
        ({"week": "2026-W49", "date": "2026-12-02"}, "2026-W49", date(2026, 12, 2)),
        ({"week": "2026-W49", "date": "2027-12-02"}, "2026-W49", date(2026, 11, 30)),
        ({"week": "2026-W49", "date": "2026-11-20", "view": "day"}, "2026-W47", date(2026, 11, 20)),
        ({"week": "9999-W01"}, COMING, date(2026, 11, 23)),
    ],
)
def test_a_week_and_a_day_of_it(query: dict[str, str], week: str, day: date) -> None:
    found = asked(query, a_centre(), TODAY)
    assert (found.week, found.day) == (week, day)
    assert found.days[0] == found.monday
    assert found.day in found.days


def test_a_space_that_the_centre_lacks_is_not_asked_for() -> None:
    assert asked({"space": "moon"}, a_centre(), TODAY).space == ""
    assert asked({"space": "gym"}, a_centre(), TODAY).space == "gym"
