"""Points and drift of a centre's sensors."""

from dataclasses import replace
from datetime import timedelta

from models.balance import Balance, DoorBalance, Heard
from models.centre import SensorId
from models.services.sensor_quality import drifts, passed_while_shut, sensor_qualities
from tests.books import MemoryDays
from tests.builders import GYM, a_centre, a_fact, a_sensor, some_ports
from tests.fakes import MemoryBalances, MemorySlots, accepted
from tests.measured import DAY, a_door, local

DOOR = SensorId("gym-door")


def test_every_sensor_has_points_from_the_last_days_and_every_door_its_drift() -> None:
    balances = MemoryBalances()
    door = DoorBalance(sensor=DOOR, entries=100, exits=90, drift=10.0)
    heard = (Heard(sensor=DOOR, samples=80, expected=84),)
    balances.put([Balance(space=GYM, day=DAY, complete=True, doors=(door,), heard=heard)])
    ports = replace(some_ports(a_centre(sensors=(a_door(),))), balances=balances)
    tomorrow = local(9) + timedelta(days=1)
    points = sensor_qualities(ports, tomorrow)[DOOR]
    assert points.score is not None
    assert points.parts["drift"] == 0
    assert [(d.sensor, d.persons, d.share) for d in drifts(ports, DAY, DAY)] == [(DOOR, 10.0, 0.1)]


def test_without_any_account_of_past_days_nothing_is_claimed() -> None:
    assert sensor_qualities(some_ports(), local(9))[DOOR].score is None
    assert drifts(some_ports(), DAY, DAY) == []


def test_a_sensor_that_people_accepted_has_points_too() -> None:
    balances = MemoryBalances()
    heard = (Heard(sensor=SensorId("new-door"), samples=80, expected=84),)
    balances.put([Balance(space=GYM, day=DAY, complete=True, doors=(), heard=heard)])
    ports = replace(some_ports(), balances=balances, accepted=accepted(a_sensor("new-door")))
    assert sensor_qualities(ports, local(9) + timedelta(days=1))[SensorId("new-door")].score is not None


def test_who_passed_while_shut_is_told_from_the_days_facts() -> None:
    balances, slots = MemoryBalances(), MemorySlots()
    door = DoorBalance(sensor=DOOR, entries=12, exits=13)
    balances.put([Balance(space=GYM, day=DAY, complete=True, doors=(door,))])
    slots.put([replace(a_fact(local(19)), entries=10, exits=10)])
    ports = replace(some_ports(a_centre(sensors=(a_door(),))), balances=balances, days=MemoryDays(slots))
    assert [(one.entries, one.exits) for one in passed_while_shut(ports, DAY, DAY)] == [(2, 3)]
    assert passed_while_shut(replace(ports, days=None), DAY, DAY) == []
