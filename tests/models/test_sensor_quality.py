"""Points for sensors."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.balance import Balance, DoorBalance, Heard
from models.centre import SpaceId
from models.sensor_quality import SensorQuality, completeness, door_drifts, sensor_quality
from tests.measured import a_door

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
DOOR = a_door()


def a_balance(samples: int = 84, **changes) -> Balance:
    door = DoorBalance(sensor=DOOR.id, **({"entries": 200, "exits": 200} | changes))
    return Balance(
        space=SpaceId("gym"),
        day=date(2026, 11, 20),
        complete=True,
        doors=(door,),
        heard=(Heard(sensor=DOOR.id, samples=samples, expected=84),),
    )


def score(balance: Balance, heard: timedelta = timedelta(0)) -> SensorQuality:
    return sensor_quality(DOOR, [balance], NOW - heard, NOW)


def test_a_perfect_sensor_has_a_hundred_points() -> None:
    assert score(a_balance()).score == 100


@pytest.mark.parametrize(
    ("worse", "part", "left"),
    [
        (a_balance(samples=42), "completeness", 0.5),
        (a_balance(drift=-10.0), "drift", 0.5),
        (a_balance(resets=1), "resets", 0.0),
        (a_balance(odd=2), "contradictions", 0.6),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_fault_costs_its_own_part(worse: Balance, part: str, left: float) -> None:
    found = score(worse)
    assert found.parts[part] == pytest.approx(left)
    assert found.score is not None
    assert found.score < 100


def test_silence_costs_more_the_longer_it_lasts() -> None:
    minutes = [score(a_balance(), timedelta(minutes=late)).parts["freshness"] for late in (29, 100, 300)]
    assert minutes[0] == 1
    assert minutes[0] > minutes[1] > minutes[2] == 0


def test_a_sensor_of_which_nothing_is_known_has_no_points_and_not_none_of_a_hundred() -> None:
    assert sensor_quality(DOOR, [], None, NOW).score is None


def test_a_message_of_just_now_is_no_score_before_a_day_is_closed() -> None:
    assert sensor_quality(DOOR, [], NOW, NOW).score is None


def test_drift_is_told_by_day_and_door() -> None:
    (drift,) = door_drifts([a_balance(drift=4.0)])
    assert (drift.persons, drift.share, drift.complete) == (4.0, 0.02, True)


def test_a_sensor_that_was_promised_nothing_has_no_completeness() -> None:
    assert completeness(0, 0) is None
    assert completeness(5, 10) == 0.5
    assert completeness(12, 10) == 1
