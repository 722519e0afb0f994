"""Whose message it is."""

from ingest.pressure import RANKS, UNKNOWN_RANK
from ingest.registry import Registry
from models.centre import SensorRole
from tests.builders import a_centre as centre_of
from tests.builders import a_sensor
from tests.ingest.readers import PLUG_TOPIC, TOPIC, a_centre


def test_finds_a_sensor_by_its_topic_and_by_its_availability_topic() -> None:
    registry = Registry([a_centre()])

    (plug,), (said,) = (registry.places(PLUG_TOPIC.decode() + side) for side in ("", "/availability"))

    assert plug == said
    assert (plug.centre, plug.sensor.id) == ("shijiawan", "gym-treadmill-1")


def test_a_stranger_is_nobody_and_is_given_up_first() -> None:
    registry = Registry([a_centre()])

    assert not registry.places("linli/shijiawan/seniors/stranger/up")
    assert registry.rank(b"linli/shijiawan/seniors/stranger/up") == UNKNOWN_RANK
    assert registry.rank(b"\xff") == UNKNOWN_RANK
    assert registry.rank(TOPIC) == RANKS[SensorRole.FLOW]
    assert registry.rank(TOPIC.replace(b"/up", b"/lwt")) == RANKS[SensorRole.FLOW]


def test_a_last_will_belongs_to_whatever_its_device_is_registered_for() -> None:
    place = "linli/test/canteen/till-1"
    till = a_sensor("till", topic=f"{place}/sale", role=SensorRole.TILL, profile="linli-till")
    air = a_sensor("air", topic=f"{place}/up", role=SensorRole.CLIMATE, profile="linli-sensor")
    registry = Registry([centre_of(sensors=[till, air])])

    assert {found.sensor.id for found in registry.places(f"{place}/lwt")} == {"till", "air"}
    assert [found.sensor.id for found in registry.places(f"{place}/sale")] == ["till"]
    assert registry.rank(f"{place}/lwt".encode()) == RANKS[SensorRole.TILL]


def test_knows_on_which_topics_persons_are_spoken_of() -> None:
    gate = a_sensor("gate", topic="doors/events", envelope="uhppoted", profile="access-controller")
    assert Registry([centre_of(sensors=[gate, a_sensor()])]).access == {b"doors/events"}


def test_subscribes_to_what_its_centres_need_without_hearing_ourselves() -> None:
    filters = Registry([a_centre()]).filters

    assert "linli/shijiawan/+/+/up" in filters
    assert not {"#", "linli/#", "linli/shijiawan/#"} & set(filters)
