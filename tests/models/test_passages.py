"""Amounts of gates, told once, twice and late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import isnan

import numpy as np
import pytest

from models.balance import SLOTS
from models.centre import Sensor, SensorId, SensorRole
from models.counter import Crossing
from models.estimate.learning import DoorLift, Learned
from models.occupancy import occupancy
from models.passages import Passages
from models.reading import Quality, Reading
from models.slot import business_window
from models.tracker import Tracker
from tests.builders import a_space
from tests.measured import DAY, a_door, a_reading, a_schedule, local, totals

GATE = SensorId("gate")


def passed(passages: Passages, minute: int, people: int, way: str = "in", gate: SensorId = GATE) -> object:
    base = f"people_{way}_period"
    return passages.feed(gate, base, "", a_reading(local(9, minute), people, measure=base))


def test_each_amount_is_people_who_passed() -> None:
    passages = Passages()
    assert passed(passages, 1, 1) == Crossing(local(9, 1), 1, 0)
    assert passed(passages, 2, 3, "out") == Crossing(local(9, 2), 0, 3)


def test_what_is_told_again_is_nobody_new_and_a_larger_amount_adds_the_rest() -> None:
    passages = Passages()
    passed(passages, 1, 2)
    passed(passages, 5, 1)
    assert passed(passages, 1, 2) == Crossing(local(9, 5), 0, 0)
    assert passed(passages, 1, 3) == Crossing(local(9, 5), 1, 0)
    assert passed(passages, 1, 1) == Crossing(local(9, 5), 0, 0)


def test_two_gates_and_two_ways_at_one_instant_are_different_people() -> None:
    passages = Passages()
    found = [
        passed(passages, 1, 1),
        passed(passages, 1, 1, "out"),
        passed(passages, 1, 1, gate=SensorId("b")),
    ]
    assert found == [Crossing(local(9, 1), 1, 0), Crossing(local(9, 1), 0, 1), Crossing(local(9, 1), 1, 0)]


def test_who_passed_late_is_counted_from_now_on() -> None:
    passages = Passages()
    passed(passages, 30, 1)
    assert passed(passages, 10, 2) == Crossing(local(9, 30), 2, 0)


def test_what_was_settled_is_not_opened_again() -> None:
    passages = Passages()
    passed(passages, 10, 1)
    passages.begin(local(9, 20))
    assert passed(passages, 10, 1) is None
    assert passed(passages, 20, 1) == Crossing(local(9, 20), 1, 0)


TURNSTILE = a_door("turnstile", role=SensorRole.GATE, interval_s=86_400)


def amount(at: datetime, people: int, way: str = "in", sensor: str = "turnstile", part: str = "") -> Reading:
    return a_reading(at, people, sensor=sensor, measure=f"people_{way}_period{part}")


def a_day(*sensors: Sensor, told: Sequence[Reading]) -> Tracker:
    space = a_space()
    tracker = Tracker(space, sensors, a_schedule(space))
    for reading in told:
        tracker.feed(reading)
    return tracker


def test_a_room_with_only_a_gate_shows_its_people_and_silence_is_nobody_passing() -> None:
    told = [amount(local(8, 5), 1), amount(local(8, 6), 1), amount(local(8, 50), 1, "out")]
    tracker = a_day(TURNSTILE, told=told)
    tracker.advance(local(20))
    assert tracker.people() == (1, Quality.UNCERTAIN), "met by its first passage, while the room was open"
    tracker.advance(local(23, 1))
    assert tracker.people() == (0, Quality.GOOD)
    tracker.feed(amount(local(9, day=DAY + timedelta(days=1)), 1))
    assert tracker.people() == (1, Quality.GOOD)


def test_a_gate_that_promises_a_word_each_minute_and_breaks_it_makes_the_room_unknown() -> None:
    tracker = a_day(replace(TURNSTILE, interval_s=60), told=[amount(local(8, 5), 4)])
    tracker.advance(local(8, 6, 59))
    assert tracker.people()[0] == 4
    tracker.advance(local(8, 7))
    assert isnan(tracker.people()[0])


def test_a_gate_that_hangs_the_wrong_way_round_is_turned() -> None:
    told = [amount(local(8, 5), 3, "out"), amount(local(8, 6), 1)]
    assert a_day(replace(TURNSTILE, reversed=True), told=told).people()[0] == 2


def test_the_lines_of_a_camera_that_tells_periods_are_added() -> None:
    camera = replace(TURNSTILE, interval_s=60)
    told = [amount(local(8, 5), 3, way, part=f".line{n}") for way in ("in",) for n in (1, 2)]
    told.append(amount(local(8, 5), 1, "out", part=".line2"))
    assert a_day(camera, told=told).people()[0] == 5


def test_a_gate_and_a_counter_are_two_doors_and_a_counters_periods_are_not_added_to_its_totals() -> None:
    told = [
        *totals(local(7), 100, 90),
        *totals(local(8, 58), 106, 91),
        amount(local(8, 59), 6, sensor="gym-door", part=".line1"),
        amount(local(8, 59), 1, "out", sensor="gym-door", part=".line1"),
        amount(local(9), 2),
    ]
    assert a_day(a_door(), TURNSTILE, told=told).people()[0] == 7


def test_who_comes_late_into_a_closed_and_empty_building_is_not_put_there() -> None:
    tracker = a_day(TURNSTILE, told=[amount(local(21, 55), 1), amount(local(21, 57), 1, "out")])
    tracker.advance(local(23, 5))
    tracker.feed(amount(local(21, 50), 1))
    assert tracker.people()[0] == 0


def test_the_facts_of_a_gates_day_are_whole_and_teach_the_next_days() -> None:
    space, minutes = a_space(), range(5, 55, 5)
    told = [amount(local(9, n), 1) for n in minutes] + [amount(local(12, n), 1, "out") for n in minutes]
    schedule = a_schedule(space)
    day = occupancy(
        space,
        [TURNSTILE],
        schedule,
        business_window(DAY, schedule),
        told,
        [amount(local(8, day=DAY - timedelta(days=1)), 1)],
    )
    assert day.at(np.array([local(11).timestamp(), local(21).timestamp()])).tolist() == [10, 0]
    assert day.balance is not None
    assert day.balance.complete
    assert [(door.entries, door.exits) for door in day.balance.doors] == [(10, 10)]


def test_a_gate_that_was_silent_among_others_keeps_what_was_guessed_for_it() -> None:
    shares = {SensorId(key): DoorLift(1, 1, 0.5, 0.5) for key in ("turnstile", "gym-door")}
    learned = Learned(lifts=shares, days=9, comes=(60.0,) * SLOTS, leaves=(0.01,) * SLOTS)
    gate, door = replace(TURNSTILE, interval_s=60), replace(a_door(), interval_s=60)
    tracker = Tracker(a_space(), (gate, door), a_schedule(), learned)
    for reading in [amount(local(8, 1), 0), *totals(local(8, 1), 0, 0)]:
        tracker.feed(reading)
    for minute in range(2, 42):
        for reading in totals(local(8, minute), minute - 1, 0):
            tracker.feed(reading)
    before = tracker.flow.belief.people
    tracker.feed(amount(local(8, 41), 30))
    assert before > 45, "forty through the counter and as many guessed, less at first"
    assert tracker.flow.belief.people == pytest.approx(before + 30, abs=1.0)
    assert tracker.flow.doors[gate.id].made_up > 5
