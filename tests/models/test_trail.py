"""The last hour: facts first, then what was seen; gaps stay gaps."""

from datetime import timedelta

from models.calendar import SLOT
from models.trail import HOUR, STEP, Trail, mean_people
from tests.builders import GYM, NOON, a_fact, a_state


def test_what_was_seen_is_kept_once_every_two_minutes() -> None:
    trail = Trail()
    for seconds in range(0, 600, 10):
        trail.note({GYM: a_state(seconds)}, NOON + timedelta(seconds=seconds))
    points = trail.points(GYM, [], NOON + timedelta(seconds=600))
    assert [people for _, people in points] == [0, 120, 240, 360, 480]


def test_facts_fill_the_time_before_the_first_thing_seen() -> None:
    trail = Trail()
    trail.note({GYM: a_state(30)}, NOON - timedelta(minutes=10))
    facts = [a_fact(NOON - n * SLOT, 5) for n in (4, 3, 2, 1)]
    points = trail.points(GYM, facts, NOON)
    assert [people for _, people in points] == [5, 5, 5, 30]
    assert [at for at, _ in points] == sorted(at for at, _ in points)


def test_a_quarter_hour_without_data_is_none_and_not_zero() -> None:
    points = Trail().points(GYM, [a_fact(NOON - 2 * SLOT, None)], NOON)
    assert [people for _, people in points] == [None]
    assert mean_people(a_fact(NOON, 0)) == 0


def test_an_unknown_state_is_a_gap() -> None:
    trail = Trail()
    trail.note({GYM: a_state(None)}, NOON)
    assert [people for _, people in trail.points(GYM, [], NOON)] == [None]


def test_what_is_older_than_the_hour_is_gone_and_memory_stays_bounded() -> None:
    trail = Trail()
    for n in range(1000):
        trail.note({GYM: a_state(n)}, NOON + n * STEP)
    now = NOON + 999 * STEP
    points = trail.points(GYM, [], now)
    assert all(now - at <= HOUR for at, _ in points)
    assert len(trail.seen[GYM]) <= HOUR / STEP + 1
