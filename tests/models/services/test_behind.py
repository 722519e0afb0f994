"""What lies behind a number: the sensors of its space, what was corrected, and the messages of one hour."""

from dataclasses import replace
from datetime import timedelta

from models.centre import SensorId, SpaceId
from models.ports import Ports
from models.reading import Quality, Reading
from models.services.behind import READINGS, behind, messages_behind
from tests.builders import GYM, NOON, a_centre, a_sensor, a_space, a_state, some_ports
from tests.fakes import MemoryDesk, MemoryLive
from tests.sensing import raw


def explained() -> Ports:
    ports = some_ports(a_centre([a_space(), a_space("pool")], [a_sensor(), a_sensor("pool-door", "pool")]))
    door, other = SensorId("gym-door"), SensorId("pool-door")
    ports.store.write(
        [Reading(door, "people_in_total", NOON - timedelta(minutes=n), 100.0 - n) for n in range(1, 90)]
    )
    ports.store.write([Reading(other, "people_in_total", NOON - timedelta(minutes=1), 1.0)])
    desk = MemoryDesk(messages={door: [raw(NOON, n) for n in range(1, 50)], other: [raw(NOON, 7)]})
    return replace(ports, desk=desk)


def test_only_the_sensors_of_the_space_are_witnesses_with_their_newest_readings() -> None:
    found = behind(explained(), GYM, NOON)
    assert [one.row.sensor.id for one in found.witnesses] == ["gym-door"]
    assert [reading.value for reading in found.witnesses[0].readings] == [94.0 + n for n in range(READINGS)]


def test_what_was_corrected_and_who_is_silent_is_said() -> None:
    ports = explained()
    assert isinstance(ports.live, MemoryLive)
    state = replace(a_state(12), entries=30, exits=15, drift=3.0, open=False, quality=Quality.UNCERTAIN)
    ports.live.put(state, at=NOON)
    found = behind(ports, GYM, NOON)
    assert [message.key for message in found.said] == [
        "because.counted",
        "because.drift",
        "because.closed",
        "because.uncertain",
        "because.never",
    ]
    assert found.people == 12


def test_a_space_that_nobody_spoke_of_has_no_number() -> None:
    found = behind(explained(), SpaceId("pool"), NOON)
    assert found.people is None
    assert [message.key for message in found.said] == ["because.no_state"]


def test_the_messages_are_those_of_the_last_hour_newest_first_and_bounded() -> None:
    ports = explained()
    rows = messages_behind(ports, behind(ports, GYM, NOON))
    assert [message.id for _, message in rows] == list(range(49, 19, -1))
    assert {sensor for sensor, _ in rows} == {"gym-door"}
