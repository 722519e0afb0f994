"""Calendar days survive the database unchanged."""

from dataclasses import replace
from datetime import date, timedelta

from models.calendar import CalendarDay, DayType, SchoolState
from models.db import Database

DAY = CalendarDay(
    day=date(2027, 2, 6),
    day_type=DayType.STATUTORY,
    name="春节",
    school=SchoolState.WINTER,
    provisional=True,
    source="notice-2027.csv",
)


def test_a_day_comes_back_as_it_was(database: Database) -> None:
    database.calendar().put([DAY])
    assert database.calendar().within(DAY.day, DAY.day) == [DAY]


def test_putting_again_replaces(database: Database) -> None:
    database.calendar().put([DAY])
    database.calendar().put([replace(DAY, day_type=DayType.MAKEUP, provisional=False)])
    assert database.calendar().within(DAY.day, DAY.day) == [
        replace(DAY, day_type=DayType.MAKEUP, provisional=False)
    ]


def test_days_come_in_order_with_both_ends(database: Database) -> None:
    days = [replace(DAY, day=DAY.day + timedelta(days=n)) for n in range(5)]
    database.calendar().put(days[::-1])
    assert database.calendar().within(days[1].day, days[3].day) == days[1:4]
