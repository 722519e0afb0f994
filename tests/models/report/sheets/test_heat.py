"""Sheet 3: half hours by kind of day, with the frozen peak marked."""

from datetime import UTC, date, datetime

import pytest

from models.calendar import DayType
from models.metric.peak import PeakList
from models.report.sheet import Absent, Sheet
from models.report.sheets.heat import sheet
from models.services.month_inputs import gather
from tests.builders import GYM, a_fact
from tests.fakes import MemoryPeakLists
from tests.measured import local
from tests.monthly import GYM_PEOPLE, a_month_house, spring_calendar

APRIL, FEBRUARY = date(2026, 4, 1), date(2026, 2, 1)


def decided(quarter: date) -> MemoryPeakLists:
    peak = PeakList(
        space=GYM,
        valid_from=quarter,
        slots={DayType.WORKDAY: frozenset({18, 20, 21})},
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
        by="wang",
        why="queues",
    )
    return MemoryPeakLists({(GYM, quarter): peak})


def april() -> Sheet:
    house = a_month_house(APRIL, peaks=decided(date(2026, 4, 1)))
    house.slots.put(
        [a_fact(local(23, 30, day=date(2026, 4, 2)), 4), a_fact(local(1, day=date(2026, 4, 3)), 2)]
    )
    return sheet(gather(house, APRIL))


def test_a_cell_is_mean_people_over_capacity() -> None:
    told = april().table("heat")
    assert told.cell("work.09:30", "gym").number == pytest.approx(GYM_PEOPLE / 40)
    assert told.cell("work.09:30", "hall").number == pytest.approx(0.5)


def test_the_peak_of_the_quarter_is_marked_on_its_kind_of_day_only() -> None:
    told = april().table("heat")
    assert told.cell("work.09:00", "gym").is_marked
    assert not told.cell("work.09:30", "gym").is_marked
    assert not told.cell("rest.09:00", "gym").is_marked
    assert not told.cell("work.09:00", "hall").is_marked


def test_hours_after_midnight_come_after_those_before() -> None:
    work = [row.key for row in april().table("heat").rows if row.key.startswith("work.")]
    assert work[-2:] == ["work.23:30", "work.01:00"]
    assert april().table("heat").cell("work.23:30", "hall").absent is Absent.NOT_ASKED


def test_the_list_tells_its_stretches_and_that_a_person_decided_but_not_who() -> None:
    told = april().table("peaks")
    hours = told.cell("gym.work", "peak_hours").name
    assert hours is not None
    assert hours["en"] == "09:00–09:30, 10:00–11:00"
    how = told.cell("gym.work", "decided_by").text
    assert how is not None
    assert how.key == "report.peak.person"
    none = told.cell("gym.rest", "peak_hours").text
    assert none is not None
    assert none.key == "report.peak.none"
    assert told.cell("hall.work", "peak_hours").absent is Absent.NO_DATA


def test_a_saturday_that_is_worked_is_with_the_workdays_and_a_holiday_is_not() -> None:
    house = a_month_house(FEBRUARY, calendar=spring_calendar())
    house.slots.put([a_fact(local(20, day=date(2026, 2, day)), 8) for day in (14, 17)])
    told = sheet(gather(house, FEBRUARY)).table("heat")
    assert told.cell("work.20:00", "gym").number == pytest.approx(0.2)
    assert told.cell("holiday.20:00", "gym").number == pytest.approx(0.2)
    assert "rest.20:00" not in {row.key for row in told.rows}
