"""Which sensors speak: by the clock alone, in one order, with or without the desk."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.centre import CentreId, SensorId, SensorRole
from models.desk import DeskError, SensorCard
from models.health import Accounting, IngestHealth, Presence
from models.message import Message
from models.ports import AcceptedSensor
from models.services.sensors import Hearing, completeness, hearing, number, sensors
from tests.builders import NOON, a_centre, a_sensor, a_space, a_state, some_ports
from tests.fakes import MemoryAccepted, MemoryDesk, MemoryLive


@pytest.mark.parametrize(
    ("silence", "online", "state"),
    [
        (0, None, Hearing.ONLINE),
        (150, None, Hearing.ONLINE),
        (151, None, Hearing.LATE),
        (300, True, Hearing.LATE),
        (301, None, Hearing.OFFLINE),
        (5, False, Hearing.OFFLINE),
        (None, None, Hearing.NEVER),
        (None, False, Hearing.NEVER),
    ],
)
def test_a_sensor_is_late_after_one_and_a_half_intervals_and_offline_after_three(
    silence: int | None, online: bool | None, state: Hearing
) -> None:
    heard = None if silence is None else NOON - timedelta(seconds=silence)
    assert hearing(Presence(heard_at=heard, online=online), 100, NOON) is state


def a_card(key: str, seconds: float | None, **more: object) -> SensorCard:
    heard = None if seconds is None else NOON - timedelta(seconds=seconds)
    return SensorCard(
        centre=CentreId("test"),
        sensor=SensorId(key),
        presence=Presence(heard_at=heard, **more),  # type: ignore[arg-type]
        profile="linli-counter",
        model="Counter",
        interval_s=300,
    )


def test_the_worst_come_first_and_accepted_ones_are_among_them() -> None:
    ports = some_ports(a_centre([a_space()], [a_sensor("b"), a_sensor("a")]))
    accepted = MemoryAccepted()
    accepted.put(AcceptedSensor(sensor=a_sensor("c"), by="li", at=NOON))
    desk = MemoryDesk(cards=[a_card("a", 10), a_card("b", 5_000), a_card("c", 500)])
    found = sensors(replace(ports, desk=desk, accepted=accepted), NOON)
    assert [(row.sensor.id, row.hearing) for row in found.rows] == [
        ("b", Hearing.OFFLINE),
        ("c", Hearing.LATE),
        ("a", Hearing.ONLINE),
    ]
    assert sum(found.counts.values()) == 3


def test_without_the_desk_the_last_report_of_the_ingestor_stands_and_it_is_said() -> None:
    heard = {CentreId("test"): {SensorId("gym-door"): Presence(heard_at=NOON)}}
    said = IngestHealth(at=NOON, started_at=NOON, accounting=Accounting(), connected=True, sensors=heard)
    ports = replace(some_ports(), ingest=lambda: said)
    away = DeskError("refused", Message("desk.away"))
    for desk, key in ((None, "sensors.no_desk"), (MemoryDesk(away=away), "desk.away")):
        found = sensors(replace(ports, desk=desk), NOON)
        assert found.rows[0].hearing is Hearing.ONLINE
        assert found.away is not None
        assert found.away.key == key


def test_no_numbered_message_is_no_completeness_and_not_zero() -> None:
    assert completeness(Presence()) is None
    assert completeness(Presence(received=0, missed=4)) == 0
    assert completeness(Presence(received=99, missed=1)) == 0.99


def test_a_vital_that_is_no_number_is_not_taken_for_one() -> None:
    assert number(Presence(vitals={"battery": "full"}), "battery") is None
    assert number(Presence(vitals={"battery": True}), "battery") is None
    assert number(Presence(vitals={"battery": 0}), "battery") == 0


def test_the_drift_of_a_space_is_told_at_its_doors_only() -> None:
    view = a_sensor("eye", role=SensorRole.COUNT)
    ports = some_ports(a_centre([a_space()], [a_sensor(), view]))
    assert isinstance(ports.live, MemoryLive)
    ports.live.put(replace(a_state(), drift=3.0), at=NOON)
    found = sensors(ports, NOON)
    assert {row.sensor.id: row.drift for row in found.rows} == {"gym-door": 3.0, "eye": None}
