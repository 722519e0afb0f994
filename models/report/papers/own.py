"""A report of one's own: one table of the figures that somebody chose, without the people that may not be told.

People are told of whole months alone, and only as the months' reports tell them: what all own reports say together is then no
more than these say, however their days, spaces and editions overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from models.metric import METRICS
from models.metric.metric import Unit
from models.report.counted import HIDDEN
from models.report.disclosure import disclosed
from models.report.figure import NOT_ASKED, measured, metric_column
from models.report.inputs.own import OwnInputs, OwnRow
from models.report.links import Links
from models.report.monthly_statement import Head, MonthlyStatement
from models.report.own.people import CAME, INCOME
from models.report.paper import Paper
from models.report.papers.head import head
from models.report.sheet import Absent, Cell, Column, Row, Sheet, Table

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
    is_gated = any(METRICS[key].gated for key in inputs.metrics)
    columns = (
        Column(key=f"own_{inputs.by}"),
        *((Column(key=COVERAGE, unit=Unit.SHARE),) if is_gated else ()),
        *(metric_column(METRICS[key]) for key in inputs.metrics),
    )
    few = _rows_of_few(inputs)
    rows = [
        _row(one, inputs.metrics, is_gated=is_gated, is_of_few=one.key in few)
        for one in (*inputs.rows, inputs.total)
    ]
    rows[-1] = replace(rows[-1], is_total=True)
    table = Table(key=KEY, columns=columns, rows=tuple(rows))
    return OwnStatement(head=_head(inputs), sheets=(Sheet(key=KEY, tables=(table,)),))


def _rows_of_few(inputs: OwnInputs) -> frozenset[str]:
    """Rows whose income may not stand there: of few who came, and those without which these could be worked out."""
    if INCOME.isdisjoint(inputs.metrics):
        return frozenset()
    came = [Row(key=one.key, cells=(one.head, one.cells[CAME])) for one in inputs.rows]
    total = Row(key=inputs.total.key, cells=(inputs.total.head, inputs.total.cells[CAME]), is_total=True)
    columns = (Column(key=f"own_{inputs.by}"), metric_column(METRICS[CAME], is_persons=True))
    full = Sheet(key=KEY, tables=(Table(key=KEY, columns=columns, rows=(*came, total)),))
    (told,) = disclosed([full], links=Links())
    return frozenset(row.key for row in told.table(KEY).rows if row.cells[1].absent in HIDDEN)


def _row(one: OwnRow, metrics: Sequence[str], *, is_gated: bool, is_of_few: bool) -> Row:
    cells = [_told(one, key, is_of_few=is_of_few) for key in metrics]
    gated = [one.cells[key] for key in metrics if METRICS[key].gated]
    return Row(key=one.key, cells=(one.head, *((_coverage(gated),) if is_gated else ()), *cells))


def _told(one: OwnRow, key: str, *, is_of_few: bool) -> Cell:
    """What has no number anyhow says why itself."""
    cell = one.cells[key]
    if not cell.is_number:
        return cell
    hidden = Absent.WITHHELD if is_of_few and key in INCOME else one.untold.get(key)
    return cell if hidden is None else Cell(absent=hidden)


def _coverage(cells: Sequence[Cell]) -> Cell:
    """No data where nothing was open, and not asked where no figure of the row is one that is measured."""
    told = [one.coverage for one in cells if one.coverage is not None]
    if all(one == NOT_ASKED for one in cells):
        return NOT_ASKED
    return measured(min(told, default=None))


def _head(inputs: OwnInputs) -> OwnHead:
    plain = head(inputs, Paper.OWN, inputs.label)
    told = {one.name: getattr(plain, one.name) for one in fields(plain)}
    return OwnHead(**told, until=inputs.last, title=inputs.called)
