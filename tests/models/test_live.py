"""Bands and alerts in the words of a person who looks."""

import pytest

from models.live import ALERTS, Band, alerts, band
from tests.builders import a_state


@pytest.mark.parametrize(
    ("people", "expected"),
    [(None, Band.UNKNOWN), (0, Band.QUIET), (19, Band.QUIET), (20, Band.MODERATE), (31, Band.MODERATE), (32, Band.BUSY), (60, Band.BUSY)],
)  # fmt: skip
def test_a_band_is_a_share_of_the_capacity_and_no_data_is_no_band(
    people: float | None, expected: Band
) -> None:
    assert band(people, 40) is expected


def found(**changes: object) -> list[str]:
    state = a_state(**changes)  # type: ignore[arg-type]
    return [alert.rule.key for alert in alerts({state.space: state})]


def test_a_space_above_its_capacity_is_critical_and_not_also_uncomfortable() -> None:
    assert found(people=41) == ["over_capacity"]
    assert found(people=40) == ["over_comfort"]
    assert found(people=32) == []


def test_people_in_a_closed_space_are_an_alert() -> None:
    assert found(people=1, opened=False) == ["closed_occupied"]
    assert found(people=0, opened=False) == []


def test_a_silent_sensor_is_told_and_unknown_people_raise_nothing_else() -> None:
    assert found(people=None, opened=False, silent=("gym-door",)) == ["sensor_silent"]


def test_the_worst_alert_comes_first() -> None:
    quiet, full = a_state(0, "a", silent=("x",)), a_state(50, "b")
    assert [a.rule.key for a in alerts({quiet.space: quiet, full.space: full})] == [
        "over_capacity",
        "sensor_silent",
    ]


def test_every_row_of_the_alerts_stands_under_its_own_key() -> None:
    assert [key for key, rule in ALERTS.items() if key != rule.key] == []


def test_of_a_capacity_that_nobody_set_there_is_no_band_and_no_crowd() -> None:
    assert band(400, None) is Band.UNKNOWN
    assert found(people=400, capacity=None) == []
