"""Which places of different tables tell the same people, and what stands beside them that would give a number away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.metric.period import Against
from models.programme.attendance import AttendanceSource
from models.report.home import Home
from models.report.sheet import Place, SheetKey

NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """people: places outside of columns of people that tell people nevertheless; sums: a place and those that it adds up;
    open: people that are told elsewhere anyhow, so that hiding them here hides nothing; rates: a rate and the people that it
    is of; beside: a number and the people that it would give away; worked_out: people whom no cell tells and a reader knows
    nevertheless, by the place that they would have. A place that a report does not have links nothing."""

    people: Sequence[Place] = ()
    sums: Sequence[tuple[Place, Sequence[Place]]] = ()
    open: Sequence[Place] = ()
    rates: Sequence[tuple[Place, Place]] = ()
    beside: Sequence[tuple[Place, Place]] = ()
    worked_out: Mapping[Place, int] = field(default_factory=dict)


def kpi(row: str, column: str = NOW) -> Place:
    """A cell of the overview's figures."""
    return Place(sheet=SheetKey.OVERVIEW, table="overview", row=row, column=column)


def _came(row: str) -> Place:
    return Place(sheet=SheetKey.OVERVIEW, table="attendances", row=row, column="came")


def total_of(sheet: SheetKey, table: str, column: str) -> Place:
    """A cell of a table's last row."""
    return Place(sheet=sheet, table=table, row="total", column=column)


def _reach(row: str) -> Place:
    return Place(sheet=SheetKey.ACTIVITY, table="reach", row=row, column="value")


def said(source: AttendanceSource) -> Place:
    """Everybody who was counted in one way."""
    return Place(sheet=SheetKey.STANDARD, table="counted_by", row=source, column="count")


def _changes(row: str, of: str) -> Iterator[tuple[Place, Place]]:
    """How a row changed, and the people on either side of it."""
    for column in Against:
        for either in (NOW, column):
            yield kpi(row, f"change_{column}"), kpi(of, either)


PEOPLE = ("attendances", "promises", "meals_delivered")
"""Figures of the registry that count people of whom few could be known again."""

RATES: Mapping[str, str] = {
    "fill_rate": "attendances",
    "no_show_rate": "promises",
    "late_cancel_rate": "promises",
    "on_time_rate": "meals_delivered",
}
_COLUMNS = (NOW, *Against)
PROGRAMME, _ACTIVITY = _came(Home.PROGRAMME), _came(Home.ACTIVITY)
ACTIVE = total_of(SheetKey.ACTIVITY, "activities", "attendances")

LINKS = Links(
    people=[kpi(row, column) for row in PEOPLE for column in _COLUMNS],
    sums=[
        (kpi("attendances"), [PROGRAMME, _ACTIVITY]),
        (PROGRAMME, [total_of(SheetKey.PROGRAMME, "programme", "attendances")]),
        (_ACTIVITY, [ACTIVE]),
        (kpi("attendances"), [_reach("attendances")]),
        (kpi("attendances"), [total_of(SheetKey.BOOKING, "booking_kinds", "attendances")]),
        *(
            (kpi("promises"), [total_of(SheetKey.BOOKING, one, "promises")])
            for one in ("booking", "booking_kinds")
        ),
        (kpi("attendances"), [said(source) for source in AttendanceSource]),
        (_came("parties"), [_reach("persons")]),
        *(
            (
                total_of(SheetKey.NEEDS, "needs_topics", column),
                [total_of(SheetKey.NEEDS, "needs_grids", column)],
            )
            for column in ("needs_came", "needs_closed")
        ),
        (kpi("meals_delivered"), [total_of(SheetKey.CANTEEN, "canteen_days", "meals_delivered")]),
    ],
    open=[_came(Home.CANTEEN)],  # covers, which sheet 6 tells
    rates=[
        *((kpi(rate, column), kpi(row, column)) for rate, row in RATES.items() for column in _COLUMNS),
        *(pair for rate, row in RATES.items() for pair in _changes(rate, row)),
    ],
    beside=[
        *(pair for row in PEOPLE for pair in _changes(row, row)),
        (
            Place(sheet=SheetKey.ACTIVITY, table="volunteer", row="volunteer", column="spent_per_attendance"),
            ACTIVE,
        ),
    ],
)
"""Of a month's report. To add one: a line, wherever two tables tell the same people."""
