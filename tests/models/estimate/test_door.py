"""What one door keeps about its day."""

from datetime import UTC, datetime, timedelta

import pytest

from models.centre import SensorId
from models.counter import CounterFlag, Crossing
from models.estimate.door import Door, dense

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def test_people_one_by_one_are_no_crowd_and_many_at_once_are() -> None:
    assert dense(0, 1) == 0
    assert dense(1, 10) < 0.03
    assert dense(20, 1) > 16


def test_a_day_ends_as_a_balance_and_begins_anew() -> None:
    door = Door(SensorId("door"), timedelta(minutes=20))
    door.take(Crossing(AT, 7, 3, frozenset({CounterFlag.RESET})))
    door.take(Crossing(AT, 1, 2, frozenset({CounterFlag.DIP})))
    balance = door.balance(1.25)
    assert (balance.entries, balance.exits, balance.resets, balance.odd, balance.drift) == (8, 5, 1, 1, 1.25)
    assert balance.drift_share == pytest.approx(1.25 / 8)
    door.begin_day()
    assert door.balance(0).traffic == 0
    assert door.balance(0).drift_share is None
