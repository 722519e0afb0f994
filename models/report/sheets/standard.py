"""Sheet 13: whether the house is open as the rules for public places ask, and how far its measuring may be believed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from models.calendar import DayType
from models.centre import SpaceId
from models.message import LocalText
from models.metric import METRICS
from models.metric.metric import Unit
from models.metric.promised import day_hours, week_hours
from models.programme.attendance import AttendanceSource
from models.report.figure import NO_DATA, NOT_ASKED, count, day, figure, measured, metric_columns, name, words
from models.report.gap import gap_hours
from models.report.inputs import MonthInputs
from models.report.inputs.standard import ClosureTold, Device, OpeningTimes, SpaceQuality
from models.report.inputs.use import SpaceUse
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table
from models.sensor_quality import completeness

NOTICE = timedelta(days=7)
"""How long before a closure people must be told (domain.md 2.4)."""

HOUSE = "house"
"""The key of the row of the house as a whole."""

UNRATED = "unrated_days"
"""The column of days on which no capacity was in force."""

OF_DOORS = METRICS["count_drift"]
COVERAGE = METRICS["coverage"]


def sheet(inputs: MonthInputs) -> Sheet:
    """开放达标与数据质量."""
    return Sheet(
        key=SheetKey.STANDARD,
        tables=(
            _opening(inputs),
            closure_table(inputs.standard.closures, {one.space: one.name for one in inputs.use.spaces}),
            *(_spaces(inputs), _devices(inputs), _counted_by(inputs), _by_hand(inputs)),
        ),
    )


def _opening(inputs: MonthInputs) -> Table:
    columns = (
        Column(key="space"),
        Column(key="hours_a_week", unit=Unit.HOURS),
        *(Column(key=f"hours_{kind}", unit=Unit.HOURS) for kind in DayType),
        Column(key="hours_school_holiday", unit=Unit.HOURS),
        *(Column(key=key) for key in ("open_days", "open_days_year", "seen_days_year", "known_since")),
    )
    rows = (_times(one, inputs) for one in inputs.standard.opening)
    return Table(key="opening", columns=columns, rows=tuple(rows))


def _times(one: OpeningTimes, inputs: MonthInputs) -> Row:
    """Hours a day of each type, days on which it was shut among them; a type that the month does not have is not asked."""
    types = (one.kinds[kind] for kind in DayType)
    return Row(
        key=one.space or HOUSE,
        cells=(
            words("report.house") if one.space is None else name(_name(inputs, one.space)),
            measured(week_hours(one.month)),
            *(
                measured(day_hours(each)) if each.days else NOT_ASKED
                for each in (*types, one.school_holidays)
            ),
            *(count(one.month.open_days), count(one.year.open_days), count(one.seen_days)),
            day(one.known_since),
        ),
        is_total=one.space is None,
    )


def closure_table(closures: Iterable[ClosureTold], names: Mapping[SpaceId, LocalText]) -> Table:
    """Each with its notice and whether that was long enough. names: of spaces."""
    columns = (
        *(Column(key=key) for key in ("space", "first", "last", "reason", "announced", "notice_days")),
        Column(key="notice_kept"),
    )
    rows = (_closure(n, one, names) for n, one in enumerate(closures, start=1))
    return Table(key="closures", columns=columns, rows=tuple(rows))


def notice(one: ClosureTold) -> timedelta | None:
    """How long before it people were told; None = nobody wrote that down."""
    return None if one.announced is None else one.first - one.announced


def _closure(number: int, one: ClosureTold, names: Mapping[SpaceId, LocalText]) -> Row:
    before = notice(one)
    kept = NO_DATA if before is None else words("report.yes" if before >= NOTICE else "report.no")
    return Row(
        key=f"{one.space or HOUSE}.{one.first}.{number}",
        cells=(
            words("report.house") if one.space is None else name(names.get(one.space)),
            *(day(one.first), day(one.last), name(one.reason), day(one.announced)),
            count(None if before is None else before.days),
            kept,
        ),
    )


def _spaces(inputs: MonthInputs) -> Table:
    columns = (
        Column(key="space"),
        *(Column(key=key, unit=Unit.HOURS) for key in ("promised_hours", "measured_hours", "gap_hours")),
        *metric_columns((COVERAGE,)),
        *(Column(key=key) for key in ("slots", "uncertain_slots", "bad_slots")),
        *(Column(key=key) for key in ("counted_days", "closed_days", "corrections")),
        *metric_columns((OF_DOORS,)),
    )
    uses = {one.space: one for one in inputs.use.spaces}
    rows = [_quality(one, uses) for one in inputs.standard.quality if one.space in uses]
    plain = Table(key="quality", columns=columns, rows=tuple(rows))
    unrated = {one.space: one.unrated_days for one in inputs.standard.quality}
    return _with_unrated(plain, unrated) if any(unrated.values()) else plain


def _with_unrated(table: Table, days: Mapping[SpaceId, int]) -> Table:
    """A column more, in a month in which any space had no capacity."""
    rows = (replace(row, cells=(*row.cells, count(days[SpaceId(row.key)]))) for row in table.rows)
    return replace(table, columns=(*table.columns, Column(key=UNRATED)), rows=tuple(rows))


def _quality(one: SpaceQuality, uses: Mapping[SpaceId, SpaceUse]) -> Row:
    """What the rules promised and nobody measured is a gap, days of which nothing at all is kept among it."""
    use = uses[one.space]
    hours = use.sums.use.measured_hours
    return Row(
        key=one.space,
        cells=(
            name(use.name),
            *(measured(each) for each in (one.promised_hours, hours, gap_hours(one.promised_hours, hours))),
            figure(COVERAGE, use.sums),
            *(count(each if one.slots else None) for each in (one.slots, one.uncertain_slots, _bad(one))),
            *_counted(one),
            figure(OF_DOORS, use.sums),
        ),
    )


def _bad(one: SpaceQuality) -> int:
    return one.slots - one.good_slots - one.uncertain_slots


def _counted(one: SpaceQuality) -> tuple[Cell, ...]:
    """Not asked of a space without doors that count."""
    if not one.counted_days:
        return (NOT_ASKED,) * 3
    return count(one.counted_days), count(one.closed_days), count(one.corrections)


def _devices(inputs: MonthInputs) -> Table:
    columns = (
        *(Column(key=key) for key in ("device", "space", "role", "first_heard", "last_heard")),
        *(Column(key=key) for key in ("samples", "expected")),
        Column(key="uptime", unit=Unit.SHARE),
        *(Column(key=f"door_{key}", unit=Unit.VISITS) for key in ("entries", "exits")),
        Column(key="drift", unit=Unit.PEOPLE),
        Column(key="drift_share", unit=Unit.SHARE),
        *(Column(key=key) for key in ("resets", "odd")),
        Column(key="guessed", unit=Unit.PEOPLE),
    )
    rows = (_device(one, inputs) for one in inputs.standard.devices)
    return Table(key="devices", columns=columns, rows=tuple(rows))


def _device(one: Device, inputs: MonthInputs) -> Row:
    head = (
        name({"zh-Hans": one.sensor, "en": one.sensor}),
        name(_name(inputs, one.space)),
        words(f"report.role.{one.role}") if one.role else words("report.role.gone"),
    )
    heard = (day(one.first_day), day(one.last_day), count(one.samples), count(one.expected))
    uptime = measured(completeness(one.samples, one.expected))
    return Row(key=one.sensor, cells=(*head, *heard, uptime, *_door(one)))


def _door(one: Device) -> Iterator[Cell]:
    if one.door is None:
        yield from (NOT_ASKED,) * 7
        return
    door = one.door
    yield from (count(door.entries), count(door.exits), measured(door.drift), measured(door.drift_share))
    yield from (count(door.resets), count(door.odd), measured(door.guessed))


def _counted_by(inputs: MonthInputs) -> Table:
    """People at sessions, by who counted them."""
    told, known = inputs.standard.counted_by, bool(inputs.programme.offered)
    rows = (
        Row(
            key=source,
            cells=(words(f"report.counted_by.{source}"), count(told.get(source, 0) if known else None)),
        )
        for source in AttendanceSource
    )
    columns = (Column(key="what"), Column(key="count", unit=Unit.VISITS, is_persons=True))
    return Table(key="counted_by", columns=columns, rows=tuple(rows))


def _by_hand(inputs: MonthInputs) -> Table:
    """What people brought in instead of a sensor: files and rows, which are no people."""
    told = inputs.standard
    brought = {"imports": told.imports, "imported_rows": told.imported_rows, "imports_undone": told.undone}
    rows = (
        Row(key=key, cells=(words(f"report.by_hand.{key}"), count(None if told.imports is None else number)))
        for key, number in brought.items()
    )
    return Table(key="by_hand", columns=(Column(key="what"), Column(key="count")), rows=tuple(rows))


def _name(inputs: MonthInputs, space: SpaceId) -> LocalText | None:
    return next((one.name for one in inputs.use.spaces if one.space == space), None)
