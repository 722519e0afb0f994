"""Which half hours are peak, and how much of the use lies outside of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.calendar import SLOT, Calendar, CalendarDay, DayType
from models.metric.peak import (
    OffPeak,
    PeakList,
    in_force,
    off_peaks,
    peak_list,
    quarter_of,
    quiet_slots,
    weeks_before,
)
from models.slot import SlotFact
from models.slot_grid import SlotGrid
from tests.builders import GYM, NOON, a_fact, a_grid, a_slot_day
from tests.measured import ZONE, local

QUARTER = date(2026, 10, 1)
CALENDAR = Calendar({})
OPEN_HOURS = 84 * 4.0


def evenings(workday: float = 30, rest: float = 10, days: int = 84) -> Iterator[SlotFact]:
    """Twelve weeks of 17:00 to 21:00: an hour is busy at seven on workdays, the others have five people."""
    for back in range(1, days + 1):
        day = QUARTER - timedelta(days=back)
        for n in range(16):
            busy = workday if day.weekday() < 5 else rest
            yield a_fact(local(17, day=day) + n * SLOT, busy if 8 <= n < 12 else 5)


def a_list(facts: Iterator[SlotFact], calendar: Calendar = CALENDAR) -> PeakList | None:
    return peak_list(GYM, QUARTER, a_grid(facts), OPEN_HOURS, calendar, ZONE, NOON)


def test_half_hours_whose_mean_is_four_fifths_of_a_busy_one_are_the_peak_of_their_type_of_day() -> None:
    found = a_list(evenings())
    assert found is not None
    assert (found.busy, found.coverage, found.valid_from) == (30, 1, QUARTER)
    assert found.slots[DayType.WORKDAY] == {38, 39}
    assert found.slots[DayType.REST] == frozenset()


def test_a_mean_just_below_four_fifths_is_no_peak() -> None:
    for rest, expected in ((24.0, {38, 39}), (23.9, set())):
        found = a_list(evenings(rest=rest))
        assert found is not None
        assert found.slots[DayType.REST] == expected


def test_holidays_take_the_peak_of_rest_days_and_make_up_days_that_of_workdays() -> None:
    found = a_list(evenings(workday=10, rest=30))
    assert found is not None
    assert found.is_peak(DayType.STATUTORY, 38)
    assert not found.is_peak(DayType.MAKEUP, 38)


def test_holidays_have_a_peak_of_their_own_where_there_were_enough_of_them() -> None:
    week = [QUARTER - timedelta(days=n) for n in range(1, 8)]
    calendar = Calendar({day: CalendarDay(day=day, day_type=DayType.STATUTORY) for day in week})
    quiet = (
        replace(fact, person_min=0.0) if fact.start.astimezone(ZONE).date() in week else fact
        for fact in evenings(rest=30)
    )
    found = a_list(quiet, calendar)
    assert found is not None
    assert not found.is_peak(DayType.STATUTORY, 38)
    assert found.is_peak(DayType.REST, 38)


def test_a_space_in_which_nobody_was_has_no_peak() -> None:
    found = a_list(replace(fact, person_min=0.0) for fact in evenings())
    assert found is not None
    assert set(found.slots.values()) == {frozenset()}


def test_no_list_is_made_of_less_than_half_of_the_weeks() -> None:
    assert a_list(evenings(days=41)) is None
    assert a_list(evenings(days=42)) is not None
    assert a_list(iter(())) is None


def test_what_happens_in_the_quarter_itself_is_not_looked_at() -> None:
    later = (a_fact(local(12, day=QUARTER) + n * SLOT, 40) for n in range(8))
    assert a_list(iter([*evenings(), *later])) == a_list(evenings())
    assert weeks_before(QUARTER) == (date(2026, 7, 9), date(2026, 9, 30))


def off_peak(day: date, slots: SlotGrid, lists: list[PeakList]) -> OffPeak:
    days = a_slot_day(slots, day)
    (found,) = off_peaks(days, quiet_slots(days, lists, CALENDAR, ZONE))
    return found


def a_peak(day: date, *half_hours: int) -> PeakList:
    slots = {DayType.WORKDAY: frozenset(half_hours)}
    return PeakList(space=GYM, valid_from=day, slots=slots, made_at=NOON)


def test_the_list_in_force_is_the_newest_of_the_days_own_quarter() -> None:
    lists = [a_peak(date(2026, 7, 1)), a_peak(QUARTER, 38), a_peak(date(2026, 11, 20), 24)]
    assert in_force(lists, date(2026, 9, 30)) == lists[0]
    assert in_force(lists, date(2026, 11, 19)) == lists[1]
    assert in_force(lists, date(2026, 11, 20)) == lists[2]
    assert in_force(lists, date(2027, 1, 1)) is None


def test_off_peak_use_is_counted_by_the_list_of_the_day_and_a_day_without_one_not_at_all() -> None:
    thursday, friday = date(2026, 11, 19), date(2026, 11, 20)
    lists = [a_peak(QUARTER, 38), a_peak(friday, 24)]

    def shared(day: date, lists: list[PeakList]) -> OffPeak:
        slots = a_grid([a_fact(local(12, day=day), 4), a_fact(local(19, day=day), 8)])
        return off_peak(day, slots, lists)

    found = [shared(day, lists) for day in (thursday, friday)]
    assert [(one.person_hours, one.off_peak_hours) for one in found] == [(3, 1), (3, 2)]
    assert shared(friday, []) == OffPeak()


def test_a_space_that_was_no_busier_at_any_time_than_at_others_says_nothing_of_the_off_peak() -> None:
    """No half hour was a peak: all of its use "off the peak" would be 100 % in the sum of the house."""
    friday = date(2026, 11, 20)
    slots = a_grid([a_fact(local(12, day=friday), 4)])
    empty = replace(a_peak(QUARTER), slots={DayType.WORKDAY: frozenset(), DayType.REST: frozenset()})
    assert off_peak(friday, slots, [empty]) == OffPeak()
    quiet_friday = replace(
        a_peak(QUARTER), slots={DayType.WORKDAY: frozenset(), DayType.REST: frozenset({38})}
    )
    assert off_peak(friday, slots, [quiet_friday]).off_peak_hours == 1


def test_the_hours_after_midnight_belong_to_the_day_before() -> None:
    friday, slots = date(2026, 11, 20), a_grid([a_fact(local(1, day=date(2026, 11, 21)), 4)])
    assert off_peak(friday, slots, [a_peak(QUARTER, 2)]).off_peak_hours == 0


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 12, 31), QUARTER),
    ],
)
def test_a_quarter_begins_with_january_april_july_or_october(day: date, quarter: date) -> None:
    assert quarter_of(day) == quarter


def test_half_hours_are_those_of_the_local_clock() -> None:
    slots = a_grid(a_fact(local(hour, minute), 1) for hour, minute in ((4, 0), (19, 15), (19, 30), (23, 45)))
    assert a_slot_day(slots).half_hours(ZONE).tolist() == [8, 38, 39, 47]
