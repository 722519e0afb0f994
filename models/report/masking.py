"""Sheets without the numbers of people that must not be told, and without what stands beside them and would tell them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from models.metric.metric import Unit
from models.report.attack import Spot
from models.report.counted import HIDDEN, cells, people, place_in, spot_of
from models.report.links import Links
from models.report.sheet import Absent, Cell, Column, Place, Row, Sheet, Table
from models.suppression import Hidden

FEWEST_OF_A_RATE = 10
"""A rate of fewer people is not told: it says little, and all of it of somebody (domain.md 4.6)."""

_ABSENT: Mapping[Hidden, Absent] = {Hidden.FEW: Absent.FEW, Hidden.WITHHELD: Absent.WITHHELD}
_WITHHELD = Cell(absent=Absent.WITHHELD)

Cells = Mapping[Place, Cell]


def masked(
    sheets: Sequence[Sheet], words: Mapping[Spot, Hidden], links: Links, also: Collection[Place] = ()
) -> tuple[Sheet, ...]:
    """words: the spots of people that are not told; also: other numbers that are not."""
    full = {place: cell for place, _column, cell in cells(sheets)}
    hidden = {place: Cell(absent=_ABSENT[words[spot]]) for place in full if (spot := spot_of(place)) in words}
    told = {**full, **hidden}
    rates = [
        *links.rates,
        *(pair for sheet, table, row in _rows(sheets) for pair in _rates(sheet, table, row)),
    ]
    beside = [
        *links.beside,
        *(pair for sheet, table, row in _rows(sheets) for pair in _beside(sheet, table, row)),
    ]
    gone = {*also}
    gone |= {what for what, whom in rates if whom in told and _is_few(told[whom])}
    gone |= {what for what, whom in beside if spot_of(whom) in words}
    empty = {what: _WITHHELD for what in gone if what in full and full[what].absent is None}
    changed = {**empty, **hidden}
    return tuple(_sheet(sheet, changed) for sheet in sheets) if changed else tuple(sheets)


def _rows(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Table, Row]]:
    return ((sheet, table, row) for sheet in sheets for table in sheet.tables for row in table.rows)


def _rates(sheet: Sheet, table: Table, row: Row) -> Iterator[tuple[Place, Place]]:
    """Each rate of a row, and the people that it is of."""
    for column in table.columns:
        if column.out_of:
            yield (
                place_in(sheet, table, row.key, column.key),
                place_in(sheet, table, row.key, column.out_of),
            )


def _beside(sheet: Sheet, table: Table, row: Row) -> Iterator[tuple[Place, Place]]:
    """What would give away the people of its own row. An amount, of so much a head, tells them of any row beside its total:
    so that only the total stands where any of them is hidden, and not even that where it is one of few."""
    for column in table.columns:
        is_amount = column.unit is Unit.FEN
        if column.beside:
            for other in table.rows if is_amount and not row.is_total else (row,):
                yield (
                    place_in(sheet, table, row.key, column.key),
                    place_in(sheet, table, other.key, column.beside),
                )


def _is_few(cell: Cell) -> bool:
    """Too few for a rate; hidden ones among them."""
    number = people(cell)
    return cell.absent in HIDDEN or (number is not None and number < FEWEST_OF_A_RATE)


def _sheet(sheet: Sheet, changed: Cells) -> Sheet:
    return replace(sheet, tables=tuple(_table(sheet, table, changed) for table in sheet.tables))


def _table(sheet: Sheet, table: Table, changed: Cells) -> Table:
    def cell(row: Row, column: Column, cell: Cell) -> Cell:
        return changed.get(place_in(sheet, table, row.key, column.key), cell)

    rows = (
        replace(row, cells=tuple(cell(row, *pair) for pair in zip(table.columns, row.cells, strict=True)))
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))
