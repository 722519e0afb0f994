"""The paragraph of the cover: sentences that rules choose from the sheets, the most telling first, each number a cell of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from models.heatmap import DayKind
from models.report.inputs import MonthInputs
from models.report.monthly_statement import Finding
from models.report.sheet import Cell, Place, Sheet, SheetKey, placed
from models.report.sheets.overview import LUNAR_DAYS

MOST = 8
"""Sentences that a cover has room for."""

FIRST, SECOND, LAST = 100.0, 50.0, -1.0
"""How telling the total is, what it is held against, and what could not be measured; all others lie between, by their size."""

NOTABLE_GHOST = 0.02
NOTABLE_OVERFLOW = 60.0
"""From here on it is said: a share of the booked hours, minutes of a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence that could be said. weight: how telling it is, about the share of the month that it is about."""

    key: str
    values: Mapping[str, Place]
    weight: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules look at."""

    inputs: MonthInputs
    sheets: Sequence[Sheet]

    def cell(self, place: Place) -> Cell | None:
        """None where no such cell is, or nothing stands in it."""
        try:
            found = placed(self.sheets, place)
        except KeyError:
            return None
        return found if found.absent is None else None

    def number(self, place: Place) -> float | None:
        found = self.cell(place)
        if found is None:
            return None
        return found.number if found.count is None else float(found.count)


Rule = Callable[[Facts], Iterator[Told]]


def kpi(metric: str, column: str = "now") -> Place:
    """A figure of the overview."""
    return Place(sheet=SheetKey.OVERVIEW, table="overview", row=metric, column=column)


def at(sheet: SheetKey, table: str, row: str, *columns: str) -> dict[str, Place]:
    """Some cells of a row, by the keys of their columns."""
    return {one: Place(sheet=sheet, table=table, row=row, column=one) for one in columns}


def totals(facts: Facts) -> Iterator[Told]:
    """Person-hours and attendances of the month; that nothing was measured, where it is so."""
    hours = kpi("person_hours")
    came = Place(sheet=SheetKey.OVERVIEW, table="attendances", row="total", column="came")
    if facts.number(hours) is None:
        yield Told(key="nothing", values={}, weight=FIRST)
    elif facts.number(came) is None:
        yield Told(
            key="totals", values={"person_hours": hours, "utilisation": kpi("utilisation")}, weight=FIRST
        )
    else:
        values = {"person_hours": hours, "utilisation": kpi("utilisation"), "attendances": came}
        yield Told(key="totals_came", values=values, weight=FIRST)


def changed(facts: Facts, against: str) -> Iterator[Told]:
    """Of person-hours; where these cannot be compared, of utilisation. In a month that the festival touches, last year's same
    dates are not looked at: the days by which it moved are said instead."""
    shift = Place(sheet=SheetKey.OVERVIEW, table="periods", row="last_year", column=LUNAR_DAYS)
    moved = facts.number(shift) is not None
    if moved and against == "last_year":
        return
    for metric in ("person_hours", "utilisation"):
        place = kpi(metric, f"change_{against}")
        value = facts.number(place)
        if value is not None:
            way = "grew" if value >= 0 else "shrank"
            values = {"change": place} | ({"shift": shift} if against == "festival" else {})
            yield Told(key=f"{against}.{metric}.{way}", values=values, weight=SECOND + abs(value))
            return


def fullest(facts: Facts) -> Iterator[Told]:
    """Where and when it is fullest and, on a workday, emptiest: one sentence, for each says something of the other."""
    spots = sorted(_spots(facts))
    quiet = [one for one in spots if one[1].startswith(f"{DayKind.WORK}.")]
    if spots and quiet and spots[-1][1:] != quiet[0][1:]:
        full, empty = _named(spots[-1], "full"), _named(quiet[0], "empty")
        yield Told(key="fullest", values=full | empty, weight=spots[-1][0])


def _spots(facts: Facts) -> Iterator[tuple[float, str, str]]:
    """How full, the row and the space of every half hour that may be told."""
    heat = next((one for one in facts.sheets if one.key == SheetKey.HEAT), None)
    table = heat.table("heat") if heat is not None else None
    if table is None:
        return
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.number is not None and not cell.is_flagged:
                yield cell.number, row.key, column.key


def _named(spot: tuple[float, str, str], name: str) -> dict[str, Place]:
    _, row, space = spot
    heat = {"kind": "day_kind", "from": "from", "share": space}
    found = {
        f"{name}_{key}": Place(sheet=SheetKey.HEAT, table="heat", row=row, column=column)
        for key, column in heat.items()
    }
    return found | {f"{name}_space": Place(sheet=SheetKey.USE, table="use", row=space, column="space")}


