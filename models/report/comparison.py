"""What differs between two statements, cell by cell: of two versions of a month, or of any two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from math import isclose

from models.metric.metric import Unit
from models.report.figure import NOT_ASKED, name, words
from models.report.inputs import MonthInputs
from models.report.sheet import Cell, Column, Place, Row, Sheet, SheetKey, Table

CHANGES = "changes"
"""The table of a cover that tells differences; it is none itself."""

LABELS = ("row", "row_second", "row_third")
"""Columns for what a row is about: no table has more that tell rows apart."""

EXACT = 1e-9
"""Numbers that lie closer together, as a share of them, are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell that is not the same. before, after: None = there was no such cell; column, row: as they are now, or were;
    labels: the cells of the row that say what it is about."""

    place: Place
    before: Cell | None
    after: Cell | None
    column: Column
    row: Row
    labels: tuple[Cell, ...]

    @property
    def unit(self) -> Unit | None:
        """Of the numbers on both sides."""
        return self.column.unit or self.row.unit


@dataclass(frozen=True, slots=True)
class _Spot:
    cell: Cell
    column: Column
    row: Row
    labels: tuple[Cell, ...]


def differences(before: Sequence[Sheet], after: Sequence[Sheet]) -> tuple[Difference, ...]:
    """In the order of the newer sheets; what only the older had comes last."""
    old, new = dict(_spots(before)), dict(_spots(after))
    gone = [place for place in old if place not in new]
    return tuple(
        Difference(
            place=place,
            before=old[place].cell if place in old else None,
            after=new[place].cell if place in new else None,
            column=(new.get(place) or old[place]).column,
            row=(new.get(place) or old[place]).row,
            labels=(new.get(place) or old[place]).labels,
        )
        for place in (*new, *gone)
        if place not in old or place not in new or not same(old[place].cell, new[place].cell)
    )


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same, rounding of the last digits apart."""
    if one.number is None or other.number is None:
        return _plain(one) == _plain(other)
    return isclose(one.number, other.number, rel_tol=EXACT, abs_tol=EXACT) and one.absent is other.absent


def _plain(cell: Cell) -> Cell:
    """Without what is only shown beside it."""
    return replace(cell, coverage=None)


def _spots(sheets: Sequence[Sheet]) -> Iterator[tuple[Place, _Spot]]:
    for sheet in sheets:
        for table in sheet.tables:
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    place = Place(sheet=sheet.key, table=table.key, row=row.key, column=column.key)
                    yield place, _Spot(cell, column, row, row.cells[: table.labels])


def changes(found: Sequence[Difference]) -> Table:
    """The table of a cover: what changed in the figures of the house and in totals; single rows are in the sheets, and told
    where nothing else changed."""
    columns = (
        Column(key="table"),
        *(Column(key=key) for key in LABELS),
        Column(key="column"),
        Column(key="before"),
        Column(key="after"),
    )
    about_the_month = [one for one in found if one.place.table != CHANGES]
    told = [one for one in about_the_month if one.row.is_total or one.place.sheet == SheetKey.OVERVIEW]
    return Table(key=CHANGES, columns=columns, rows=tuple(map(_row, told or about_the_month)))


def _row(one: Difference) -> Row:
    place = one.place
    return Row(
        key=f"{place.table}.{place.row}.{place.column}",
        unit=one.unit,
        cells=(
            words(f"report.table.{place.table}"),
            *(*one.labels, *(NOT_ASKED,) * len(LABELS))[: len(LABELS)],
            _heading(one.column),
            one.before or NOT_ASKED,
            one.after or NOT_ASKED,
        ),
    )


def _heading(column: Column) -> Cell:
    if column.name is not None:
        return name(column.name)
    return words(f"metric.{column.key}" if column.is_metric else f"report.column.{column.key}")


def reasons(before: MonthInputs, after: MonthInputs) -> tuple[str, ...]:
    """The parts of what was read that differ, each `report.changed.<part>`."""
    return tuple(
        one.name for one in fields(MonthInputs) if getattr(before, one.name) != getattr(after, one.name)
    )
