"""Cells of a report from figures of the registry, names and words."""

from collections.abc import Iterable
from datetime import date, datetime

from models.message import LocalText, Message, Value
from models.metric.metric import Metric, Unit
from models.metric.shown import Shown, Standing, shown
from models.metric.sums import Sums
from models.report.sheet import Absent, Cell, Column

WHOLE = frozenset({Unit.FEN, Unit.VISITS, Unit.BOOKINGS, Unit.MEALS})
"""Units that are counted one by one; fen may come as a share of a whole, and are told to the fen."""

_WHY = {
    Standing.HIDDEN: Absent.HIDDEN,
    Standing.NO_DATA: Absent.NO_DATA,
    Standing.NOT_TOGETHER: Absent.NOT_TOGETHER,
}

NO_DATA = Cell(absent=Absent.NO_DATA)
NOT_ASKED = Cell(absent=Absent.NOT_ASKED)


def figure(metric: Metric, sums: Sums) -> Cell:
    """A figure of the registry as a report tells it: plain, flagged, or absent and why."""
    return told(shown(metric, sums))


def told(one: Shown) -> Cell:
    """coverage stands only beside figures that it decides about."""
    coverage = one.coverage if one.metric.gated else None
    if one.value is None:
        return Cell(absent=_WHY[one.standing], coverage=coverage)
    return measured(
        one.value, one.metric.unit, coverage=coverage, is_flagged=one.standing is Standing.FLAGGED
    )


def measured(
    value: float | None, unit: Unit | None = None, *, coverage: float | None = None, is_flagged: bool = False
) -> Cell:
    """A number of that unit; None = no data."""
    if value is None:
        return NO_DATA
    if unit in WHOLE:
        return Cell(count=round(value), coverage=coverage, is_flagged=is_flagged)
    return Cell(number=float(value), coverage=coverage, is_flagged=is_flagged)


def count(number: int | None) -> Cell:
    """Whole things; None = no data."""
    return NO_DATA if number is None else Cell(count=number)


def words(key: str, **values: Value) -> Cell:
    return Cell(text=Message(key, values))


def name(text: LocalText | None) -> Cell:
    """A name as people gave it; None = nobody knows it."""
    return NO_DATA if text is None else Cell(name=text)


def day(one: date | None) -> Cell:
    return NO_DATA if one is None else Cell(day=one)


def instant(at: datetime | None) -> Cell:
    return NO_DATA if at is None else Cell(instant=at)


def metric_columns(metrics: Iterable[Metric]) -> tuple[Column, ...]:
    return tuple(metric_column(one) for one in metrics)


def metric_column(metric: Metric, *, is_persons: bool = False, out_of: str = "", beside: str = "") -> Column:
    """The other arguments are as in Column."""
    return Column(
        key=metric.key, unit=metric.unit, is_metric=True, is_persons=is_persons, out_of=out_of, beside=beside
    )
