"""Weekly totals of a window of the week: from facts and from registers, and never a 0 for what nobody counted."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from models.calendar import Calendar, CalendarDay, DayType
from models.effect.panel import WEEK
from models.effect.trial import Metric
from models.programme.attendance import Attendance, AttendanceSource
from models.services.weekly import WeekTotals, complete_weeks, slot_of
from tests.builders import a_fact, a_session
from tests.effects import FIRST, TARGET, WEEKS, a_house, steady
from tests.fakes import MemoryProgramme

MONDAYS = tuple(FIRST + WEEK * n for n in range(WEEKS))


def test_person_hours_are_those_of_the_window_alone() -> None:
    totals = WeekTotals(a_house(lambda _space, week: float(week)), MONDAYS)
    assert totals.row(Metric.PERSON_HOURS, TARGET).tolist() == pytest.approx([2.0 * n for n in range(WEEKS)])
    half = replace(TARGET, start=TARGET.start.replace(hour=15))
    assert totals.row(Metric.PERSON_HOURS, half)[5] == pytest.approx(5)
    elsewhere = totals.row(Metric.PERSON_HOURS, replace(TARGET, weekdays=(2,)))
    assert np.isnan(elsewhere).all()


def test_a_week_that_was_hardly_measured_has_no_data_and_a_small_gap_is_filled_up() -> None:
    ports = a_house(lambda _space, week: None if week == 3 else 10.0)
    start = datetime(2026, 1, 6, 14, tzinfo=ports.centre.zone_info)
    ports.slots.put([a_fact(start, None)])
    found = WeekTotals(ports, MONDAYS).row(Metric.PERSON_HOURS, TARGET)
    assert np.isnan(found[3])
    assert found[0] == pytest.approx(20)


def test_a_register_counts_heads_and_a_week_without_one_has_no_data() -> None:
    ports = replace(a_house(steady()), programme=(programme := MemoryProgramme()))
    zone = ports.centre.zone_info
    for week, source in ((0, AttendanceSource.MANUAL), (1, AttendanceSource.SENSOR), (2, None)):
        start = datetime(2026, 1, 6, 14, tzinfo=zone) + WEEK * week
        programme.sessions.write([a_session(start, space="gym", key=f"s{week}")])
        if source:
            programme.attendances.put([Attendance(session=f"s{week}", source=source, people=12, at=start)])
    found = WeekTotals(ports, MONDAYS).row(Metric.REGISTERED, TARGET)
    assert found[0] == 12
    assert np.isnan(found[1:]).all()


def test_no_programme_means_no_register() -> None:
    assert np.isnan(WeekTotals(a_house(steady()), MONDAYS).row(Metric.REGISTERED, TARGET)).all()


def test_weeks_with_a_statutory_holiday_are_left_out() -> None:
    day = date(2026, 2, 17)
    calendar = Calendar({day: CalendarDay(day=day, day_type=DayType.STATUTORY)})
    totals = WeekTotals(a_house(steady(), calendar=calendar), MONDAYS)
    assert totals.left_out() == {date(2026, 2, 16)}


def test_only_weeks_that_are_over_are_complete() -> None:
    assert complete_weeks(date(2026, 1, 19), 2) == (date(2026, 1, 5), date(2026, 1, 12))
    assert complete_weeks(date(2026, 1, 25), 1) == (date(2026, 1, 12),)


def test_a_window_to_the_end_of_the_business_day_reaches_its_end() -> None:
    assert (slot_of(TARGET.start), slot_of(TARGET.start.replace(hour=4))) == (40, 0)
