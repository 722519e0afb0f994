"""Accepted sensors join a centre without disturbing what its file says."""

from dataclasses import replace

import pytest

from models.acceptance import joined, obstacle
from models.centre import CentreId, SensorId, SpaceId
from tests.builders import a_centre, a_sensor, a_space

KNOWN = a_sensor("gym-door")
CENTRE = a_centre(sensors=[KNOWN])
NEW = a_sensor("plug", topic="zigbee2mqtt/plug")


def test_an_accepted_sensor_joins_its_centre() -> None:
    found, obstacles = joined({CENTRE.id: CENTRE}, {CENTRE.id: [NEW], CentreId("gone"): [NEW]})
    assert found[CENTRE.id].sensors == {KNOWN.id: KNOWN, NEW.id: NEW}
    assert obstacles == []
    assert CENTRE.sensors == {KNOWN.id: KNOWN}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"id": SensorId("Plug")}, "accept.bad_id"),
        ({"id": SensorId("")}, "accept.bad_id"),
        ({"id": KNOWN.id}, "accept.taken_id"),
        ({"topic": KNOWN.topic}, "accept.taken_topic"),
        ({"topic": "zigbee2mqtt/+"}, "accept.bad_topic"),
        ({"topic": ""}, "accept.bad_topic"),
        ({"space": SpaceId("moon")}, "accept.no_space"),
        ({"interval_s": 0}, "accept.bad_interval"),
    ],
)
def test_what_cannot_be_accepted_is_named(change: dict[str, object], key: str) -> None:
    reason = obstacle(replace(NEW, **change), CENTRE)  # type: ignore[arg-type]
    assert reason is not None
    assert reason.key == key


def test_a_topic_is_claimed_once_in_all_centres_but_a_gateway_carries_many() -> None:
    other = replace(a_centre(sensors=[replace(NEW, device="one")]), id=CentreId("other"))
    reason = obstacle(replace(NEW, device="one"), CENTRE, [other])
    assert reason is not None
    assert reason.values["sensor"] == "other/plug"
    assert obstacle(replace(NEW, device="two"), CENTRE, [other]) is None


def test_the_centre_file_stands_above_what_was_accepted() -> None:
    rival = replace(NEW, id=KNOWN.id)
    found, obstacles = joined({CENTRE.id: CENTRE}, {CENTRE.id: [rival]})
    assert found[CENTRE.id].sensors == {KNOWN.id: KNOWN}
    assert [reason.key for reason in obstacles] == ["accept.taken_id"]


def test_where_spaces_are_shared_out_a_gateway_is_not_torn_between_them() -> None:
    """A message belongs to one ingest process, and so do all spaces of whom it speaks."""
    gym, pool = a_space(), a_space("pool")
    centre = a_centre([gym, pool], [replace(NEW, id=SensorId("one"), device="one")])
    there = replace(NEW, device="two", space=pool.id)
    reason = obstacle(there, centre, sharded=True)
    assert reason is not None
    assert (reason.key, reason.values["sensor"]) == ("accept.torn_topic", "test/one")
    assert obstacle(there, centre) is None, "a single process keeps everything"
    assert obstacle(replace(there, space=gym.id), centre, sharded=True) is None

    far = replace(a_centre([gym], centre.sensors.values()), id=CentreId("far"))
    bare = a_centre([gym], [KNOWN])
    assert obstacle(replace(there, space=gym.id), bare, [far], sharded=True) is not None, (
        "another centre's gym"
    )

    joint = a_centre(
        [gym, pool], [*centre.sensors.values(), replace(there, id=SensorId("filed"), device="three")]
    )
    assert obstacle(there, joint, sharded=True) is None, "the centre file holds them together already"

    _, obstacles = joined({centre.id: centre}, {centre.id: [there]}, sharded=True)
    assert [one.key for one in obstacles] == ["accept.torn_topic"]
