"""Doors that are corrected, bridged and contradicted."""

from datetime import UTC, datetime, timedelta

import pytest

from models.balance import SLOTS
from models.centre import SensorId, SensorRole
from models.counter import CounterFlag, Crossing
from models.estimate.flow import Flow
from models.estimate.learning import UNTAUGHT, DoorLift, Learned
from models.estimate.smoothing import smoothed
from tests.builders import a_sensor

START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
MAIN, SIDE = SensorId("main"), SensorId("side")
TAUGHT = Learned(
    lifts={MAIN: DoorLift(1.0, 1.0, 0.7, 0.7), SIDE: DoorLift(1.0, 1.0, 0.3, 0.3)},
    lean_variance=1e-5,
    miscount=0.02,
    days=20,
    comes=(30.0,) * SLOTS,
    leaves=(1.5,) * SLOTS,
)


def a_flow(learned: Learned = UNTAUGHT, *, recorded: bool = False) -> Flow:
    sensors = [a_sensor(key, interval_s=60, role=SensorRole.FLOW) for key in (MAIN, SIDE)]
    flow = Flow(sensors, learned, recorded)
    flow.meet(START, known=True)
    return flow


def walk(flow: Flow, minute: int, sensor: SensorId, entries: int = 0, exits: int = 0) -> None:
    flow.cross(sensor, Crossing(START + timedelta(minutes=minute), entries, exits))


def both(flow: Flow, minutes: range, entries: int = 1, exits: int = 0) -> None:
    for minute in minutes:
        walk(flow, minute, MAIN, entries, exits)
        walk(flow, minute, SIDE)


def test_what_a_door_is_known_to_miss_is_put_in() -> None:
    learned = Learned(lifts={MAIN: DoorLift(1.0, 1.25)}, days=9)
    flow = a_flow(learned)
    walk(flow, 1, MAIN, 10)
    walk(flow, 2, MAIN, 0, 4)
    assert flow.belief.people == pytest.approx(5, abs=0.1)
    assert flow.sum == 6, "what the doors say themselves is kept beside it"


def test_the_bounds_widen_with_traffic_and_close_when_the_space_is_empty() -> None:
    flow = a_flow()
    walk(flow, 1, MAIN, 5)
    _, low, high = flow.interval(flow.belief.people, flow.belief.pp, 0.0)
    walk(flow, 2, MAIN, 50, 50)
    _, lower, higher = flow.interval(flow.belief.people, flow.belief.pp, 0.0)
    assert lower < low <= 5 <= high < higher
    flow.empty()
    assert flow.interval(flow.belief.people, flow.belief.pp, 0.0) == (0, 0, pytest.approx(0, abs=0.01))


def test_people_who_left_by_another_way_are_not_taken_back_from_the_whole_day() -> None:
    flow = a_flow(recorded=True)
    walk(flow, 1, MAIN, 33)
    flow.empty()
    assert smoothed(flow.belief.steps())[1][0] > 30


def test_a_small_surplus_at_closing_is_taken_back_from_the_day() -> None:
    flow = a_flow(recorded=True)
    for minute in range(1, 60):
        walk(flow, minute, MAIN, 2, 0)
    for minute in range(60, 115):
        walk(flow, minute, MAIN, 0, 2)
    flow.empty()
    assert smoothed(flow.belief.steps())[59][0] == pytest.approx(118 - 8 * 118 / 228, abs=2.5)


def test_what_a_silent_door_lets_through_is_guessed_from_its_usual_share() -> None:
    flow = a_flow(TAUGHT)
    both(flow, range(1, 30))
    before = flow.belief.people
    for minute in range(30, 60):
        walk(flow, minute, SIDE, minute % 6 == 0)
    assert flow.guessing
    assert flow.doors[MAIN].guessed == pytest.approx(30, rel=0.4)
    assert flow.belief.pp > 10, "and it is known that it is a guess"
    assert flow.belief.people != before


def test_without_lessons_nothing_is_guessed() -> None:
    flow = a_flow()
    both(flow, range(1, 10))
    for minute in range(10, 60):
        walk(flow, minute, SIDE, 1)
    assert not flow.guessing


def test_a_door_that_returns_replaces_what_was_guessed_for_it() -> None:
    flow = a_flow(TAUGHT)
    both(flow, range(1, 11))
    for minute in range(11, 41):
        walk(flow, minute, SIDE)
    walk(flow, 41, MAIN, 12, 2)
    walk(flow, 41, SIDE)
    assert not flow.guessing
    assert flow.belief.people == pytest.approx(20, abs=0.5)
    assert flow.belief.pp < 1


def test_a_door_that_did_not_count_while_it_was_silent_leaves_the_guess_in_place() -> None:
    flow = a_flow(TAUGHT)
    both(flow, range(1, 11))
    for minute in range(11, 71):
        walk(flow, minute, SIDE)
    guessed = flow.belief.people
    walk(flow, 71, MAIN)
    assert flow.belief.people == pytest.approx(guessed, abs=1)
    assert flow.doors[MAIN].made_up > 8


def test_nobody_is_invented_in_an_empty_building_with_a_silent_door() -> None:
    flow = a_flow(TAUGHT)
    both(flow, range(1, 5))
    flow.empty()
    for minute in range(5, 300):
        walk(flow, minute, SIDE)
    assert flow.belief.people == 0


def test_in_a_contradiction_each_counts_as_far_as_it_is_trusted() -> None:
    flow = a_flow()
    walk(flow, 1, MAIN, 20)
    flow.see(5, 0.3, "sum.camera")
    assert 5 < flow.belief.people < 9, "twenty at once are counted worse than five are seen"
    assert flow.contradictions == 1


def test_seats_in_use_raise_the_people_and_never_lower_them() -> None:
    flow = a_flow()
    walk(flow, 1, MAIN, 1)
    flow.at_least(START + timedelta(minutes=1), 4)
    assert flow.belief.people == pytest.approx(4, abs=0.5)
    walk(flow, 2, MAIN, 10)
    flow.at_least(START + timedelta(minutes=2), 4)
    assert flow.belief.people > 13


def test_more_leavers_than_can_be_do_not_make_everybody_after_them_count_double() -> None:
    flow = a_flow()
    walk(flow, 1, MAIN, 0, 17)
    for minute in range(2, 12):
        walk(flow, minute, MAIN, 20)
    assert flow.belief.people == pytest.approx(200, rel=0.15)


def doubt_of_a_reset(flow: Flow, minute: int) -> float:
    walk(flow, 1, MAIN, 5)
    doubt = flow.belief.pp
    flow.cross(MAIN, Crossing(START + timedelta(minutes=minute), 0, 0, frozenset({CounterFlag.RESET})))
    return flow.belief.pp - doubt


def test_a_reset_adds_doubt_of_about_a_person() -> None:
    assert doubt_of_a_reset(a_flow(), 2) == pytest.approx(1.0, abs=0.1)


def test_where_it_is_known_how_many_pass_a_reset_adds_the_doubt_of_those_who_may_have() -> None:
    learned = Learned(days=9, comes=(30.0,) * SLOTS, leaves=(0.0,) * SLOTS)
    alone = [s for s in a_flow().sensors if s.id == MAIN]
    assert doubt_of_a_reset(Flow(alone, learned), 3) == pytest.approx(1.0, abs=0.1), (
        "two minutes of thirty an hour"
    )
    assert doubt_of_a_reset(Flow(alone, learned), 7) == pytest.approx(3.0, abs=0.1), "six minutes"
