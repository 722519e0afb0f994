"""Which sensors speak: by the clock alone, in one order, with or without the desk."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.accepted_sensor import AcceptedSensor
from models.balance import Balance, DoorBalance, Heard
from models.centre import CentreId, SensorId, SensorRole, SpaceId
from models.desk import DeskError, SensorCard
from models.health import Accounting, IngestHealth, Presence
from models.message import Message
from models.ports import StoreUnavailableError
from models.services.sensors import Hearing, completeness, hearing, number, sensors
from tests.builders import GYM, NOON, a_centre, a_sensor, a_space, some_ports
from tests.fakes import MemoryAccepted, MemoryDesk


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


class Kept:
    """Balances of the days before NOON's: the door was off by three on the last closed day, and by nine before it."""

    def put(self, balances: Sequence[Balance]) -> None:
        raise NotImplementedError

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Balance]:
        days = [
            (date(2026, 11, 15), True, 9.0),
            (date(2026, 11, 16), True, 3.0),
            (date(2026, 11, 17), False, 50.0),
        ]
        return [
            Balance(
                space=GYM,
                day=day,
                complete=complete,
                doors=(DoorBalance(sensor=SensorId("gym-door"), entries=100, exits=97, drift=drift),),
                heard=(Heard(sensor=SensorId("gym-door"), samples=90, expected=100),),
            )
            for day, complete, drift in days
            if first <= day <= last
        ]


def test_a_door_tells_its_drift_of_the_last_closed_day_and_a_score() -> None:
    view = a_sensor("eye", role=SensorRole.COUNT)
    ports = replace(some_ports(a_centre([a_space()], [a_sensor(), view])), balances=Kept())
    found = {row.sensor.id: row for row in sensors(ports, NOON).rows}
    assert found[SensorId("gym-door")].drift == 3.0
    score = found[SensorId("gym-door")].quality
    assert score is not None
    assert 0 < score < 100
    assert (found[SensorId("eye")].drift, found[SensorId("eye")].quality) == (None, None)


def test_records_that_are_away_leave_scores_out_and_the_sensors_in() -> None:
    class Away(Kept):
        def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Balance]:
            raise StoreUnavailableError("gone")

    row = sensors(replace(some_ports(), balances=Away()), NOON).rows[0]
    assert (row.drift, row.quality) == (None, None)


def test_accepted_sensors_without_a_space_or_without_records_never_stop_the_page() -> None:
    class Away(MemoryAccepted):
        def all(self) -> list[AcceptedSensor]:
            raise StoreUnavailableError("gone")

    lost = MemoryAccepted()
    lost.put(AcceptedSensor(sensor=a_sensor("old", "torn-down"), by="li", at=NOON))
    for accepted in (Away(), lost):
        found = sensors(replace(some_ports(), accepted=accepted), NOON)
        assert [row.sensor.id for row in found.rows] == ["gym-door"]
