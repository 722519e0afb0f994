"""Samples on a grid of local wall time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import to_ns
from models.forecast.series import Samples, closed_days, last_of_doubled, local_clock, on_grid
from tests.forecasting import place, series_of


def samples(start: datetime, values: list[float], minutes: int = 60, zone: str = "Europe/Zurich") -> Samples:
    at = [to_ns(start + timedelta(minutes=minutes * n)) for n in range(len(values))]
    return Samples(key="hall", zone=zone, at=np.array(at), value=np.array(values, dtype=float))


def test_a_step_is_the_mean_of_its_samples_and_a_gap_stays_a_gap() -> None:
    told = samples(datetime(2026, 6, 1, 22, tzinfo=UTC), [4, 8, np.nan, np.nan, 5, 5], minutes=30)
    grid = on_grid(told, 60)
    assert grid.first == date(2026, 6, 2)
    assert grid.values[0, 0] == 6
    assert np.isnan(grid.values[0, 1])
    assert grid.values[0, 2] == 5
    assert np.isnan(grid.values[0, 3:]).all()


def test_half_hours_keep_what_an_hour_blends() -> None:
    told = samples(datetime(2026, 6, 1, 22, tzinfo=UTC), [4, 8], minutes=30)
    assert on_grid(told, 30).values[0, :2].tolist() == [4, 8]


def test_the_hour_that_spring_skips_is_a_gap() -> None:
    day = on_grid(samples(datetime(2026, 3, 28, 23, tzinfo=UTC), [1.0] * 23), 60)
    assert day.values.shape == (1, 24)
    assert np.isnan(day.values[0]).nonzero()[0].tolist() == [2]


def test_the_hour_that_autumn_doubles_is_one_step() -> None:
    day = on_grid(samples(datetime(2026, 10, 24, 22, tzinfo=UTC), [1, 1, 10, 20, *[1] * 21]), 60)
    assert day.values.shape == (1, 24)
    assert day.values[0, 2] == 15


def test_of_a_doubled_instant_the_last_row_counts() -> None:
    told = samples(datetime(2026, 6, 1, tzinfo=UTC), [1, 2, 3])
    doubled = Samples(
        key="hall", zone="UTC", at=np.append(told.at, told.at[1]), value=np.array([1.0, 2, 3, 9])
    )
    kept, set_aside = last_of_doubled(doubled)
    assert (kept.value.tolist(), set_aside) == ([1, 9, 3], 1)


@given(gap=st.sets(st.integers(0, 47), max_size=20))
def test_a_gap_changes_nothing_elsewhere(gap: set[int]) -> None:
    whole = samples(datetime(2026, 6, 1, 22, tzinfo=UTC), [float(n) for n in range(48)])
    keep = np.array([n not in gap or n in (0, 47) for n in range(48)])
    holed = Samples(key="hall", zone=whole.zone, at=whole.at[keep], value=whole.value[keep])
    with_gap, without = on_grid(holed, 60).values, on_grid(whole, 60).values
    left = ~np.isnan(with_gap)
    assert left.sum() == keep.sum()
    assert (with_gap[left] == without[left]).all()


def test_a_day_on_which_nobody_came_was_closed_and_the_file_may_say_otherwise() -> None:
    values = place(1, 40).values.copy()
    values[20], values[21] = 0, np.nan
    assert closed_days(series_of(values), 40).nonzero()[0].tolist() == [20]
    told = np.full(40, np.nan)
    told[20], told[25] = 0, 1
    assert closed_days(series_of(values, closed=told), 40).nonzero()[0].tolist() == [25]


CHANGES = {
    "Asia/Shanghai": datetime(1991, 9, 14, 17, tzinfo=UTC),
    "Europe/Zurich": datetime(2026, 3, 29, 1, tzinfo=UTC),
    "Pacific/Auckland": datetime(2026, 9, 26, 14, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2026, 4, 4, 15, tzinfo=UTC),
}
"""A zone and an instant at which it changes its clock, one by half an hour."""


@given(st.sampled_from(sorted(CHANGES)), st.lists(st.integers(-2000, 2000), max_size=40))
def test_local_days_and_minutes_are_those_of_the_zone_also_where_its_clock_changes(
    zone: str, minutes: list[int]
) -> None:
    told = [CHANGES[zone] + timedelta(minutes=n) for n in (-1, 0, *minutes)]
    day, minute = local_clock(np.array([to_ns(at) for at in told]), zone)
    local = [at.astimezone(ZoneInfo(zone)) for at in told]
    assert day.tolist() == [at.toordinal() for at in local]
    assert minute.tolist() == [at.hour * 60 + at.minute for at in local]
