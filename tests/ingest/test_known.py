"""Accepted sensors join the files' in a shape in which they can be read."""

from dataclasses import replace

from ingest.known import STANDBY_W, Known, new_sensors
from models.centre import CentreId, SensorId, SensorRole
from tests.builders import a_centre, a_sensor
from tests.ingest.test_adoption import PLUG, MemoryAccepted

CENTRE = CentreId("test")


def _known(accepted: MemoryAccepted) -> Known:
    return Known({CENTRE: a_centre(key=CENTRE)}, {CENTRE: accepted})


def test_a_second_look_at_the_same_changes_nothing() -> None:
    accepted = MemoryAccepted()
    known = _known(accepted)
    assert not known.look()
    accepted.accept(PLUG)
    assert known.look()
    assert not known.look()
    assert known.is_accepted(CENTRE, PLUG.id)
    assert not known.is_accepted(CENTRE, SensorId("gym-door"))


def test_what_people_need_not_know_comes_from_the_model() -> None:
    accepted = MemoryAccepted()
    camera = a_sensor("camera", topic="application/x/device/y/event/up", envelope="chirpstack")
    accepted.accept(replace(camera, profile="milesight-vs121", role=SensorRole.COUNT))
    accepted.accept(PLUG)
    accepted.accept(replace(PLUG, id=SensorId("loud"), topic="zigbee2mqtt/loud", in_use_above=500.0))
    known = _known(accepted)
    known.look()
    sensors = known.centres[CENTRE].sensors
    assert sensors[PLUG.id].in_use_above == STANDBY_W
    assert sensors[SensorId("loud")].in_use_above == 500.0
    assert SensorId("camera") in sensors


def test_new_sensors_are_those_that_are_different() -> None:
    before = {CENTRE: a_centre(key=CENTRE, sensors=[a_sensor("a"), a_sensor("b")])}
    moved = a_sensor("b", interval_s=7)
    now = {CENTRE: a_centre(key=CENTRE, sensors=[a_sensor("a"), moved, a_sensor("c")])}
    assert new_sensors(before, now) == [(CENTRE, moved), (CENTRE, a_sensor("c"))]
