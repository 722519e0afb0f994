"""A house of two spaces whose months are known by construction, for everything about the monthly report.

Each day of a month the gym (40 persons) has GYM people and the hall (60 persons) HALL people from 9 to 11 local time, in
eight quarter hours; both are open from 8 to 22, and all facts there are lie in those two hours.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from models.calendar import SLOT, Calendar, CalendarDay, DayType
from models.centre import SpaceId
from models.metric.period import month_of
from models.ports import Ports
from models.slot import SlotFact
from tests.builders import a_centre, a_fact, a_sensor, a_space, some_ports
from tests.fakes import MemoryBalances, MemoryPeakLists, MemoryRemarks, MemoryTenancies
from tests.measured import local

HALL = SpaceId("hall")
GYM_PEOPLE, HALL_PEOPLE = 10.0, 30.0
FROM, HOURS = 9, 2
PERSON_HOURS_A_DAY = HOURS * (GYM_PEOPLE + HALL_PEOPLE)

SPRING = {
    **{date(2026, 2, n): DayType.STATUTORY for n in range(15, 24)},
    date(2026, 2, 14): DayType.MAKEUP,
    date(2026, 2, 28): DayType.MAKEUP,
}
"""The Spring Festival of 2026 as the State Council gave it out: nine days off, two Saturdays worked for them."""


def spring_calendar() -> Calendar:
    return Calendar({day: CalendarDay(day=day, day_type=kind) for day, kind in SPRING.items()})


def a_month_house(
    month: date, *, without: Collection[date] = (), calendar: Calendar | None = None, **more: Any
) -> Ports:
    """The house on the morning after the month. without: days of which there is no fact at all; more: fields of Ports."""
    last = month_of(month).last
    centre = a_centre([a_space("gym"), a_space("hall", persons=60, name=("大厅", "Hall"))], [a_sensor()])
    ports = some_ports(centre, calendar, clock=lambda: local(8, day=last + timedelta(days=2)))
    ports.slots.put(list(facts(month, without)))
    fakes = {
        "balances": MemoryBalances(),
        "peaks": MemoryPeakLists(),
        "remarks": MemoryRemarks(),
        "tenancies": MemoryTenancies(),
    }
    return replace(ports, **{**fakes, **more})


def facts(month: date, without: Collection[date] = ()) -> Iterator[SlotFact]:
    for day in month_of(month).days():
        if day not in without:
            for start in slots(day):
                yield a_fact(start, GYM_PEOPLE)
                yield a_fact(start, HALL_PEOPLE, "hall", capacity=60)


def slots(day: date) -> list[datetime]:
    """The starts of the quarter hours that are known."""
    first = local(FROM, day=day)
    return [first + n * SLOT for n in range(HOURS * 4)]
