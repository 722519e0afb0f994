"""Two versions of a report held against each other: which cells differ, and which of what was read made them differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain

from models.report.figure import NOT_ASKED, words
from models.report.inputs import MonthInputs
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Cell, Column, Place, Row, Sheet, SheetKey, Table

CHANGES = "changes"
"""The table of a revision's cover that tells what is not as it was."""

SAID_OF_THEMSELVES = frozenset({CHANGES})
"""Tables that are about the paper and not about the month."""

NO_CELL = Cell()
"""Of a row or column that the other version does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell that is not what it was. sheet, table, column, row: as the version has them that has the cell; before, after:
    None = that version does not have it."""

    place: Place
    column: Column
    row: Row
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True)
class _Spot:
    column: Column
    row: Row
    cell: Cell


def changes(before: MonthlyStatement, after: MonthlyStatement) -> tuple[Change, ...]:
    """In the order of the sheets of `after`, and then what only `before` has."""
    old, new = dict(_spots(before.sheets)), dict(_spots(after.sheets))
    places = dict.fromkeys(chain(new, old))
    return tuple(
        _change(place, old.get(place), new.get(place))
        for place in places
        if place not in old or place not in new or old[place].cell != new[place].cell
    )


def reasons(before: MonthInputs, after: MonthInputs) -> tuple[str, ...]:
    """The parts of what was read that differ, each `report.changed.<part>`."""
    return tuple(
        one.name for one in fields(MonthInputs) if getattr(before, one.name) != getattr(after, one.name)
    )


def revised(before: MonthlyStatement, after: MonthlyStatement) -> MonthlyStatement:
    """`after`, with the table of what is not as it was on its cover; `before` is the version that it follows."""
    table = _table(changes(before, after))
    sheets = tuple(
        replace(one, tables=(*one.tables, table)) if one.key == SheetKey.COVER else one
        for one in after.sheets
    )
    return replace(after, sheets=sheets)


def _spots(sheets: Sequence[Sheet]) -> Iterator[tuple[Place, _Spot]]:
    for sheet in sheets:
        for table in sheet.tables:
            if table.key in SAID_OF_THEMSELVES:
                continue
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    place = Place(sheet=sheet.key, table=table.key, row=row.key, column=column.key)
                    yield place, _Spot(column, row, cell)


def _change(place: Place, old: _Spot | None, new: _Spot | None) -> Change:
    spot = new or old
    assert spot is not None
    return Change(
        place=place,
        column=spot.column,
        row=spot.row,
        before=old.cell if old else None,
        after=new.cell if new else None,
    )


def _table(found: Sequence[Change]) -> Table:
    columns = ("sheet", "table", "row", "column", "before", "after")
    return Table(
        key=CHANGES,
        columns=tuple(Column(key=key) for key in columns),
        rows=tuple(_row(n, one) for n, one in enumerate(found, 1)),
    )


def _row(number: int, one: Change) -> Row:
    cells = (
        words(f"report.sheet.{one.place.sheet}"),
        words(f"report.table.{one.place.table}"),
        _called(one.row),
        _headed(one.column),
        one.before or NOT_ASKED,
        one.after or NOT_ASKED,
    )
    return Row(key=f"{number:05}", unit=one.column.unit or one.row.unit, cells=cells)


def _called(row: Row) -> Cell:
    """What the row begins with, or its key where that is a number."""
    first = row.cells[0] if row.cells else NO_CELL
    if first.text or first.name or first.day:
        return Cell(text=first.text, name=first.name, day=first.day)
    return Cell(name={"zh-Hans": row.key, "en": row.key})


def _headed(column: Column) -> Cell:
    if column.name is not None:
        return Cell(name=column.name)
    return words(f"metric.{column.key}" if column.is_metric else f"report.column.{column.key}")