def ghosts(facts: Facts) -> Iterator[Told]:
    """What was booked and stayed empty, and who did not come; only the latter where no booked time was measured."""
    ghost, missed = (facts.number(kpi(key)) for key in ("ghost_rate", "no_show_rate"))
    rates = {key: kpi(key) for key in ("ghost_rate", "no_show_rate")}
    hours = at(SheetKey.BOOKING, "booking", "total", "ghost_hours")
    if missed is None or max(ghost or 0.0, missed) < NOTABLE_GHOST:
        return
    if ghost is None:
        yield Told(key="no_shows", values={"no_show_rate": rates["no_show_rate"]}, weight=missed)
    else:
        yield Told(key="ghosts", values=rates | hours, weight=max(ghost, missed))


def off_peak(facts: Facts) -> Iterator[Told]:
    """The share off the peak, with its change where there is one."""
    share, change = kpi("off_peak_share"), kpi("off_peak_share", "change_previous")
    if facts.number(share) is None:
        return
    moved = facts.number(change)
    if moved is None:
        yield Told(key="off_peak", values={"share": share}, weight=NOTABLE_GHOST)
    else:
        way = "grew" if moved >= 0 else "shrank"
        values = {"share": share, "change": change}
        yield Told(key=f"off_peak.{way}", values=values, weight=2 * abs(moved))


def crowded(facts: Facts) -> Iterator[Told]:
    """The space that was above its comfort line for longest."""
    told = (
        (minutes, one.space)
        for one in facts.inputs.use.spaces
        if (minutes := facts.number(_use(one.space, "overflow_minutes"))) is not None
    )
    most, space = max(told, default=(0.0, ""))
    if most >= NOTABLE_OVERFLOW:
        values = {"minutes": _use(space, "overflow_minutes"), "space": _use(space, "space")}
        total = kpi("overflow_minutes")
        key = "crowded" if facts.number(total) is not None else "crowded.alone"
        yield Told(key=key, values=values | ({"total": total} if key == "crowded" else {}), weight=0.1)


def _use(space: str, column: str) -> Place:
    return Place(sheet=SheetKey.USE, table="use", row=space, column=column)


def result(facts: Facts) -> Iterator[Told]:
    """What the house earned and cost, and how far the one pays for the other; costs come in when a month ends."""
    values = {key: kpi(key) for key in ("income", "cost", "cost_recovery")}
    told = [facts.number(place) for place in values.values()]
    if facts.inputs.is_over and None not in told:
        yield Told(key="result", values=values, weight=0.3)


def targets(facts: Facts) -> Iterator[Told]:
    """The first target that was missed."""
    for metric in facts.inputs.targets:
        light = facts.cell(kpi(metric, "light"))
        if light is not None and light.text is not None and light.text.key == "report.light.missed":
            values = {"metric": kpi(metric, "metric"), "now": kpi(metric), "target": kpi(metric, "target")}
            yield Told(key="target", values=values, weight=0.4)
            return


def notice(facts: Facts) -> Iterator[Told]:
    """A closure of which people were told too late."""
    standard = next((one for one in facts.sheets if one.key == SheetKey.STANDARD), None)
    for row in standard.table("closures").rows if standard is not None else ():
        values = at(SheetKey.STANDARD, "closures", row.key, "space", "first", "notice_days", "notice_kept")
        kept = facts.cell(values.pop("notice_kept"))
        if kept is not None and kept.text is not None and kept.text.key == "report.no":
            yield Told(key="notice", values=values, weight=0.5)
            return


def gaps(facts: Facts) -> Iterator[Told]:
    """The space of which most is missing; that nothing is, where it is so."""
    found = (
        (hours, one.space)
        for one in facts.inputs.use.spaces
        if (hours := facts.number(_gap(one.space, "gap_hours"))) is not None
    )
    most, space = max(found, default=(0.0, ""))
    coverage = {"coverage": kpi("coverage")}
    if facts.number(coverage["coverage"]) is None:
        return
    if most > 0:
        values = {"space": _gap(space, "space"), "hours": _gap(space, "gap_hours")} | coverage
        yield Told(key="gaps", values=values, weight=LAST)
    else:
        yield Told(key="no_gaps", values=coverage, weight=LAST)


def _gap(space: str, column: str) -> Place:
    return Place(sheet=SheetKey.STANDARD, table="quality", row=space, column=column)


RULES: Sequence[Rule] = (
    totals,
    *(partial(changed, against=against) for against in ("previous", "last_year", "festival")),
    fullest,
    ghosts,
    off_peak,
    crowded,
    result,
    targets,
    notice,
    gaps,
)
"""To add one: a function, a line, its sentence `report.finding.<key>`."""


def findings(inputs: MonthInputs, sheets: Sequence[Sheet]) -> tuple[Finding, ...]:
    """At most MOST sentences, the most telling first; every blank of them is a cell with something in it."""
    facts = Facts(inputs, sheets)
    told = sorted((one for rule in RULES for one in rule(facts)), key=lambda one: -one.weight)
    last = [one for one in told if one.weight == LAST]  # said however much else there is to say
    first = [one for one in told if one.weight != LAST][: MOST - len(last)]
    return tuple(Finding(key=one.key, values=one.values) for one in (*first, *last))
