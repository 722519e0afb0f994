"""Visits, flow and drift of a space's doors."""

from dataclasses import replace
from datetime import date

from models.balance import Balance, DoorBalance
from models.centre import SensorId, SpaceId
from models.metric import METRICS
from models.metric.doors import doors
from models.metric.sums import Sums
from models.utilisation import utilisation
from tests.builders import NOON, a_fact


def a_balance(entries: int, exits: int, *, complete: bool = True) -> Balance:
    door = DoorBalance(sensor=SensorId("door"), entries=entries, exits=exits)
    return Balance(space=SpaceId("gym"), day=date(2026, 11, 18), complete=complete, doors=(door,))


def test_a_day_with_a_silent_door_says_nothing_of_drift() -> None:
    found = doors(utilisation([]), [a_balance(100, 90), a_balance(80, 1, complete=False)])
    assert METRICS["count_drift"].value(Sums(doors=found)) == 0.1


def test_ten_people_who_come_twenty_an_hour_stay_half_an_hour() -> None:
    """Little: W = L / lambda = 10 / 20 h."""
    use = utilisation([replace(a_fact(NOON, 10), entries=5, exits=5)])
    sums = Sums(doors=doors(use, []))
    assert METRICS["dwell"].value(sums) == 30
    assert METRICS["throughput"].value(sums) == 20
    assert METRICS["peak_flow"].value(sums) == 5
