"""Opening times of spaces and of the house, by their rules."""

from dataclasses import replace
from datetime import date, time

import pytest

from models.calendar import Calendar, CalendarDay, DayType, SchoolState
from models.centre import Closure
from models.metric.period import month_of
from models.metric.promised import Promised
from models.services.monthly.opening import closures, opening_times
from tests.builders import GYM, a_centre, a_space, some_ports
from tests.measured import local
from tests.monthly import a_month_house

APRIL = date(2026, 4, 1)
SHUT = {"zh-Hans": "检修", "en": "Repairs"}


def test_the_house_is_open_for_the_union_of_what_its_spaces_are() -> None:
    """8 to 12, 10 to 14 and, past midnight, 20 to 2: twelve hours and not fourteen."""
    spaces = [
        a_space("a", opens=time(8), closes=time(12)),
        a_space("b", opens=time(10), closes=time(14)),
        a_space("c", opens=time(20), closes=time(2)),
    ]
    ports = some_ports(a_centre(spaces), clock=lambda: local(12, day=date(2026, 5, 1)))
    house, a, _, c = opening_times(ports, month_of(APRIL))
    assert house.space is None
    assert house.month == Promised(days=30, open_days=30, hours=30 * 12)
    assert (a.month.hours, c.month.hours) == (30 * 4, 30 * 6)


def test_school_holidays_are_those_of_the_calendar() -> None:
    calendar = Calendar(
        {
            day: CalendarDay(day=day, day_type=DayType.WORKDAY, school=SchoolState.WINTER)
            for day in (APRIL, date(2026, 4, 2))
        }
    )
    house = opening_times(a_month_house(APRIL, calendar=calendar), month_of(APRIL))[0]
    assert house.school_holidays == Promised(days=2, open_days=2, hours=28)
    assert house.kinds[DayType.STATUTORY] == Promised()


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (date(2026, 3, 28), date(2026, 4, 1), True),
        (date(2026, 4, 30), date(2026, 5, 3), True),
        (date(2026, 3, 1), date(2026, 3, 31), False),
    ],
)
def test_a_closure_counts_where_it_touches_the_month(first: date, last: date, counts: bool) -> None:
    house = a_month_house(APRIL)
    gym = replace(house.centre.spaces[GYM], closures=(Closure(first=first, last=last, reason=SHUT),))
    house = replace(house, centre=replace(house.centre, spaces={GYM: gym}))
    assert bool(closures(house, month_of(APRIL))) is counts
