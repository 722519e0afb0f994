"""What is planted can be found: each effect changes its window by what it says, and the placebo changes nothing."""

from collections.abc import Iterable
from datetime import date, time, timedelta

import numpy as np
import pytest

from ingest.simulator.bookings import sessions
from ingest.simulator.effects import EFFECTS, Effect
from ingest.simulator.truth import space_day
from ingest.simulator.world import World, ms
from models.calendar import DayType
from models.centre import SpaceId
from tests.ingest.simulator.worlds import CALENDAR, days, shijiawan

TOWNS = [shijiawan(seed=seed) for seed in range(8)]

PLANTED = [
    ("gym-afternoon-class", "gym", (time(12), time(14))),
    ("gym-morning-price", "gym", (time(12), time(14))),
    ("canteen-before-eleven", "canteen", (time(16, 30), time(19))),
    ("seniors-poster", "seniors", (time(8), time(13))),
    ("seniors-before-supper", "seniors", (time(7, 30), time(9, 30))),
    ("hall-afternoon-by-appointment", "hall", (time(9), time(12))),
]
"""Effect, space, and hours of the day that no effect touches, which share its season and its weather."""


@pytest.mark.parametrize(("key", "space", "control"), PLANTED)
def test_arrivals_in_the_target_window_change_by_the_planted_factor(
    key: str, space: str, control: tuple[time, time]
) -> None:
    effect, odds = EFFECTS[key], []
    start, target = effect.first_day(2026), (effect.changes[0].start, effect.changes[0].end)
    for first in (start - timedelta(weeks=8), start):
        on = [day for day in days(first, 56) if CALENDAR.day_type(day) is DayType.WORKDAY]
        treated, untreated = (
            sum(_arrivals(town, space, hours, on) for town in TOWNS) for hours in (target, control)
        )
        odds.append(treated / untreated)
    assert odds[1] / odds[0] == pytest.approx(effect.changes[0].factor, rel=0.1)


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


def _arrivals(world: World, space: str, hours: tuple[time, time], on: Iterable[date]) -> int:
    total = 0
    for day in on:
        midnight = ms(world.day(day).start)
        bounds = [midnight + (at.hour * 60 + at.minute) * 60_000 for at in hours]
        total += int(np.diff(np.searchsorted(space_day(world, SpaceId(space), day).arrivals, bounds))[0])
    return total
