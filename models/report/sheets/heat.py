"""Sheet 3: how full each space is, half hour by half hour, on workdays, rest days and holidays; the frozen peak is marked."""

from collections.abc import Iterator
from dataclasses import replace

from models.calendar import BUSINESS_DAY_CUT, DayType
from models.heatmap import DayKind
from models.metric import METRICS
from models.metric.metric import Unit
from models.metric.peak import HALF_HOURS
from models.report.figure import NO_DATA, NOT_ASKED, day, figure, measured, name, words
from models.report.inputs import MonthInputs
from models.report.inputs.heat import HeatSpot, SpaceHeat
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table

MEAN = METRICS["utilisation"]
"""Mean people over the capacity."""

PEAK_TYPE = {
    DayKind.WORK: DayType.WORKDAY,
    DayKind.REST: DayType.REST,
    DayKind.HOLIDAY: DayType.STATUTORY,
}
"""Whose peak list the days of a kind have."""

IN_ORDER = tuple(
    (n + 2 * BUSINESS_DAY_CUT.hour) % HALF_HOURS
    for n in range(HALF_HOURS)  # the night market's hours come last
)

Spots = dict[tuple[DayKind, int], HeatSpot]


def sheet(inputs: MonthInputs) -> Sheet:
    """时段热力: mean people over capacity, and the list of peaks that the quarter has."""
    return Sheet(key=SheetKey.HEAT, tables=(_heat(inputs), _peaks(inputs)))


def clock(half_hour: int) -> str:
    """18:30 of half hour 37."""
    return f"{half_hour // 2:02}:{half_hour % 2 * 30:02}"


def row_key(kind: DayKind, half_hour: int) -> str:
    return f"{kind}.{clock(half_hour)}"


def _heat(inputs: MonthInputs) -> Table:
    """Half hours in which nothing is open have no row."""
    spaces = inputs.heat.spaces
    found = [_by_place(one) for one in spaces]
    rows = (
        Row(
            key=row_key(kind, half_hour),
            cells=(
                words(f"use.kind.{kind}"),
                _clock(half_hour),
                *(_cell(one, spots, kind, half_hour) for one, spots in zip(spaces, found, strict=True)),
            ),
        )
        for kind in DayKind
        for half_hour in IN_ORDER
        if any((kind, half_hour) in spots for spots in found)
    )
    columns = (Column(key="day_kind"), Column(key="from"), *map(_space_column, spaces))
    return Table(key="heat", columns=columns, rows=tuple(rows))


def _by_place(one: SpaceHeat) -> Spots:
    return {(spot.kind, spot.half_hour): spot for spot in one.spots}


def _space_column(one: SpaceHeat) -> Column:
    return Column(key=one.space, unit=Unit.SHARE, name=one.name)


def _cell(one: SpaceHeat, spots: Spots, kind: DayKind, half_hour: int) -> Cell:
    """Not asked where the space is shut."""
    spot = spots.get((kind, half_hour))
    if spot is None:
        return NOT_ASKED
    return replace(figure(MEAN, spot.sums), is_marked=half_hour in peak_of(one, kind))


def peak_of(one: SpaceHeat, kind: DayKind) -> frozenset[int]:
    return one.peak.slots.get(PEAK_TYPE[kind], frozenset()) if one.peak else frozenset()


def _clock(half_hour: int) -> Cell:
    return name({"zh-Hans": clock(half_hour), "en": clock(half_hour)})


def _peaks(inputs: MonthInputs) -> Table:
    columns = (
        *(Column(key="space"), Column(key="day_kind"), Column(key="peak_hours")),
        *(Column(key="valid_from"), Column(key="decided_by")),
        *(Column(key="busy", unit=Unit.PEOPLE), Column(key="list_coverage", unit=Unit.SHARE)),
    )
    rows = (_peak(one, kind) for one in inputs.heat.spaces for kind in DayKind)
    return Table(key="peaks", columns=columns, rows=tuple(rows))


def _peak(one: SpaceHeat, kind: DayKind) -> Row:
    peak = one.peak
    if peak is None:
        told: tuple[Cell, ...] = (NO_DATA,) * 5
    else:
        told = (
            _hours(peak_of(one, kind)),
            day(peak.valid_from),
            words(f"report.peak.{'person' if peak.is_decided else 'rule'}"),
            measured(peak.busy, Unit.PEOPLE) if peak.busy is not None else NOT_ASKED,
            measured(peak.coverage) if peak.coverage is not None else NOT_ASKED,
        )
    return Row(key=f"{one.space}.{kind}", cells=(name(one.name), words(f"use.kind.{kind}"), *told))


def _hours(half_hours: frozenset[int]) -> Cell:
    """11:00–13:00, 17:30–18:30."""
    if not half_hours:
        return words("report.peak.none")
    said = ", ".join(f"{clock(first)}–{clock((last + 1) % HALF_HOURS)}" for first, last in _runs(half_hours))
    return name({"zh-Hans": said.replace(", ", "、"), "en": said})


def _runs(half_hours: frozenset[int]) -> Iterator[tuple[int, int]]:
    """First and last of each stretch, in the order of the business day."""
    places = [n for n, one in enumerate(IN_ORDER) if one in half_hours]
    for n, place in enumerate(places):
        if n == 0 or places[n - 1] != place - 1:
            last = place
            while last + 1 in places:
                last += 1
            yield IN_ORDER[place], IN_ORDER[last]
