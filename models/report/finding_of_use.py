"""Sentences about how the spaces were used: the total and its change, hours that stand out, what was booked in vain."""

from collections.abc import Iterator

from models.heatmap import DayKind
from models.report.finding_facts import FIRST, SECOND, Facts, Told, at, kpi
from models.report.sheet import Place, SheetKey
from models.report.sheets.overview import LUNAR_DAYS

NOTABLE_GHOST = 0.02
NOTABLE_OVERFLOW = 60.0
"""From here on it is said: a share of the booked hours, minutes of a month."""


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
    table = facts.table(SheetKey.HEAT, "heat")
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
