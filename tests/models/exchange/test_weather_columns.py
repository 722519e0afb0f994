"""Cells of a file of weather: hours in any usual spelling, numbers with a point, and what is expected instead."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from models.exchange.cell import CellError
from models.exchange.weather_columns import decimal, moment, whole_hour

LOCAL = datetime(2026, 11, 22, 14, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-22 14:00", LOCAL),
        ("2026/11/22 9:00", LOCAL.replace(hour=9)),
        ("2026年11月22日 14:00", LOCAL),
        ("2026-11-22T06:00:00Z", datetime(2026, 11, 22, 6, tzinfo=UTC)),
        ("2026-11-22T14:00+08:00", datetime(2026, 11, 22, 14, tzinfo=timezone(timedelta(hours=8)))),
    ],
)
def test_an_hour_is_read_as_people_and_services_write_it(text: str, at: datetime) -> None:
    assert whole_hour(text) == at


@pytest.mark.parametrize("text", ["2026-11-22", "14:00", "2026-11-22 25:00", "2026-11-31 10:00", "soon"])
def test_what_is_no_moment_says_what_is_expected(text: str) -> None:
    with pytest.raises(CellError) as caught:
        moment(text)
    assert caught.value.message.key == "import.expected.weather_moment"


def test_half_past_is_no_beginning_of_an_hour() -> None:
    with pytest.raises(CellError) as caught:
        whole_hour("2026-11-22 14:30")
    assert caught.value.message.key == "import.expected.weather_hour"


@pytest.mark.parametrize("text", ["-61", "nan", "warm", "1e9", ""])
def test_a_number_outside_its_bounds_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        decimal(-60, 60)(text)


def test_numbers_below_zero_and_with_a_point_are_read() -> None:
    assert [decimal(-60, 60)(text) for text in ("-3.5", "12", "0.0")] == [-3.5, 12, 0]
