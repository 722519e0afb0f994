"""A market street over some days: who passes when, which stalls are let, and what its events brought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from models.calendar import Window, business_date
from models.centre import Space, SpaceKind
from models.heatmap import KINDS
from models.metric import METRICS
from models.metric.period import Period
from models.metric.sums import Sums
from models.metric.trade import Trade, footfall, stalls
from models.ports import Ports
from models.remark import Remark, RemarkKind
from models.services.remarks import remarks
from models.slot import SlotFact
from models.slot_grid import gridded
from models.stall import Stall, Tenancy, let_days
from models.trading_hours import trading_windows
from models.utilisation import utilisation

AROUND = timedelta(weeks=6)
"""How far from an event its comparable days may lie."""

FOOTFALL = METRICS["footfall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTable:
    """Sums of a period: of each part of the day that the street tells apart, of each local hour, of each business day."""

    period: Period
    parts: Mapping[str, Sums]
    hours: Mapping[int, Sums]
    days: Mapping[date, Sums]

    @property
    def total(self) -> Sums:
        return Sums.summed(self.days.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Uplift:
    """A day with an event, and the footfall of days of the same weekday and kind without one; usual: their median."""

    remark: Remark
    day: date
    footfall: float | None
    others: Sequence[float]

    @property
    def usual(self) -> float | None:
        return median(self.others) if self.others else None


@dataclass(frozen=True, slots=True)
class StallNow:
    """A stall and who rents it on the day that is looked at; None = it is empty."""

    stall: Stall
    tenancy: Tenancy | None


def markets(ports: Ports) -> list[Space]:
    return [space for space in ports.centre.spaces.values() if space.kind is SpaceKind.MARKET]


def market_table(ports: Ports, space: Space, period: Period) -> MarketTable:
    """Days of which nothing is kept are absent. Raises StoreError."""
    zone = ports.centre.zone_info
    facts = ports.slots.within([space.id], period.window(zone))
    by_hour: dict[int, list[SlotFact]] = {}
    for fact in facts:
        by_hour.setdefault(fact.start.astimezone(zone).hour, []).append(fact)
    return MarketTable(
        period=period,
        parts=_parts(ports, space, period, facts),
        hours={hour: _sums(space, by_hour[hour]) for hour in sorted(by_hour)},
        days=_days(ports, space, period, facts),
    )


def _days(ports: Ports, space: Space, period: Period, facts: Iterable[SlotFact]) -> Mapping[date, Sums]:
    """What the table of figures makes of the same facts; its other parts would cost seconds for a year."""
    zone, by_day = ports.centre.zone_info, dict[date, list[SlotFact]]()
    for fact in facts:
        by_day.setdefault(business_date(fact.start, zone), []).append(fact)
    own = {stall.id for stall in ports.centre.stalls.values() if stall.space == space.id}
    let = ports.tenancies.within(period.first, period.last) if ports.tenancies is not None else None
    return {
        day: Sums(
            spaces=frozenset({space.id}),
            use=utilisation(kept),
            trade=footfall(gridded(kept), trading_windows(space.periods, day, ports.calendar, zone))
            + (Trade() if let is None else stalls(let_days(own, let, [day]))),
        )
        for day, kept in sorted(by_day.items())
    }


def _parts(ports: Ports, space: Space, period: Period, facts: Sequence[SlotFact]) -> Mapping[str, Sums]:
    windows: dict[str, list[Window]] = {part.key: [] for part in space.periods}
    for day in period.days():
        for key, window in trading_windows(
            space.periods, day, ports.calendar, ports.centre.zone_info
        ).items():
            windows[key].append(window)
    return {key: _sums(space, _inside(facts, spans)) for key, spans in windows.items()}


def _inside(facts: Iterable[SlotFact], spans: Sequence[Window]) -> list[SlotFact]:
    """Both are in order of time."""
    found, place = [], 0
    for fact in facts:
        while place < len(spans) and spans[place].end <= fact.start:
            place += 1
        if place < len(spans) and spans[place].start <= fact.start:
            found.append(fact)
    return found


def _sums(space: Space, facts: Sequence[SlotFact]) -> Sums:
    return Sums(
        spaces=frozenset({space.id}),
        use=utilisation(facts),
        trade=footfall(gridded(facts), {}) if facts else Trade(),
    )


def stalls_on(ports: Ports, space: Space, day: date) -> list[StallNow]:
    """Every stall of a street, in the order of the centre file."""
    kept = ports.tenancies.within(day, day) if ports.tenancies is not None else []
    let = {tenancy.stall: tenancy for tenancy in kept}
    return [
        StallNow(stall, let.get(stall.id))
        for stall in ports.centre.stalls.values()
        if stall.space == space.id
    ]


def uplifts(ports: Ports, space: Space, period: Period) -> list[Uplift]:
    """Each day of an event that somebody noted, beside comparable days. Raises StoreError."""
    zone = ports.centre.zone_info
    noted = [
        (remark, ports.centre.day_of(remark.window.start))
        for remark in remarks(ports, period.window(zone), space.id)
        if remark.kind is RemarkKind.EVENT
    ]
    if not noted:
        return []
    wide = Period(period.first - AROUND, period.last + AROUND)
    table = _days(ports, space, wide, ports.slots.within([space.id], wide.window(zone)))
    known = {day: value for day, sums in table.items() if (value := FOOTFALL.value(sums)) is not None}
    busy = {
        ports.centre.day_of(remark.window.start)
        for remark in remarks(ports, wide.window(zone), space.id)
        if remark.kind is RemarkKind.EVENT
    }
    return [_uplift(ports, remark, day, known, busy) for remark, day in noted]


def _uplift(ports: Ports, remark: Remark, day: date, known: Mapping[date, float], busy: set[date]) -> Uplift:
    def kind(one: date) -> tuple[int, str]:
        return one.weekday(), KINDS[ports.calendar.day_type(one)]

    today = ports.centre.day_of(ports.clock())
    others = [
        value
        for one, value in known.items()
        if one not in busy and one < today and abs(one - day) <= AROUND and kind(one) == kind(day)
    ]
    return Uplift(remark=remark, day=day, footfall=known.get(day), others=others)
