"""Where cells stand in the workbook."""

from itertools import pairwise

import pytest

from dashboard.report.layout import address, letters, placed_tables
from models.report.sheet import Place
from tests.reports import full


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_tables_stand_below_one_another_with_room_between_them() -> None:
    for sheet in full().sheets:
        placed = list(placed_tables(full(), sheet))
        assert all(before.last + 2 < after.top for before, after in pairwise(placed))
        assert all(one.first == one.top + 2 and one.headings == one.top + 1 for one in placed)


@pytest.mark.parametrize(
    "place",
    [
        Place(sheet="nowhere", table="use", row="gym", column="utilisation"),
        Place(sheet="use", table="nothing", row="gym", column="utilisation"),
        Place(sheet="use", table="use", row="nobody", column="utilisation"),
        Place(sheet="use", table="use", row="gym", column="none"),
    ],
)
def test_a_place_that_is_not_there_is_named(place: Place) -> None:
    with pytest.raises(KeyError):
        address(full(), place)
