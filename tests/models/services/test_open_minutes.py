"""How long a space is open by its rules."""

from dataclasses import replace
from datetime import date, time, timedelta

from models.calendar import Window, business_day
from models.centre import Closure, SpaceId
from models.services.open_minutes import OpenMinutes, slot_minutes_of
from tests.builders import GYM, a_centre, a_space, some_ports
from tests.measured import DAY, ZONE, local

NIGHT = SpaceId("night")
SHUT = Closure(first=DAY, last=DAY, reason={"en": "painted"})
MINUTES = OpenMinutes(
    some_ports(
        a_centre(
            [
                a_space("gym", opens=time(8, 10), closes=time(9)),
                a_space("night", opens=time(22), closes=time(5)),
                replace(a_space("shut"), closures=(SHUT,)),
            ]
        )
    )
)


def test_a_quarter_hour_that_is_partly_open_counts_by_that_part() -> None:
    slots = MINUTES.of_slots(GYM, DAY)
    assert (len(slots), [n for n in slots if n], slots.index(5)) == (96, [5, 15, 15, 15], 16)
    assert MINUTES.of_day(GYM, DAY) == 50


def test_a_night_belongs_to_the_business_day_until_four() -> None:
    assert MINUTES.of_day(NIGHT, DAY) == (6 + 1) * 60  # 22 to 4, and 4 to 5 of the night before
    assert MINUTES.of_slots(NIGHT, DAY)[:4] == [15] * 4


def test_a_closed_day_and_a_place_that_is_no_space_are_never_open() -> None:
    assert MINUTES.of_day(SpaceId("shut"), DAY) == 0
    assert MINUTES.of_day(SpaceId("shut"), DAY + timedelta(days=1)) == 14 * 60
    assert MINUTES.of_day(SpaceId(""), DAY) == 0


def test_spans_are_cut_to_the_day() -> None:
    day = business_day(date(2026, 11, 20), ZONE)
    across = Window(local(3, 30, day=DAY), local(4, 20, day=DAY))
    assert slot_minutes_of(day, [across])[:3] == [15, 5, 0]
