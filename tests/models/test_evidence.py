"""What each kind of sensor can say."""

from math import isinf

from models.centre import SensorRole
from models.evidence import by_count, by_presence, by_units
from tests.measured import a_door

CAMERA, PIR = a_door("cam", role=SensorRole.COUNT), a_door("pir", role=SensorRole.PRESENCE)
SEATS = [a_door(f"seat{n}", role=SensorRole.SEAT) for n in range(3)]


def test_a_camera_tells_a_number_between_bounds() -> None:
    known = by_count([CAMERA], {CAMERA.id: {"region1": 2.0, "region2": 3.0}})
    assert known.people == 5
    assert 3.5 < known.low < 5 < known.high < 6.5


def test_seats_in_use_are_a_lower_bound() -> None:
    known = by_units(SEATS, {SEATS[0].id: {"": 1.0}, SEATS[1].id: {"": 0.0}})
    assert (known.people, known.low, known.sure) == (1, 1, False)
    assert isinf(known.high)


def test_motion_is_somebody_and_no_motion_is_nobody() -> None:
    assert isinf(by_presence([PIR], {PIR.id: {"": 1.0}}).high)
    assert by_presence([PIR], {PIR.id: {"": 0.0}}).high == 0
