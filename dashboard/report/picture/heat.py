"""The picture of the heat table: a panel for each kind of day, spaces down, half hours across, peaks marked."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dashboard.report.picture.piece import NAME, Block, Subject, measure
from dashboard.text_width import cut
from models.report.sheet import Absent, Cell, Row

EVERY = 4
"""Half hours between two that are named."""


def heat(subject: Subject) -> Block | None:
    rows = subject.table.rows
    fullest = _fullest(subject, rows)
    if fullest is None:
        return None
    t = subject.words.t
    panels = [_panel(subject, list(part)) for _, part in groupby(rows, key=_kind)]
    space, row, cell = fullest
    alt = t(
        "report.picture.heat.alt",
        space=space,
        when=subject.words.row(subject.table, row),
        share=_percent(cell),
    )
    legend = {part: t(f"report.picture.heat.{part}") for part in ("low", "high", "peak", "unknown")}
    return {"kind": "heat", "title": t("report.picture.heat"), "alt": alt, "panels": panels, "legend": legend}


def _kind(row: Row) -> str:
    """ "work" of "work.18:30"."""
    return row.key.partition(".")[0]


def _panel(subject: Subject, rows: Sequence[Row]) -> Block:
    clocks = [subject.words.line(subject.table, row)[1] for row in rows]
    return {
        "name": subject.name(rows[0]),
        "hours": [clock.partition(":")[0] if n % EVERY == 0 else "" for n, clock in enumerate(clocks)],
        "rows": list(_spaces(subject, rows)),
    }


def _spaces(subject: Subject, rows: Sequence[Row]) -> Iterator[Block]:
    """Spaces that are shut on all of these days have no line."""
    for at, column in enumerate(subject.table.columns):
        cells = [row.cells[at] for row in rows]
        if column.name is not None and any(cell.absent is not Absent.NOT_ASKED for cell in cells):
            yield {"name": cut(subject.words.column(column), NAME), "cells": [_cell(cell) for cell in cells]}


def _cell(cell: Cell) -> Block:
    return {"share": measure(cell), "open": cell.absent is not Absent.NOT_ASKED, "peak": cell.is_marked}


def _fullest(subject: Subject, rows: Sequence[Row]) -> tuple[str, Row, Cell] | None:
    told = [
        (subject.words.column(column), row, cell)
        for row in rows
        for column, cell in zip(subject.table.columns, row.cells, strict=True)
        if column.name is not None and cell.number is not None
    ]
    return max(told, key=lambda one: one[2].number or 0, default=None)


def _percent(cell: Cell) -> str:
    return f"{cell.number or 0:.0%}"
