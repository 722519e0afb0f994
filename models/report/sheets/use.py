"""Sheet 2: every space with its capacity, its hours and how it was used; the total is a ratio of sums."""

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from models.metric import METRICS
from models.metric.metric import Unit
from models.report.figure import count, figure, instant, measured, metric_columns, name, words
from models.report.inputs import MonthInputs
from models.report.inputs.use import SpaceUse
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table

HOURS = tuple(METRICS[key] for key in ("open_hours", "measured_hours", "coverage"))
RATES = tuple(
    METRICS[key]
    for key in (
        *("frequency", "occupancy_rate", "utilisation", "utilisation_booked"),
        *("person_hours", "entries", "dwell", "peak_people"),
    )
)
LATER = tuple(METRICS[key] for key in ("overflow_minutes", "over_limit_minutes", "actual_opening_rate"))

COLUMNS = (
    Column(key="space"),
    Column(key="space_kind"),
    Column(key="area_m2"),
    Column(key="capacity", unit=Unit.PEOPLE),
    *metric_columns((*HOURS, *RATES)),
    Column(key="peak_at"),
    *metric_columns(LATER),
)

TOTAL = "total"
"""The key of a row that adds the others up."""


def row_key(chosen: str) -> str:
    """The key of a row of what people gave a key to: theirs, but where that is the total's."""
    return f"_{chosen}" if chosen == TOTAL else chosen


def sheet(inputs: MonthInputs) -> Sheet:
    """使用: one row per space, in the centre's order, and their total."""
    use = inputs.use
    rows = tuple(_row(one) for one in use.spaces)
    return Sheet(key=SheetKey.USE, tables=(Table(key="use", columns=COLUMNS, rows=(*rows, _total(inputs))),))


def _row(one: SpaceUse) -> Row:
    head = (
        name(one.name),
        words(f"report.space_kind.{one.kind}"),
        measured(one.area_m2),
        count(one.capacity),
    )
    peak_at = instant(one.peak_at)
    return _cells(one.space, head, [figure(metric, one.sums) for metric in (*HOURS, *RATES, *LATER)], peak_at)


def _total(inputs: MonthInputs) -> Row:
    use = inputs.use
    head = (
        words("report.total"),
        words("report.spaces", n=len(use.spaces)),
        measured(fsum(one.area_m2 for one in use.spaces)),
        count(_together([one.capacity for one in use.spaces])),
    )
    fullest = max(use.spaces, key=lambda one: one.sums.use.peak, default=None)
    peak_at = instant(fullest.peak_at if fullest else None)
    cells = [figure(metric, use.house) for metric in (*HOURS, *RATES, *LATER)]
    return replace(_cells(TOTAL, head, cells, peak_at), is_total=True)


def _together(capacities: Sequence[int | None]) -> int | None:
    """None where that of any space is not known."""
    known = [one for one in capacities if one is not None]
    return sum(known) if len(known) == len(capacities) else None


def _cells(key: str, head: Sequence[Cell], figures: Sequence[Cell], peak_at: Cell) -> Row:
    """When the most were there is told only where their number is."""
    peak = figures[len(HOURS) + len(RATES) - 1]
    when = peak_at if peak.absent is None else replace(peak_at, instant=None, absent=peak.absent)
    before, after = figures[: -len(LATER)], figures[-len(LATER) :]
    return Row(key=key, cells=(*head, *before, when, *after))
