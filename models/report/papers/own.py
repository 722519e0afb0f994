"""A report of one's own: one table of the figures that somebody chose, without the counts of people that may not be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from models.metric import METRICS
from models.metric.metric import Unit
from models.report.disclosure import disclosed
from models.report.figure import NOT_ASKED, measured
from models.report.inputs.own import OwnInputs, OwnRow
from models.report.links import Links
from models.report.monthly_statement import Head, MonthlyStatement
from models.report.own.people import people_column, with_people
from models.report.paper import Paper
from models.report.papers.head import head
from models.report.sheet import Cell, Column, Row, Sheet, Table

KEY = "own"
COVERAGE = "own_coverage"
"""The column of the least that was measured of any figure of its row that coverage decides about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHead(Head):
    """until: the last day; title: as somebody named it, "" = nobody did."""

    until: date
    title: str

    @property
    def last(self) -> date:
        return self.until

    @property
    def called(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStatement(MonthlyStatement):
    """As it is kept: its head says what no other paper's does."""

    head: OwnHead


def own_paper(inputs: OwnInputs) -> OwnStatement:
    """The same inputs always make the same paper."""
    metrics = with_people(inputs.metrics)
    is_gated = any(METRICS[key].gated for key in inputs.metrics)
    columns = (
        Column(key=f"own_{inputs.by}"),
        *((Column(key=COVERAGE, unit=Unit.SHARE),) if is_gated else ()),
        *map(people_column, metrics),
    )
    rows = [
        *(_row(one, metrics, inputs.metrics, is_gated=is_gated) for one in inputs.rows),
        replace(_row(inputs.total, metrics, inputs.metrics, is_gated=is_gated), is_total=True),
    ]
    full = Sheet(key=KEY, tables=(Table(key=KEY, columns=columns, rows=tuple(rows)),))
    (sheet,) = disclosed([full], links=Links())
    shown = {*(one.key for one in columns), *inputs.metrics} - (set(metrics) - set(inputs.metrics))
    return OwnStatement(head=_head(inputs), sheets=(_only(sheet, shown),))


def _row(one: OwnRow, metrics: Sequence[str], shown: Sequence[str], *, is_gated: bool) -> Row:
    cells = [one.cells[key] for key in metrics]
    gated = [one.cells[key] for key in shown if METRICS[key].gated]
    return Row(key=one.key, cells=(one.head, *((_coverage(gated),) if is_gated else ()), *cells))


def _coverage(cells: Sequence[Cell]) -> Cell:
    """No data where nothing was open, and not asked where no figure of the row is one that is measured."""
    told = [one.coverage for one in cells if one.coverage is not None]
    if all(one == NOT_ASKED for one in cells):
        return NOT_ASKED
    return measured(min(told, default=None))


def _only(sheet: Sheet, shown: Collection[str]) -> Sheet:
    """Without the columns that only decided what may be told. What points to one of them points to nothing any more."""
    (table,) = sheet.tables
    kept = [at for at, column in enumerate(table.columns) if column.key in shown]
    return replace(
        sheet,
        tables=(
            replace(
                table,
                columns=tuple(table.columns[at] for at in kept),
                rows=tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows),
            ),
        ),
    )


def _head(inputs: OwnInputs) -> OwnHead:
    plain = head(inputs, Paper.OWN, inputs.label)
    told = {one.name: getattr(plain, one.name) for one in fields(plain)}
    return OwnHead(**told, until=inputs.last, title=inputs.called)
