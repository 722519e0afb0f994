"""Two versions against each other: exactly the cells that differ, and a cover that lists them."""

from dataclasses import replace

import pytest

from models.metric.metric import Unit
from models.report.comparison import CHANGES, changes, revised
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Absent, Cell, Column, Row, Sheet, SheetKey, Table
from tests.reports import empty

COLUMNS = (Column(key="space"), Column(key="person_hours", unit=Unit.PERSON_HOURS, is_metric=True))


def _row(key: str, cell: Cell) -> Row:
    return Row(key=key, cells=(Cell(name={"zh-Hans": key, "en": key}), cell))


def _statement(*rows: Row) -> MonthlyStatement:
    use = Sheet(key=SheetKey.USE, tables=(Table(key="use", columns=COLUMNS, rows=rows),))
    return MonthlyStatement(head=empty().head, sheets=(Sheet(key=SheetKey.COVER, tables=()), use))


OLD = _statement(_row("gym", Cell(number=12.0)), _row("hall", Cell(number=3.0)))


def test_the_same_twice_differs_in_nothing() -> None:
    assert changes(OLD, OLD) == ()


@pytest.mark.parametrize(
    "cell", [Cell(number=12.5), Cell(absent=Absent.FEW), Cell(number=12.0, is_flagged=True)]
)
def test_a_cell_that_is_told_otherwise_is_a_change_and_its_neighbours_are_none(cell: Cell) -> None:
    (found,) = changes(OLD, _statement(_row("gym", cell), _row("hall", Cell(number=3.0))))
    assert (found.place.row, found.place.column) == ("gym", "person_hours")
    assert (found.before, found.after) == (Cell(number=12.0), cell)


def test_rows_that_came_or_went_are_told_cell_by_cell() -> None:
    found = changes(OLD, _statement(_row("gym", Cell(number=12.0)), _row("care", Cell(number=1.0))))
    assert [(one.place.row, one.before is None, one.after is None) for one in found] == [
        ("care", True, False),
        ("care", True, False),
        ("hall", False, True),
        ("hall", False, True),
    ]


def test_the_cover_lists_each_change_with_its_unit_and_says_nothing_of_the_list_itself() -> None:
    new = revised(OLD, _statement(_row("gym", Cell(number=13.0)), _row("hall", Cell(number=3.0))))
    (row,) = new.sheets[0].table(CHANGES).rows
    assert (row.unit, row.cells[4].number, row.cells[5].number) == (Unit.PERSON_HOURS, 12.0, 13.0)
    again = revised(new, replace(new, sheets=_statement(*new.sheets[1].tables[0].rows).sheets))
    assert again.sheets[0].table(CHANGES).rows == ()
