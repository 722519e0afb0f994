"""Accepted sensors survive the database unchanged."""

from dataclasses import replace
from datetime import UTC, datetime

from models.accepted_sensor import AcceptedSensor
from models.centre import SensorId, SensorRole
from models.db import Database
from tests.builders import a_sensor

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
PLAIN = AcceptedSensor(sensor=a_sensor("plug-1", role=SensorRole.MACHINE), by="wang", at=AT)
FULL = AcceptedSensor(
    sensor=replace(
        a_sensor("camera"),
        device="AA:BB",
        channels=frozenset({"line1", "line2"}),
        reads={"a.b": "people_in_total.line{n}"},
        reversed=True,
        counter_bits=16,
        in_use_above=12.5,
    ),
    by="李",
    at=AT,
)


def test_a_sensor_comes_back_as_it_was_accepted(database: Database) -> None:
    accepted = database.accepted("shijiawan")
    accepted.put(PLAIN)
    accepted.put(FULL)
    assert accepted.all() == [FULL, PLAIN]
    assert database.accepted("jiuyanqiao").all() == []


def test_accepting_again_replaces_and_removing_sends_back(database: Database) -> None:
    accepted = database.accepted("shijiawan")
    accepted.put(PLAIN)
    again = replace(PLAIN, by="li")
    accepted.put(again)
    assert accepted.all() == [again]
    database.accepted("jiuyanqiao").remove(PLAIN.sensor.id)
    assert accepted.all() == [again]
    accepted.remove(SensorId("nobody"))
    accepted.remove(PLAIN.sensor.id)
    assert accepted.all() == []
