"""Whose word holds."""

from datetime import datetime, timedelta

from models.centre import SensorRole
from models.estimate.flow import Flow
from models.estimate.learning import DoorLift, Learned
from models.speaking import HOLD, Speakers, by_evidence
from tests.measured import a_door, local

DOOR = a_door("door", interval_s=600)
GATE = a_door("gate", role=SensorRole.GATE)
MOTION = a_door("pir", role=SensorRole.PRESENCE, interval_s=1800)
CAMERA = a_door("cam", role=SensorRole.COUNT, interval_s=300)


def speakers(*sensors, spoke: datetime | None = None) -> Speakers:
    by_role = by_evidence(sensors)
    found = Speakers(by_role, Flow(by_role.get(SensorRole.FLOW, ())))
    for sensor in sensors if spoke else ():
        found.hear(sensor, spoke)
    return found


def test_gates_count_with_the_doors_and_who_tells_nothing_of_people_is_left_out() -> None:
    air = a_door("air", role=SensorRole.CLIMATE)
    assert by_evidence([DOOR, GATE, MOTION, air]) == {
        SensorRole.FLOW: [DOOR, GATE],
        SensorRole.PRESENCE: [MOTION],
    }


def test_a_space_with_a_silent_door_is_known_as_long_as_anything_else_speaks() -> None:
    found = speakers(DOOR, MOTION, spoke=local(9))
    assert found.method(local(9, 10)) is SensorRole.FLOW
    assert found.method(local(9, 30)) is SensorRole.PRESENCE
    assert found.expiry(local(9, 30)) == local(9) + HOLD * timedelta(seconds=MOTION.interval_s)


def test_without_doors_motion_stands_in_for_a_silent_camera() -> None:
    found = speakers(CAMERA, MOTION, spoke=local(9))
    assert found.method(local(9, 5)) is SensorRole.COUNT
    assert found.method(local(9, 20)) is SensorRole.PRESENCE


def test_one_door_that_never_spoke_leaves_the_space_unknown() -> None:
    found = speakers(DOOR)
    assert found.expiry(local(9, 1)) is None
    assert found.newest(SensorRole.FLOW) is None


def test_what_was_asked_before_somebody_spoke_or_was_taught_does_not_stand() -> None:
    two = a_door("two", interval_s=60)
    found = speakers(DOOR, two, spoke=local(9))
    assert found.expiry(local(9)) == local(9) + HOLD * timedelta(seconds=60)
    found.hear(two, local(9, 10))
    assert found.expiry(local(9, 10)) == local(9, 12)
    found.flow.teach(
        Learned(lifts={DOOR.id: DoorLift(), two.id: DoorLift()}, comes=(1.0,) * 96, leaves=(1.0,) * 96)
    )
    assert found.expiry(local(9, 10)) == local(9) + HOLD * timedelta(seconds=DOOR.interval_s)
