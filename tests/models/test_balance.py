"""Sums of a day."""

from datetime import date

from models.balance import Balance, DoorBalance
from models.centre import SensorId, SpaceId


def test_the_drift_of_a_space_is_that_of_its_doors() -> None:
    doors = tuple(DoorBalance(sensor=SensorId(str(n)), entries=50, exits=45, drift=n) for n in (-1, 4))
    balance = Balance(space=SpaceId("gym"), day=date(2026, 11, 20), complete=True, doors=doors)
    assert balance.drift == 3
    assert doors[1].drift_share == 0.08


def test_a_door_that_nobody_used_has_no_share_of_drift() -> None:
    assert DoorBalance(sensor=SensorId("door")).drift_share is None
