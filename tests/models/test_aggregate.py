"""Readings gathered into minutes and longer steps."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.aggregate import Aggregate, Step, coarser, minutes, step_for, step_start
from models.calendar import Window
from models.centre import SensorId
from models.reading import Quality, Reading

AIR = SensorId("air")
START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOUR = Window(START, START + timedelta(hours=1))
HOLD = {AIR: timedelta(minutes=10)}


def said(second: float, value: float, quality: Quality = Quality.GOOD) -> Reading:
    return Reading(AIR, "co2", START + timedelta(seconds=second), value, quality)


def gathered(*readings: Reading, before: Sequence[Reading] = ()) -> list[Aggregate]:
    return minutes(readings, before, HOUR, HOLD)


def test_a_minute_is_weighted_by_how_long_each_value_held() -> None:
    first, *_ = gathered(said(0, 400), said(45, 800))

    assert (first.mean, first.low, first.high, first.last) == (500, 400, 800, 800)
    assert (first.count, first.covered_s, first.total) == (2, 60, 1200)


def test_a_word_holds_for_its_time_and_then_nothing_is_known() -> None:
    found = gathered(said(30, 400))

    assert len(found) == 11
    assert sum(one.covered_s for one in found) == 600
    assert {one.mean for one in found} == {400}
    assert [one.count for one in found] == [1] + [0] * 10


def test_what_was_said_before_the_window_holds_into_it() -> None:
    found = gathered(before=[said(-300, 700)])

    assert [one.start for one in found] == [START + timedelta(minutes=n) for n in range(5)]
    assert {one.last for one in found} == {700}
    assert {one.count for one in found} == {0}


def test_bad_readings_and_strangers_are_left_out() -> None:
    stranger = Reading(SensorId("other"), "co2", START, 9)
    assert gathered(said(0, 1, Quality.BAD), stranger) == []


def test_nothing_said_is_no_aggregate() -> None:
    assert gathered() == []


READINGS = st.lists(
    st.tuples(st.integers(-1_200_000, 3_599_999), st.floats(-50, 5_000, allow_nan=False)),
    max_size=40,
    unique_by=lambda one: one[0],
)


@given(READINGS)
def test_longer_steps_say_the_same_as_their_minutes(raw: list[tuple[int, float]]) -> None:
    heard = [said(ms / 1000, value) for ms, value in raw]
    inside = [one for one in heard if one.at >= START]
    earlier = sorted((one for one in heard if one.at < START), key=lambda one: one.at)[-1:]
    fine = gathered(*inside, before=earlier)
    quarters = coarser(fine, Step.QUARTER)
    hours = coarser(quarters, Step.HOUR)

    assert sum(one.count for one in hours) == len(inside)
    for step in (fine, quarters, hours):
        assert sum(one.total for one in step) == pytest.approx(sum(one.value for one in inside))
        assert sum(one.covered_s for one in step) == pytest.approx(sum(one.covered_s for one in fine))
        assert all(one.low <= one.high and 0 <= one.covered_s <= 3600 for one in step)
        assert all(isnan(one.mean) or one.low - 1e-9 <= one.mean <= one.high + 1e-9 for one in step)
    assert hours == coarser(fine, Step.HOUR) or [round(h.mean, 6) for h in hours] == [
        round(h.mean, 6) for h in coarser(fine, Step.HOUR)
    ]
    if hours:
        assert hours[0].high == max(one.high for one in fine)


@pytest.mark.parametrize(
    ("days", "step"), [(1, None), (1.01, Step.MINUTE), (7, Step.MINUTE), (31, Step.QUARTER), (366, Step.HOUR)]
)
def test_more_than_a_day_is_never_drawn_from_readings(days: float, step: Step | None) -> None:
    assert step_for(Window(START, START + timedelta(days=days))) is step


@given(
    st.integers(0, 4 * 10**15).map(lambda us: datetime.fromtimestamp(0, UTC) + timedelta(microseconds=us)),
    st.sampled_from(Step),
)
def test_a_step_begins_at_or_before_its_instant_and_begins_itself(at: datetime, step: Step) -> None:
    assert step_start(at, step) <= at
    assert step_start(step_start(at, step), step) == step_start(at, step)
