"""Sheet 11: what is held for everybody, by the centre's own kinds; who counted; what the volunteers' bucket paid."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.metric import METRICS
from models.metric.metric import Unit
from models.metric.service import each
from models.metric.sums import Sums
from models.money.fund.rule import Purpose
from models.programme.attendance import AttendanceSource
from models.report.figure import NO_DATA, count, figure, measured, metric_column, name, words
from models.report.home import Home
from models.report.inputs import MonthInputs
from models.report.inputs.programme import Offered
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL, row_key

ATTENDANCES, COST = METRICS["attendances"], METRICS["cost_per_attendance"]
MINUTES = 60
"""Of an hour."""
SAID = tuple(f"said_{source}" for source in AttendanceSource)

_KINDS = (
    *(Column(key=key) for key in ("activity_kind", "public_benefit", "activities", "sessions_counted")),
    replace(metric_column(ATTENDANCES, is_persons=True), sums=SAID),
    *(Column(key=key, unit=Unit.VISITS, is_persons=True) for key in SAID),
    metric_column(COST, out_of=ATTENDANCES.key, beside=ATTENDANCES.key),
)
_REACH = (Column(key="reach"), Column(key="value", is_persons=True))
_ELSEWHERE = (
    *(Column(key=key) for key in ("activity_kind", "activities", "activities_counted")),
    Column(key="attendances_elsewhere", unit=Unit.VISITS, is_persons=True),
)
_VOLUNTEER = (
    *(Column(key=key, unit=Unit.FEN) for key in ("allocated", "spent", "left")),
    Column(key="volunteers", is_persons=True),
    Column(key="volunteer_hours", unit=Unit.HOURS, out_of="volunteers"),
    Column(key="spent_per_attendance", unit=Unit.FEN_PER_VISIT),
    Column(key="satisfied", unit=Unit.SHARE, out_of="satisfied_answers"),
    Column(key="satisfied_answers", is_persons=True),
    Column(key="satisfied_overfull"),
)


def sheet(inputs: MonthInputs) -> Sheet:
    """活动与志愿: courses and groups are in sheet 5, so that no attendance is told twice."""
    return Sheet(
        key=SheetKey.ACTIVITY,
        tables=(
            Table(key="activities", columns=_KINDS, rows=tuple(_kinds(inputs))),
            Table(key="elsewhere", columns=_ELSEWHERE, rows=tuple(_elsewhere(inputs))),
            Table(key="reach", columns=_REACH, rows=tuple(_reach(inputs))),
            Table(key="volunteer", columns=_VOLUNTEER, rows=tuple(_volunteer(inputs))),
        ),
    )


def _kinds(inputs: MonthInputs) -> Iterator[Row]:
    """Every kind that is offered or was held; a kind of which nothing was held had no activity, and attendances nobody knows."""
    held = inputs.programme.of(Home.ACTIVITY)
    known = {one.key: one for one in inputs.programme.kinds}
    gone = [key for key in inputs.programme.gone if any(each.kind == key for each in held)]
    offered = [key for key, one in known.items() if not one.retired or any(each.kind == key for each in held)]
    for key in (*offered, *gone):
        kind = known.get(key)
        head = (
            name(inputs.programme.kind_name(key)),
            words("report.yes" if kind.public_benefit else "report.no") if kind else NO_DATA,
        )
        yield Row(key=row_key(key), cells=(*head, *_held([one for one in held if one.kind == key])))
    if held:
        yield Row(key=TOTAL, cells=(words("report.total"), NO_DATA, *_held(held)), is_total=True)


def _held(offered: Sequence[Offered]) -> Iterator[Cell]:
    sums = Sums.summed(one.sums for one in offered)
    attended = figure(ATTENDANCES, sums)
    yield count(sum(one.held for one in offered))
    yield count(sum(one.outcome.sessions for one in offered))
    yield attended
    for source in AttendanceSource:
        said = sum(one.said_by.get(source, 0) for one in offered)
        yield count(said) if attended.absent is None else NO_DATA
    yield figure(COST, sums)


def _reach(inputs: MonthInputs) -> Iterator[Row]:
    """Persons and attendances apart: they are never added."""
    offered = inputs.programme.offered
    if offered:
        whole = figure(ATTENDANCES, Sums.summed(one.sums for one in offered))
        yield Row(key="attendances", unit=Unit.VISITS, cells=(words("report.reach.attendances"), whole))
        parties = count(inputs.programme.parties)
        yield Row(key="persons", cells=(words("report.reach.persons"), parties))


def _elsewhere(inputs: MonthInputs) -> Iterator[Row]:
    """What was held in no session of the programme, counted by hand: of its own, so that nobody is told twice."""
    told = inputs.activity.elsewhere
    for one in told:
        numbers = (count(one.held), count(one.counted), count(one.attendances))
        yield Row(key=row_key(one.kind), cells=(name(inputs.programme.kind_name(one.kind)), *numbers))
    if told:
        known_sums = [one.attendances for one in told if one.attendances is not None]
        whole = (
            count(sum(one.held for one in told)),
            count(sum(one.counted for one in told)),
            count(sum(known_sums) if known_sums else None),
        )
        yield Row(key=TOTAL, cells=(words("report.total"), *whole), is_total=True)


def _volunteer(inputs: MonthInputs) -> Iterator[Row]:
    """The volunteers' bucket, what they gave, and how content those were who answered."""
    buckets = [one for one in inputs.fund.buckets if one.bucket.purpose is Purpose.VOLUNTEER]
    held = inputs.activity
    if not buckets and held.volunteer_minutes is None and not held.answered:
        return
    spent = sum(one.spent for one in buckets)
    came = figure(ATTENDANCES, Sums.summed(one.sums for one in inputs.programme.of(Home.ACTIVITY))).count
    fen = (sum(one.got for one in buckets), spent, sum(one.left for one in buckets))
    per_head = count(each(spent, came)) if buckets and came else NO_DATA
    hours = None if held.volunteer_minutes is None else held.volunteer_minutes / MINUTES
    content = held.content / held.answered if held.answered else None
    answers = count(held.answered) if held.answered else NO_DATA
    overfull = count(held.overfull) if held.answered else NO_DATA
    money = map(count, fen) if buckets else (NO_DATA,) * len(fen)
    gave = (count(held.volunteers), measured(hours, Unit.HOURS))
    said = (*gave, per_head, measured(content, Unit.SHARE), answers, overfull)
    yield Row(key="volunteer", cells=(*money, *said))
