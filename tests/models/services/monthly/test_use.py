"""The use of a month: peaks, other periods, money that belongs to no space."""

from dataclasses import replace
from datetime import date

from models.metric.period import month_of
from models.services.metrics import metric_table
from models.services.monthly.use import day_types, use_inputs
from tests.builders import GYM, a_fact
from tests.measured import local
from tests.monthly import a_month_house, spring_calendar

APRIL = date(2026, 4, 1)


def test_of_several_times_with_as_many_people_the_first_is_told() -> None:
    house = a_month_house(APRIL)
    times = [local(9, 15, day=date(2026, 4, 20)), local(10, day=date(2026, 4, 3))]
    house.slots.put([a_fact(at, 33) for at in times])
    gym = use_inputs(house, metric_table(house, month_of(APRIL))).spaces[0]
    assert (gym.space, gym.peak_at, gym.sums.use.peak) == (GYM, times[1], 33)


def test_a_house_that_keeps_no_days_knows_neither_the_peak_nor_a_second_sum() -> None:
    house = replace(a_month_house(APRIL), days=None)
    told = use_inputs(house, metric_table(house, month_of(APRIL)))
    assert told.kept_person_hours is None
    assert told.spaces[0].peak_at is None


def test_thousands_of_single_quarter_hours_are_not_kept() -> None:
    house = a_month_house(APRIL)
    told = use_inputs(house, metric_table(house, month_of(APRIL)))
    assert told.spaces[0].sums.crowding.quarter_means == told.house.crowding.quarter_means == ()


def test_days_are_counted_by_what_they_are_and_not_by_the_weekday() -> None:
    february = month_of(date(2026, 2, 1))
    assert day_types(spring_calendar(), february) == {"rest": 3, "workday": 14, "makeup": 2, "statutory": 9}
