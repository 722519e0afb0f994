"""Sheet 4: what was offered, booked and used, hour against hour, and what became of what was promised."""

from collections.abc import Iterable, Iterator

from models.metric import METRICS
from models.metric.metric import Metric, Unit
from models.metric.sums import Sums
from models.report.figure import figure, measured, metric_column, name, words
from models.report.inputs import MonthInputs
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL

SEATS = ("seat_hours_offered", "seat_hours_booked", "seat_hours_used")
MATRIX = ("booked_used_hours", "ghost_hours", "walkin_hours", "idle_hours")
"""What measured hours are made of: booked and used, booked and empty, used without a booking, neither."""

KEPT = ("ghost_rate", "promises", "no_show_rate", "late_cancel_rate", "released_hours", "reused_hours")
OF_SPACES = tuple(METRICS[key] for key in (*SEATS, *MATRIX, "measured_hours", *KEPT))
PROMISES, CAME, FILLED = (METRICS[key] for key in ("promises", "attendances", "fill_rate"))
OF_ALL_PROMISES = ("no_show_rate", "late_cancel_rate")
OF_PROMISES = (PROMISES, *(METRICS[key] for key in OF_ALL_PROMISES))
OF_KINDS = (*OF_PROMISES, CAME, FILLED)


def sheet(inputs: MonthInputs) -> Sheet:
    """预约与爽约: by space, as booked against used, and by kind of activity."""
    return Sheet(key=SheetKey.BOOKING, tables=(_spaces(inputs), _matrix(inputs.use.house), _kinds(inputs)))


def _spaces(inputs: MonthInputs) -> Table:
    rows = [_row(one.space, name(one.name), one.sums) for one in inputs.use.spaces]
    total = _row(TOTAL, words("report.total"), inputs.use.house, is_total=True)
    return Table(
        key="booking", columns=(Column(key="space"), *_promise_columns(OF_SPACES)), rows=(*rows, total)
    )


def _promise_columns(metrics: Iterable[Metric]) -> Iterator[Column]:
    """Of few who promised, neither their number is told nor how many of them kept it."""
    for one in metrics:
        rate_of = PROMISES.key if one.key in OF_ALL_PROMISES else ""
        yield metric_column(one, is_persons=one is PROMISES, out_of=rate_of)


def _row(key: str, head: Cell, sums: Sums, *, is_total: bool = False) -> Row:
    return Row(key=key, cells=(head, *(figure(metric, sums) for metric in OF_SPACES)), is_total=is_total)


def _matrix(house: Sums) -> Table:
    """Measured hours of all spaces: booked or not, used or not."""
    use = house.use
    columns = (
        Column(key="hours_of"),
        *(Column(key=key, unit=Unit.HOURS) for key in ("used", "unused", "all")),
    )
    rows = (
        _hours("booked", house, use.booked_used_hours, use.ghost_hours),
        _hours("not_booked", house, use.walkin_hours, use.idle_hours),
        _hours("all", house, use.booked_used_hours + use.walkin_hours, use.ghost_hours + use.idle_hours),
    )
    return Table(key="booked_used", columns=columns, rows=rows)


def _hours(key: str, house: Sums, used: float, unused: float) -> Row:
    known = house.use.measured_hours > 0
    cells = (measured(value if known else None) for value in (used, unused, used + unused))
    return Row(key=key, cells=(words(f"report.hours_of.{key}"), *cells), is_total=key == "all")


def _kinds(inputs: MonthInputs) -> Table:
    programme = inputs.programme
    offered, held = programme.offered, {one.kind for one in programme.offered}
    known = [one.key for one in programme.kinds if one.key in held]
    rows = [
        _kind(key, name(programme.kind_name(key)), (each.sums for each in offered if each.kind == key))
        for key in (*known, *programme.gone)
    ]
    total = _kind(TOTAL, words("report.total"), (each.sums for each in offered), is_total=True)
    return Table(
        key="booking_kinds",
        columns=(
            Column(key="activity_kind"),
            *_promise_columns(OF_PROMISES),
            metric_column(CAME, is_persons=True),
            metric_column(FILLED, out_of=CAME.key, beside=CAME.key),
        ),
        rows=(*rows, total),
    )


def _kind(key: str, head: Cell, sums: Iterable[Sums], *, is_total: bool = False) -> Row:
    added = Sums.summed(sums)
    return Row(key=key, cells=(head, *(figure(metric, added) for metric in OF_KINDS)), is_total=is_total)
