"""周报: the coming week's off-peak slots in two tiers, where it will be crowded, what changes brought, what waits for a decision."""

from collections.abc import Iterator, Sequence

from models.metric.metric import Unit
from models.report.disclosure import disclosed
from models.report.figure import NO_DATA, NOT_ASKED, count, day, measured, name, words
from models.report.inputs.week import SpaceDay, Stretch, WeekInputs
from models.report.monthly_statement import MonthlyStatement
from models.report.paper import Paper
from models.report.papers.head import head
from models.report.sheet import Cell, Column, Row, Sheet, Table
from models.report.sheets.advice import advice_table, measured_table

FREE = (
    *(Column(key=key) for key in ("space", "day", "surely", "probably")),
    *(Column(key=key, unit=Unit.HOURS) for key in ("surely_hours", "probably_hours")),
    Column(key="room_left", unit=Unit.PEOPLE),
)
CROWDED = (
    *(Column(key=key) for key in ("space", "day", "hours")),
    *(Column(key=key, unit=Unit.PEOPLE) for key in ("most_people", "capacity")),
)


def weekly_paper(inputs: WeekInputs) -> MonthlyStatement:
    """The same inputs always make the same paper."""
    crowds = tuple(row for one in inputs.days for row in _crowds(one))
    sheets = (
        Sheet(
            key="week_free",
            tables=(Table(key="week_free", columns=FREE, rows=tuple(map(_free, inputs.days))),),
        ),
        Sheet(key="week_crowd", tables=(Table(key="week_crowd", columns=CROWDED, rows=crowds),)),
        Sheet(
            key="week_change",
            tables=(
                advice_table(inputs.waiting, "week_waiting"),
                advice_table(inputs.changes, "week_changes"),
                measured_table(inputs.changes),
            ),
        ),
    )
    return MonthlyStatement(head=head(inputs, Paper.WEEK, inputs.label), sheets=disclosed(sheets))


def _free(one: SpaceDay) -> Row:
    """A day of which nothing can be said has no data; one that is told and has no calm hour has none."""
    if not one.told:
        cells: tuple[Cell, ...] = (NO_DATA,) * 5
    else:
        cells = (
            *(_spans(one.surely), _spans(one.probably)),
            *(measured(sum(each.hours for each in some)) for some in (one.surely, one.probably)),
            NOT_ASKED if one.left is None else count(one.left),
        )
    return Row(key=f"{one.space}.{one.day}", cells=(name(one.name), day(one.day), *cells))


def _spans(stretches: Sequence[Stretch]) -> Cell:
    if not stretches:
        return words("report.none")
    told = "  ".join(f"{clock(one.start)}–{clock(one.end)}" for one in stretches)
    return words("report.spans", spans=told)


def _crowds(one: SpaceDay) -> Iterator[Row]:
    for crowd in one.crowds:
        hours = words("report.hours", start=clock(crowd.stretch.start), end=clock(crowd.stretch.end))
        cells = (name(one.name), day(one.day), hours, measured(crowd.most), count(one.capacity))
        yield Row(key=f"{one.space}.{one.day}.{crowd.stretch.start}", cells=cells)


def clock(half_hour: int) -> str:
    """17 -> "08:30"; the day's end is 24:00."""
    return f"{half_hour // 2:02d}:{half_hour % 2 * 30:02d}"
