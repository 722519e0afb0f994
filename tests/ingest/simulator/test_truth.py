"""The truth keeps its books: who came has gone, nobody stays after closing, a day is the same whenever it is asked for."""

from datetime import date, timedelta

import numpy as np
import pytest

from ingest.simulator.truth import CROWDED, GRACE_MS, space_day
from ingest.simulator.world import World, ms
from models.centre import SpaceId
from tests.ingest.simulator.worlds import a_world, days, shijiawan

SPACES = [SpaceId(key) for key in shijiawan().centre.spaces]
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize("space", SPACES)
def test_entries_less_exits_are_the_people_present_at_any_instant(space: SpaceId) -> None:
    people = space_day(shijiawan(), space, FRIDAY)
    midnight = ms(shijiawan().day(FRIDAY).start)
    at = midnight + np.arange(0, 30 * 60) * 60_000
    slow = [int((people.arrivals <= t).sum() - (people.departures <= t).sum()) for t in at.tolist()]
    assert people.present(at).tolist() == slow
    assert min(slow) == 0
    assert slow[-1] == 0
    assert len(people.arrivals) == len(people.departures)


@pytest.mark.parametrize("space", SPACES)
def test_nobody_leaves_before_coming(space: SpaceId) -> None:
    for day in days(date(2026, 6, 1), 30):
        people = space_day(shijiawan(), space, day)
        assert (people.departures > people.arrivals).all()
        assert (np.diff(people.arrivals) >= 0).all()


@pytest.mark.parametrize("space", SPACES)
def test_everybody_is_there_only_while_it_is_open_and_a_few_minutes_more(space: SpaceId) -> None:
    world = shijiawan()
    for day in days(date(2026, 2, 1), 45):
        windows = world.opening(world.centre.spaces[space], day)
        people = space_day(world, space, day)
        for come, gone in zip(people.arrivals.tolist(), people.departures.tolist(), strict=True):
            assert any(ms(w.start) <= come < ms(w.end) and gone <= ms(w.end) + GRACE_MS for w in windows)


def test_a_day_comes_out_the_same_in_whatever_order_days_are_made() -> None:
    forwards, backwards = a_world(), a_world()
    asked = days(FRIDAY, 4)
    one = {day: space_day(forwards, SpaceId("dance"), day) for day in asked}
    other = {day: space_day(backwards, SpaceId("dance"), day) for day in reversed(asked)}
    for day in asked:
        assert one[day].arrivals.tolist() == other[day].arrivals.tolist()
        assert one[day].departures.tolist() == other[day].departures.tolist()


def test_another_seed_is_another_town() -> None:
    one, other = (space_day(a_world(seed=seed), SpaceId("gym"), FRIDAY) for seed in (7, 8))
    assert one.arrivals.tolist() != other.arrivals.tolist()


def test_people_turn_round_at_the_door_of_a_space_that_is_too_full() -> None:
    world = shijiawan()
    limit = 45 * CROWDED + 8
    for day in days(date(2026, 9, 1), 60):
        people = space_day(world, SpaceId("gym"), day)
        assert people.present(people.arrivals).max() <= limit


def test_the_gym_is_full_in_the_evening_of_a_workday_and_the_childrens_house_after_school() -> None:
    world = shijiawan()
    for space, busy, calm in (("gym", 19, 14), ("children", 16, 20), ("seniors", 9, 20)):
        peak, low = (_mean_at(world, SpaceId(space), hour) for hour in (busy, calm))
        assert peak > 1.5 * low


def test_the_spring_festival_empties_the_centre_and_a_makeup_saturday_fills_it_like_a_workday() -> None:
    world = shijiawan()
    canteen = {day: _visits(world, "canteen", day) for day in days(date(2026, 1, 10), 70)}
    usual = np.median([n for day, n in canteen.items() if day < date(2026, 2, 1)])
    assert canteen[date(2026, 2, 18)] < 0.4 * usual
    assert _visits(world, "gym", date(2026, 2, 17)) == 0  # closed by the centre's own notice
    children = {day: _visits(world, "children", day) for day in (date(2026, 2, 28), date(2026, 3, 7))}
    before_three = space_day(world, SpaceId("children"), date(2026, 2, 28)).arrivals
    assert before_three.min() >= ms(world.day(date(2026, 2, 28)).start) + 15 * 3_600_000
    assert children[date(2026, 3, 7)] > children[date(2026, 2, 28)]


def _visits(world: World, space: str, day: date) -> int:
    return len(space_day(world, SpaceId(space), day).arrivals)


def _mean_at(world: World, space: SpaceId, hour: int) -> float:
    found = []
    for day in days(date(2026, 9, 7), 60):
        if day.weekday() < 5:
            at = ms(world.day(day).start) + timedelta(hours=hour, minutes=30) // timedelta(milliseconds=1)
            found.append(space_day(world, space, day).present(np.array([at]))[0])
    return float(np.mean(found))
