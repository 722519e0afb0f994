"""Slot facts survive the database unchanged and obey their laws there too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy.exc import IntegrityError

from models.calendar import SLOT, Window
from models.centre import SpaceId
from models.db import Database
from models.occupancy import Occupancy
from models.reading import Quality
from models.slot import SlotFact, slot_facts
from tests.builders import a_space
from tests.measured import a_schedule, booked, local

GYM, HALL = SpaceId("gym"), SpaceId("hall")
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = Window(AT, AT + timedelta(days=1))

FACT = SlotFact(
    space=GYM,
    start=AT,
    open_min=15.0,
    measured_min=14.5,
    person_min=1 / 3,
    used_min=12.25,
    entries=3,
    exits=2,
    peak=4.5,
    capacity=45,
    booked_min=10.0,
    booked_seat_min=100.0,
    booked_used_min=8.0,
    ghost_min=2.0,
    walkin_min=4.25,
    overflow_min=0.5,
    over_limit_min=0.25,
    quality=Quality.UNCERTAIN,
    calc_version=7,
)


def test_a_fact_comes_back_as_it_was(database: Database) -> None:
    database.slots("shijiawan").put([FACT])
    assert database.slots("shijiawan").within([GYM], DAY) == [FACT]


def test_putting_again_replaces(database: Database) -> None:
    slots = database.slots("shijiawan")
    newer = replace(FACT, entries=9, quality=Quality.GOOD)
    slots.put([FACT])
    slots.put([newer])
    assert slots.within([GYM], DAY) == [newer]


def test_facts_come_by_start_and_then_space_within_a_half_open_window(database: Database) -> None:
    slots = database.slots("shijiawan")
    facts = [replace(FACT, space=space, start=AT + n * SLOT) for n in range(-1, 98) for space in (GYM, HALL)]
    slots.put(facts[::-1])
    assert slots.within([HALL, GYM], DAY) == facts[2:-4]
    assert slots.within([HALL], Window(AT, AT + SLOT)) == [facts[3]]
    assert slots.within([], DAY) == []


def test_span_reaches_from_the_first_start_to_the_last_end(database: Database) -> None:
    slots = database.slots("shijiawan")
    assert slots.span() is None
    slots.put([FACT, replace(FACT, start=AT + 5 * SLOT)])
    assert slots.span() == Window(AT, AT + 6 * SLOT)


def test_two_centres_keep_their_facts_apart(database: Database) -> None:
    database.slots("shijiawan").put([FACT])
    other = replace(FACT, entries=0)
    database.slots("jiuyanqiao").put([other])
    assert database.slots("shijiawan").within([GYM], DAY) == [FACT]
    assert database.slots("jiuyanqiao").within([GYM], DAY) == [other]


@pytest.mark.parametrize(
    "wrong",
    [
        {"measured_min": 15.5},
        {"open_min": 16.0},
        {"open_min": 10.0},
        {"used_min": 15.0},
        {"ghost_min": 9.0},
        {"walkin_min": -1.0},
        {"entries": -1},
        {"capacity": 0},
        {"booked_min": -0.5},
    ],
    ids=str,
)
def test_a_fact_against_the_laws_is_refused_whole(database: Database, wrong: dict[str, float]) -> None:
    slots = database.slots("shijiawan")
    with pytest.raises(IntegrityError):
        slots.put([replace(FACT, space=HALL), replace(FACT, **wrong)])
    assert slots.within([GYM, HALL], DAY) == []


def test_minutes_that_miss_a_law_by_rounding_are_taken(database: Database) -> None:
    near = replace(FACT, measured_min=15.0 + 1e-9, open_min=15.0)
    database.slots("shijiawan").put([near])
    assert database.slots("shijiawan").within([GYM], DAY) == [near]


def test_numbers_of_numpy_are_kept_as_numbers(database: Database) -> None:
    counted = replace(FACT, entries=np.int64(3), person_min=np.float64(1 / 3), peak=np.float32(4.5))
    database.slots("shijiawan").put([counted])
    (found,) = database.slots("shijiawan").within([GYM], DAY)
    assert found == FACT
    assert (type(found.entries), type(found.person_min)) == (int, float)


def test_the_last_of_two_facts_with_one_key_in_one_batch_wins(database: Database) -> None:
    slots = database.slots("shijiawan")
    slots.put([FACT, replace(FACT, entries=9)])
    assert slots.within([GYM], DAY) == [replace(FACT, entries=9)]
    slots.put([])


@pytest.mark.parametrize("seed", range(4))
def test_facts_of_any_broken_up_day_keep_the_laws_of_the_table(database: Database, seed: int) -> None:
    """Each column is rounded by itself, so that parts may add up to a little more than their whole."""
    random = np.random.default_rng(seed)
    space, start, end = a_space(), local(8), local(22)
    for _ in range(40):
        at = np.unique(random.uniform(start.timestamp(), end.timestamp(), 60))
        people = np.where(random.random(60) < 0.4, np.nan, random.integers(0, 3, 60))
        present = Occupancy(
            Window(start, end),
            np.concatenate([[start.timestamp()], at]),
            np.concatenate([[np.nan], people[: len(at)]]),
            np.ones(len(at) + 1, dtype=bool),
        )
        held = [
            booked(start + n * SLOT * 7, start + n * SLOT * 7 + timedelta(minutes=50), key=str(n))
            for n in range(6)
        ]
        database.slots("shijiawan").put(slot_facts(space, a_schedule(space), present, held))
