"""When each space and the house are open by their rules, in a month and in its year so far; closures with their notice."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from models.calendar import DayType, SchoolState, Window, business_day
from models.centre import Closure, Schedule, Space, SpaceId
from models.day_fact import DayFact
from models.metric.period import Period
from models.metric.promised import Promised
from models.ports import Ports
from models.remark import RemarkKind
from models.report.inputs.standard import ClosureTold, OpeningTimes
from models.services.monthly.use import kept_days

HOLIDAYS = frozenset({SchoolState.SUMMER, SchoolState.WINTER})

_MOMENT = timedelta(microseconds=1)

Hours = dict[date, float]
"""Business day -> for how long it is open by the rules."""


def opening_times(ports: Ports, period: Period) -> tuple[OpeningTimes, ...]:
    """The house first, then its spaces. Raises StoreError."""
    year = Period(date(period.first.year, 1, 1), period.last)
    kept = kept_days(ports, year)
    spans = {key: _spans(ports, space, year) for key, space in ports.centre.spaces.items()}
    house = open_hours(ports, ports.centre.spaces.values(), year)
    every: list[tuple[SpaceId | None, Hours]] = [(None, house)]
    every += [(key, {day: _together(some) for day, some in one.items()}) for key, one in spans.items()]
    return tuple(_times(ports, space, period, hours, kept) for space, hours in every)


def open_hours(ports: Ports, spaces: Iterable[Space], period: Period) -> Hours:
    """For how long any of the spaces is open by its rules on each business day."""
    spans = [_spans(ports, space, period) for space in spaces]
    return {day: _together([span for one in spans for span in one[day]]) for day in period.days()}


def _spans(ports: Ports, space: Space, year: Period) -> dict[date, list[Window]]:
    zone = ports.centre.zone_info
    schedule = Schedule(space, ports.calendar, zone)
    return {day: schedule.within(business_day(day, zone)) for day in year.days()}


def _together(spans: Iterable[Window]) -> float:
    """Hours in which any of them holds: the length of their union."""
    total, until = 0.0, None
    for span in sorted(spans):
        start = span.start if until is None else max(span.start, until)
        if span.end > start:
            total += Window(start, span.end).hours
            until = span.end
    return total


def _times(
    ports: Ports, space: SpaceId | None, period: Period, hours: Hours, kept: Sequence[DayFact] | None
) -> OpeningTimes:
    month = [day for day in hours if day >= period.first]
    seen = [one for one in kept or () if space in (None, one.space)]
    return OpeningTimes(
        space=space,
        month=promised(hours, month),
        year=promised(hours, hours),
        kinds={kind: promised(hours, _such(month, kind, ports.calendar.day_type)) for kind in DayType},
        school_holidays=promised(hours, [day for day in month if ports.calendar.day(day).school in HOLIDAYS]),
        seen_days=None
        if kept is None
        else len({one.day for one in seen if one.peak >= 1 or one.entries > 0}),
        known_since=min((one.day for one in seen), default=None),
    )


def _such(days: Iterable[date], kind: DayType, kind_of: Callable[[date], DayType]) -> list[date]:
    return [day for day in days if kind_of(day) is kind]


def promised(hours: Hours, days: Iterable[date]) -> Promised:
    """Of some of the days."""
    told = [hours[day] for day in days]
    return Promised(days=len(told), open_days=sum(one > 0 for one in told), hours=sum(told))


def closures(ports: Ports, period: Period) -> tuple[ClosureTold, ...]:
    """Of the centre's rules and of what people noted, by space and first day. Raises StoreError."""
    ruled = [
        _ruled(key, one)
        for key, space in ports.centre.spaces.items()
        for one in space.closures
        if one.first <= period.last and period.first <= one.last
    ]
    return (*ruled, *_noted(ports, period))


def _ruled(space: SpaceId, one: Closure) -> ClosureTold:
    return ClosureTold(
        space=space, first=one.first, last=one.last, reason=one.reason, announced=one.announced
    )


def _noted(ports: Ports, period: Period) -> list[ClosureTold]:
    """What somebody wrote down is announced when it was written, if not before."""
    if ports.remarks is None:
        return []
    centre = ports.centre
    return [
        ClosureTold(
            space=one.space,
            first=centre.day_of(one.window.start),
            last=centre.day_of(one.window.end - _MOMENT),
            reason={"zh-Hans": one.text, "en": one.text},
            announced=centre.day_of(one.at),
        )
        for one in ports.remarks.within(period.window(centre.zone_info))
        if one.kind is RemarkKind.CLOSURE
    ]
