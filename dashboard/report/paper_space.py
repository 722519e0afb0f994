"""Which spaces of a large house stand on paper: the fullest and the emptiest, the others added up in one line."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from models.metric import METRICS
from models.metric.metric import Total
from models.report.counted import HIDDEN
from models.report.figure import words
from models.report.sheet import Absent, Cell, Column, Row, Sheet, SheetKey, Table

T = TypeVar("T")

MOST = 12
"""Spaces that pictures and tables have room for, half of them the fullest."""

OTHERS = "other_spaces"
NOT_TOGETHER = Cell(absent=Absent.NOT_TOGETHER)


def shown_spaces(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Keys of those that paper shows; empty = all of them. Spaces of which no use is known come after the emptiest."""
    use = next((one.table("use") for one in sheets if one.key == SheetKey.USE), None)
    rows = [row.key for row in use.rows if not row.is_total] if use is not None else []
    if use is None or len(rows) <= MOST:
        return frozenset()
    known = [(used, key) for key in rows if (used := use.cell(key, "utilisation").number) is not None]
    ranked = [key for _, key in sorted(known, key=lambda one: -one[0])]
    unknown = [key for key in rows if key not in ranked]
    half = MOST // 2
    return frozenset([*ranked[:half], *ranked[half:][-half:], *unknown][:MOST])


def with_spaces(table: Table, shown: Collection[str], every: Collection[str]) -> Table:
    """The table with these of every space only: as rows, with the others in one, or as columns."""
    is_left = [key not in shown and key in every for key in (one.key for one in table.columns)]
    if any(is_left):
        return replace(
            table,
            columns=tuple(_kept(table.columns, is_left)),
            rows=tuple(replace(row, cells=tuple(_kept(row.cells, is_left))) for row in table.rows),
        )
    others = [row for row in table.rows if row.key in every and row.key not in shown]
    if not others:
        return table
    single = [row for row in table.rows if row not in others and not row.is_total]
    totals = [row for row in table.rows if row.is_total]
    return replace(table, rows=(*single, _together(table, others), *totals))


def spaces_of(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Keys of every space of a report."""
    use = next((one.table("use") for one in sheets if one.key == SheetKey.USE), None)
    return frozenset(row.key for row in use.rows if not row.is_total) if use is not None else frozenset()


def _kept(some: Sequence[T], is_left: Sequence[bool]) -> list[T]:
    return [one for one, left in zip(some, is_left, strict=True) if not left]


def _together(table: Table, others: Sequence[Row]) -> Row:
    head = words("report.form.other_spaces", n=len(others))
    cells = (_sum(column, [row.cells[at] for row in others]) for at, column in enumerate(table.columns) if at)
    return Row(key=OTHERS, cells=(head, *cells))


def _sum(column: Column, cells: Sequence[Cell]) -> Cell:
    """Only what may be added up is, and only where every space tells it."""
    metric = METRICS.get(column.key) if column.is_metric else None
    if metric is None or metric.total is not Total.SUM:
        return NOT_TOGETHER
    if all(cell.count is not None for cell in cells):
        return Cell(count=sum(cell.count or 0 for cell in cells))
    if all(cell.number is not None for cell in cells):
        return Cell(number=sum(cell.number or 0.0 for cell in cells))
    absent = {cell.absent for cell in cells}
    if absent & HIDDEN:
        return Cell(absent=Absent.WITHHELD)
    return Cell(absent=absent.pop()) if len(absent) == 1 else NOT_TOGETHER
