"""What is planted can be found: each effect changes its window by what it says, and the placebo changes nothing."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pytest

from ingest.simulator.bookings import sessions
from ingest.simulator.demand import expected
from ingest.simulator.effects import EFFECTS, Effect, factors
from ingest.simulator.truth import space_day
from ingest.simulator.world import World, ms
from models.centre import SpaceId
from tests.ingest.simulator.worlds import days, shijiawan

PLANTED = [
    ("gym-afternoon-class", "gym", 0.10),
    ("gym-morning-price", "gym", 0.10),
    ("canteen-before-eleven", "canteen", 0.10),
    ("seniors-poster", "seniors", 0.08),
]


@pytest.mark.parametrize(("key", "space", "tolerance"), PLANTED)
def test_arrivals_in_the_target_window_change_by_the_planted_factor(
    key: str, space: str, tolerance: float
) -> None:
    """Many towns instead of many years: the same dates with and without, so that season and growth cancel."""
    effect = EFFECTS[key]
    on = [d for d in days(effect.first_day(2026), 70) if d.weekday() < 5]
    with_it, without = 0, 0
    for seed in range(4):
        with_it += _arrivals(shijiawan(seed=seed), space, effect, on)
        without += _arrivals_without(shijiawan(seed=seed), space, effect, on)
    assert with_it / without == pytest.approx(effect.changes[0].factor, abs=tolerance)


def test_an_effect_runs_from_its_first_monday_for_its_weeks_and_not_longer() -> None:
    effect = EFFECTS["gym-afternoon-class"]
    start = effect.first_day(2026)
    assert start == date(2026, 3, 2)
    assert not effect.running(start - timedelta(days=1))
    assert effect.running(start)
    assert effect.running(start + timedelta(weeks=effect.weeks) - timedelta(days=1))
    assert not effect.running(start + timedelta(weeks=effect.weeks))


@pytest.mark.parametrize("effect", EFFECTS.values(), ids=lambda effect: effect.id)
def test_every_effect_begins_inside_any_56_weeks(effect: Effect) -> None:
    last = date(2026, 11, 22)
    starts = [effect.first_day(year) for year in (2025, 2026)]
    assert any(last - timedelta(weeks=56) < start < last for start in starts)


def test_the_moved_dance_class_leaves_tuesday_evening_for_thursday_afternoon() -> None:
    world, moved = shijiawan(), EFFECTS["dance-class-moved"].first_day(2026)
    before = _ballroom(world, days(moved - timedelta(weeks=8), 56))
    after = _ballroom(world, days(moved, 56))
    assert {day.weekday() for day in before} == {1}
    assert {day.weekday() for day in after} == {3}
    assert len(before) >= 6
    assert len(after) >= 6


def _ballroom(world: World, on: Iterable[date]) -> list[date]:
    return [
        day
        for day in on
        for session in sessions(world, SpaceId("dance"), day)
        if "ballroom" in session.id and not session.cancelled
    ]


def _arrivals(world: World, space: str, effect: Effect, on: Iterable[date]) -> int:
    change, total = effect.changes[0], 0
    for day in on:
        midnight = ms(world.day(day).start)
        bounds = [midnight + (at.hour * 60 + at.minute) * 60_000 for at in (change.start, change.end)]
        total += int(np.diff(np.searchsorted(space_day(world, SpaceId(space), day).arrivals, bounds))[0])
    return total


def _arrivals_without(world: World, space: str, effect: Effect, on: Iterable[date]) -> float:
    """What the demand would have been, from the same formula with the effect divided out."""
    change, total = effect.changes[0], 0.0
    room = world.centre.spaces[SpaceId(space)]
    span = slice(*(at.hour * 4 + at.minute // 15 for at in (change.start, change.end)))
    for day in on:
        planted = factors(room, day, world.calendar.day_type(day))
        total += float((expected(world, room, day) / planted)[span].sum())
    return total
