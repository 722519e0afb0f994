"""What is seen inside beside doors, right and wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from models.centre import SensorId, SensorRole
from models.counter import Crossing
from models.estimate.belief import Way
from models.estimate.crowd import between
from models.estimate.flow import Flow
from tests.builders import a_sensor

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DOOR = SensorId("door")


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def a_flow(*, recorded: bool = False) -> Flow:
    flow = Flow([a_sensor(DOOR, interval_s=60, role=SensorRole.FLOW)], recorded=recorded, watched=True)
    flow.meet(AT, known=True)
    flow.cross(DOOR, Crossing(AT, 0, 0))
    return flow


def walk(flow: Flow, minute: int, entries: int = 0, exits: int = 0) -> None:
    flow.cross(DOOR, Crossing(after(minute), entries, exits))


def test_a_camera_and_a_door_that_agree_are_surer_together() -> None:
    flow = a_flow()
    walk(flow, 1, 20)
    doubt = flow.belief.pp
    flow.look(after(1.5), 20)
    assert flow.belief.people == pytest.approx(20)
    assert flow.belief.pp < doubt / 2


def test_the_parts_of_one_look_are_one_look() -> None:
    parts, whole = a_flow(), a_flow()
    for flow in (parts, whole):
        walk(flow, 1, 9)
        flow.look(after(1), 9)
    parts.look(after(2), 3)
    parts.look(after(2), 8)
    whole.look(after(2), 8)
    assert parts.belief.now()[:5] == pytest.approx(whole.belief.now()[:5])
    assert parts.contradictions == whole.contradictions


def test_what_a_stuck_camera_has_put_in_is_taken_back() -> None:
    flow, alone = a_flow(), a_flow()
    for minute in range(1, 40):
        for one in (flow, alone):
            walk(one, minute, 1 + minute % 2, minute % 2)
        flow.look(after(minute + 0.5), 2)
    assert flow.sight.stuck
    assert flow.belief.people == pytest.approx(alone.belief.people, abs=1.5)
    assert flow.belief.people > 35


def test_a_camera_does_not_invent_people_in_an_empty_building() -> None:
    flow = a_flow()
    walk(flow, 1, 5)
    walk(flow, 2, 0, 5)
    flow.look(after(3), 4)
    flow.empty()
    for minute in range(60, 300, 2):
        flow.look(after(minute), 4)
    assert flow.belief.people == pytest.approx(0, abs=0.3)


def test_the_only_door_is_silent_and_the_camera_speaks_for_it() -> None:
    flow = a_flow()
    walk(flow, 1, 10)
    for minute in range(2, 60, 2):
        flow.look(after(minute), 10 + minute // 4)
    assert not flow.covered
    assert flow.belief.people == pytest.approx(24, abs=2)


def test_the_totals_of_a_returning_door_do_not_count_twice_whom_the_camera_has_seen_come() -> None:
    flow = a_flow()
    walk(flow, 1, 10)
    for minute in range(2, 60, 2):
        flow.look(after(minute), 10 + minute // 4)
    walk(flow, 60, 20, 5)
    assert flow.belief.people == pytest.approx(25, abs=1)


def test_who_came_before_a_door_woke_up_is_known_from_its_totals() -> None:
    flow = a_flow()
    walk(flow, 1, 5)
    walk(flow, 2, 0, 5)
    flow.empty()
    flow.at_least(after(500), 1)
    walk(flow, 501, 3)
    assert flow.belief.people == pytest.approx(3, abs=0.1)


def test_a_camera_that_contradicts_steadily_corrects_lying_doors_in_the_end() -> None:
    flow, true = a_flow(), 0
    for minute in range(1, 120):
        true += 1 if minute < 60 else -(minute % 2)
        walk(flow, minute, int(minute < 60 and minute % 3 > 0), int(minute >= 60 and minute % 2))
        flow.look(after(minute + 0.5), true)
    assert flow.belief.people == pytest.approx(true, abs=3)
    assert flow.contradictions >= 1


def test_nobody_felt_is_weighed_against_doors_that_are_sure() -> None:
    flow = a_flow()
    walk(flow, 1, 4)
    flow.nobody(after(2))
    assert 0.5 < flow.belief.people < 4


def test_what_moved_between_two_instants_is_the_difference_of_the_sums() -> None:
    assert between(Way(3, 5, 0.5), Way(4, 9, 1.0)) == Way(1, 4, 0.5)
