"""Cells of a file of past activities: hours become minutes, and what is none is a fault."""

import pytest

from models.exchange.activity_columns import ACTIVITIES, minutes
from models.exchange.cell import CellError


@pytest.mark.parametrize(
    ("text", "told"), [("0", 0), ("15", 900), ("2.5", 150), ("0.25", 15), ("10000", 600_000)]
)
def test_hours_are_read_as_minutes(text: str, told: int) -> None:
    assert minutes(text) == told


@pytest.mark.parametrize("text", ["", "many", "-1", "10001", "NaN", "Infinity", "1e9"])
def test_what_is_no_number_of_hours_is_a_fault(text: str) -> None:
    with pytest.raises(CellError):
        minutes(text)


def test_attendances_and_different_people_are_two_columns_in_either_language() -> None:
    for names, key in ((("人次", "attendances"), "attendances"), (("人数", "different people"), "persons")):
        assert {column.key for name in names if (column := ACTIVITIES.column(name))} == {key}
