"""What lies behind a number: the sensors of its space, what was corrected, and the messages of one hour."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.centre import SensorId, SensorRole, SpaceId
from models.health import Accounting, IngestHealth, Presence
from models.ports import Ports
from models.reading import Reading
from models.services.behind import READINGS, behind, messages_behind
from tests.builders import GYM, NOON, a_centre, a_sensor, a_space, some_ports, unrated
from tests.fakes import MemoryDesk
from tests.sensing import raw


def explained() -> Ports:
    ports = some_ports(a_centre([a_space(), a_space("pool")], [a_sensor(), a_sensor("pool-door", "pool")]))
    door, other = SensorId("gym-door"), SensorId("pool-door")
    for n in range(1, 90):
        at = NOON - timedelta(minutes=n)
        ports.store.write(
            [Reading(door, "people_in_total", at, 100.0 - n), Reading(door, "people_out_total", at, 9.0)]
        )
    ports.store.write([Reading(other, "people_in_total", NOON - timedelta(minutes=1), 1.0)])
    desk = MemoryDesk(messages={door: [raw(NOON, n) for n in range(1, 50)], other: [raw(NOON, 7)]})
    return replace(ports, desk=desk)


def test_only_the_sensors_of_the_space_are_witnesses_with_their_newest_readings() -> None:
    found = behind(explained(), GYM, NOON)
    assert [one.row.sensor.id for one in found.witnesses] == ["gym-door"]
    assert [reading.value for reading in found.witnesses[0].readings][:READINGS] == [
        94.0 + n for n in range(READINGS)
    ]


def test_a_number_is_told_with_its_bounds_its_story_and_who_is_silent() -> None:
    found = behind(explained(), GYM, NOON)
    assert found.why.people is not None
    assert found.why.low is not None
    assert found.why.low <= found.why.people
    assert found.why.summary[0].key == "why.by_doors"
    assert [message.key for message in found.silent] == ["because.never"]


@pytest.mark.parametrize("role", SensorRole)
def test_what_a_silent_sensor_means_is_told_by_what_it_measures(role: SensorRole) -> None:
    ports = some_ports(a_centre([a_space()], [a_sensor(role=role)]))
    heard = Presence(heard_at=NOON, online=False)
    said = IngestHealth(
        at=NOON,
        started_at=NOON,
        accounting=Accounting(),
        connected=True,
        sensors={ports.centre.id: {SensorId("gym-door"): heard}},
    )
    (message,) = behind(replace(ports, ingest=lambda: said), GYM, NOON).silent
    assert message.key == f"because.offline.{role}"


def test_a_space_that_nobody_spoke_of_has_no_number() -> None:
    ports = some_ports(a_centre([a_space(), a_space("pool")], [a_sensor()]))
    found = behind(ports, SpaceId("pool"), NOON)
    assert found.why.people is None
    assert [message.key for message in found.silent] == ["because.no_sensor"]


def test_the_messages_are_those_of_the_last_hour_newest_first_and_bounded() -> None:
    ports = explained()
    rows = messages_behind(ports, behind(ports, GYM, NOON))
    assert [message.id for _, message in rows] == list(range(49, 19, -1))
    assert {sensor for sensor, _ in rows} == {"gym-door"}


def test_what_lies_behind_a_number_is_told_without_a_capacity_too() -> None:
    ports = explained()
    bare = replace(ports, centre=replace(ports.centre, spaces={GYM: unrated(ports.centre.spaces[GYM])}))
    found = behind(bare, GYM, NOON)
    assert (found.capacity, found.why.people is not None) == (None, True)
