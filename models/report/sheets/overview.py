"""Sheet 1: the figures of the whole house beside last month, last year and the target; what periods these are."""

from models.calendar import DayType
from models.metric import METRICS
from models.metric.change import alike, change
from models.metric.metric import Metric, Total, Unit
from models.metric.period import Against
from models.metric.shown import shown
from models.metric.sums import Sums
from models.report.figure import NOT_ASKED, count, day, figure, measured, words
from models.report.home import Home
from models.report.inputs import MonthInputs
from models.report.inputs.use import HeldAgainst
from models.report.sheet import Absent, Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL
from models.report.target import light

KPIS = tuple(
    METRICS[key]
    for key in (
        *(
            "person_hours",
            "entries",
            "dwell",
            "frequency",
            "occupancy_rate",
            "utilisation",
            "utilisation_booked",
        ),
        *("off_peak_share", "crowded_share", "overflow_minutes", "actual_opening_rate"),
        *("attendances", "fill_rate", "promises", "no_show_rate", "late_cancel_rate", "ghost_rate"),
        *("covers", "seat_turns", "meals_delivered", "on_time_rate", "footfall", "let_rate"),
        *("income", "cost", "contribution", "cost_recovery", "subsidy_per_visit", "coverage"),
    )
)
"""The figures of the overview, in its order."""

LUNAR_DAYS = "lunar_shift"

OF_HOME = {
    Home.PROGRAMME: METRICS["attendances"],
    Home.CANTEEN: METRICS["covers"],
    Home.ACTIVITY: METRICS["attendances"],
}
"""What counts an attendance in each of its homes."""


def sheet(inputs: MonthInputs) -> Sheet:
    """概览: one row per figure, and one per period."""
    return Sheet(key=SheetKey.OVERVIEW, tables=(_figures(inputs), _attendances(inputs), _periods(inputs)))


def _figures(inputs: MonthInputs) -> Table:
    held = inputs.use.held_against
    columns = (
        Column(key="metric"),
        Column(key="unit"),
        Column(key="now"),
        Column(key="coverage", unit=Unit.SHARE),
        *(column for one in held for column in _held_columns(one)),
        Column(key="target"),
        Column(key="light"),
    )
    return Table(key="overview", columns=columns, rows=tuple(_figure(metric, inputs) for metric in KPIS))


def _held_columns(one: HeldAgainst) -> tuple[Column, Column]:
    return Column(key=one.against), Column(key=f"change_{one.against}", unit=Unit.SHARE)


def _figure(metric: Metric, inputs: MonthInputs) -> Row:
    use = inputs.use
    now = figure(metric, use.house)
    cells = [words(f"metric.{metric.key}"), words(f"metric.unit.{metric.unit}"), now, measured(now.coverage)]
    for one in use.held_against:
        cells += [figure(metric, one.house), _change(metric, use.house, one.house)]
    return Row(key=metric.key, unit=metric.unit, cells=(*cells, *_against_target(metric, inputs)))


def _change(metric: Metric, now: Sums, then: Sums) -> Cell:
    """What was added up grows with the time that was measured, so it is compared only where that is about the same."""
    values = shown(metric, now).value, shown(metric, then).value
    told = change(metric.unit, *values)
    if told is None and None not in values:
        return Cell(absent=Absent.NOTHING_BEFORE)
    if told is not None and metric.total is Total.SUM and not alike(now.use, then.use):
        return Cell(absent=Absent.NOT_ALIKE)
    return measured(told)


def _against_target(metric: Metric, inputs: MonthInputs) -> tuple[Cell, Cell]:
    target = inputs.targets.get(metric.key)
    if target is None:
        return NOT_ASKED, NOT_ASKED
    found = light(metric.key, shown(metric, inputs.use.house).value, inputs.targets)
    return measured(target, metric.unit), words(f"report.light.{found}") if found else Cell(
        absent=Absent.NO_DATA
    )


def _attendances(inputs: MonthInputs) -> Table:
    """People who came to something, each told in one place; people who booked are persons, and never added to them."""
    programme = inputs.programme
    told = [known.value(attended(inputs, home)) for home, known in OF_HOME.items()]
    homes = [
        Row(key=home, cells=(words(f"report.home.{home}"), measured(value, Unit.VISITS)))
        for home, value in zip(OF_HOME, told, strict=True)
    ]
    total = None if all(value is None for value in told) else round(sum(value or 0 for value in told))
    rows = (
        *homes,
        Row(key=TOTAL, cells=(words("report.total"), count(total)), is_total=True, of=tuple(OF_HOME)),
        Row(key="parties", cells=(words("report.home.parties"), count(programme.parties))),
    )
    return Table(
        key="attendances", columns=(Column(key="home"), Column(key="came", is_persons=True)), rows=rows
    )


def attended(inputs: MonthInputs, home: Home) -> Sums:
    """The sums that the attendances of a home are counted from."""
    if home is Home.CANTEEN:
        return inputs.use.house
    return Sums.summed(one.sums for one in inputs.programme.of(home))


def _periods(inputs: MonthInputs) -> Table:
    """What the columns of the overview are made of: a month of ten holidays is not like one of none."""
    columns = (
        *(Column(key="period"), Column(key="first"), Column(key="last")),
        *(Column(key=f"days_{one}") for one in DayType),
        Column(key=LUNAR_DAYS),
    )
    held = inputs.use.held_against
    rows = (_period(one, held) for one in held)
    return Table(key="periods", columns=columns, rows=tuple(rows))


def _period(one: HeldAgainst, held: tuple[HeldAgainst, ...]) -> Row:
    """The days by which the Spring Festival lay elsewhere stand beside the same dates of last year."""
    moved = next((other for other in held if other.against is Against.FESTIVAL), None)
    is_moved = moved is not None and one.against is Against.LAST_YEAR
    shift = count((moved.first - one.first).days) if moved is not None and is_moved else NOT_ASKED
    types = (count(one.days.get(day_type, 0)) for day_type in DayType)
    return Row(
        key=one.against,
        cells=(words(f"metric.against.{one.against}"), day(one.first), day(one.last), *types, shift),
    )
