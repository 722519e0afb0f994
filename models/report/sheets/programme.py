"""Sheet 5: courses and self-organised groups: held, filled, paid, and whether they lie off the peak."""

from collections.abc import Iterable, Sequence

from models.metric import METRICS
from models.metric.metric import Unit
from models.metric.sums import Sums
from models.report.figure import NO_DATA, NOT_ASKED, count, figure, metric_column, name, words
from models.report.home import Home
from models.report.inputs import MonthInputs
from models.report.inputs.programme import Offered
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL

COUNTS = ("planned", "held", "missed", "cancelled")
CAME, FILLED, INCOME, COST = (
    METRICS[key] for key in ("attendances", "fill_rate", "income", "cost_per_attendance")
)
FIGURES = (CAME, FILLED, INCOME, COST)
COLUMNS = (
    *(Column(key=key) for key in ("offered", "organiser", "activity_kind", "spaces")),
    *(Column(key=f"sessions_{key}") for key in COUNTS),
    Column(key="sessions_counted"),
    Column(key="places", unit=Unit.VISITS),
    metric_column(CAME, is_persons=True),  # the members of a class: few of them could be known again
    metric_column(FILLED, out_of="places", beside=CAME.key),
    metric_column(INCOME, beside=CAME.key),  # divided by a price it is who came
    metric_column(COST, out_of=CAME.key, beside=CAME.key),
    Column(key="off_peak"),
)


def sheet(inputs: MonthInputs) -> Sheet:
    """课程与自乐组织: one row per series and one per sort of single sessions; activities for everybody are in sheet 11."""
    offered = inputs.programme.of(Home.PROGRAMME)
    rows = tuple(_row(one, inputs) for one in offered)
    return Sheet(
        key=SheetKey.PROGRAMME,
        tables=(Table(key="programme", columns=COLUMNS, rows=(*rows, _total(offered))),),
    )


def _row(one: Offered, inputs: MonthInputs) -> Row:
    head = (
        name(one.title) if one.series else words("report.single_sessions"),
        words(f"report.organiser.{one.organiser}") if one.organiser else NO_DATA,
        name(inputs.programme.kind_name(one.kind)),
        _spaces(one, inputs),
    )
    return Row(key=one.key, cells=(*head, *_counts([one]), *_figures([one]), _off_peak(one)))


def _total(offered: Sequence[Offered]) -> Row:
    head = (words("report.total"), NOT_ASKED, NOT_ASKED, NOT_ASKED)
    return Row(key=TOTAL, cells=(*head, *_counts(offered), *_figures(offered), NOT_ASKED), is_total=True)


def _counts(offered: Sequence[Offered]) -> Iterable[Cell]:
    """counted: sessions of which somebody said how many came; places: of these, as the fill rate has them.

    A month of which no session is kept is one without data, not one without courses.
    """
    if not offered:
        yield from (NO_DATA,) * (len(COUNTS) + 2)
        return
    yield from (count(sum(getattr(one, key) for one in offered)) for key in COUNTS)
    yield count(sum(one.outcome.sessions for one in offered))
    yield count(sum(one.outcome.offered_places for one in offered))


def _figures(offered: Sequence[Offered]) -> Iterable[Cell]:
    """Money only of series: what single sessions took stands in the book under none of them."""
    sums = Sums.summed(one.sums for one in offered)
    return (figure(metric, sums) for metric in FIGURES)


def _off_peak(one: Offered) -> Cell:
    if one.peak + one.off_peak == 0:
        return NO_DATA
    if one.peak and one.off_peak:
        return words("report.off_peak.partly")
    return words("report.off_peak.yes" if one.off_peak else "report.off_peak.no")


def _spaces(one: Offered, inputs: MonthInputs) -> Cell:
    names = [space.name for space in inputs.use.spaces if space.space in one.spaces]
    if not names:
        return NO_DATA
    return name(
        {
            locale: mark.join(each[locale] for each in names)
            for locale, mark in (("zh-Hans", "、"), ("en", ", "))
        }
    )
