"""Where somebody who walks in can go now, and where next: free until when, how full, and which hours are off-peak."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.calendar import SLOT, Window, business_date, business_day
from models.centre import Schedule, Space, SpaceId
from models.live import Band
from models.metric.peak import PeakList, in_force
from models.metric.period import Period
from models.ports import Ports
from models.programme.cell import WHOLE
from models.programme.session import Session
from models.services.live import next_opening
from models.services.peaks import peak_lists

WORTH = timedelta(minutes=30)
"""A shorter gap between two sessions is no offer."""

HALF_HOUR = 2 * SLOT


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSpace:
    """One space for a walk-in.

    open_until: None while shut; opens_at: then when it opens, None = not soon. free_until: None = taken now. next_free:
    the next span that is worth it, after one that goes on now. calm: the rest of today's open hours outside the peak,
    None = not known.
    """

    space: Space
    band: Band
    open_until: datetime | None
    opens_at: datetime | None
    free_until: datetime | None
    next_free: Window | None
    calm: tuple[Window, ...] | None

    @property
    def free(self) -> bool:
        return self.free_until is not None


def free_now(ports: Ports) -> list[FreeSpace]:
    """Every space, the free ones first. Raises StoreError."""
    at = ports.clock()
    zone = ports.centre.zone_info
    today = business_date(at, zone)
    window = Window(at, business_day(today, zone).end)
    sessions = ports.programme.sessions.within(window) if ports.programme else []
    peaks = peak_lists(ports, list(ports.centre.spaces), Period(today, today))
    found = [
        _free(ports, space, [one for one in sessions if one.space == key and one.held], peaks, window)
        for key, space in ports.centre.spaces.items()
    ]
    return sorted(found, key=lambda one: (not one.free, one.open_until is None))


def _free(
    ports: Ports,
    space: Space,
    sessions: Sequence[Session],
    peaks: Mapping[SpaceId, Sequence[PeakList]],
    window: Window,
) -> FreeSpace:
    at, states = window.start, ports.live.states()
    schedule = Schedule(space, ports.calendar, ports.centre.zone_info)
    opened = schedule.within(window)
    gaps = [gap for unit in space.units or (WHOLE,) for gap in _gaps(opened, _taken(space, sessions, unit))]
    now = [gap.end for gap in gaps if gap.start <= at and gap.length >= SLOT]
    later = [gap for gap in gaps if gap.start > at and gap.length >= WORTH]
    span = schedule.span_at(at)
    return FreeSpace(
        space=space,
        band=states[space.id].band if space.id in states else Band.UNKNOWN,
        open_until=span.end if span else None,
        opens_at=None if span else next_opening(schedule, at),
        free_until=max(now, default=None),
        next_free=min(later, default=None),
        calm=_calm(ports, opened, peaks.get(space.id, ()), at),
    )


def _taken(space: Space, sessions: Iterable[Session], unit: str) -> list[Window]:
    """What sessions take of one part of a space; in one that is shared nobody keeps others out."""
    mine = (one for one in sessions if not space.shared and (not one.units or unit in one.units))
    return sorted(one.window for one in mine)


def _gaps(opened: Sequence[Window], taken: Sequence[Window]) -> list[Window]:
    """What is left of the open spans, in order."""
    gaps = []
    for span in opened:
        start = span.start
        for one in taken:
            if one.start > start and one.start < span.end:
                gaps.append(Window(start, one.start))
            if one.end > start and one.start < span.end:
                start = min(one.end, span.end)
        if start < span.end:
            gaps.append(Window(start, span.end))
    return gaps


def _calm(
    ports: Ports, opened: Sequence[Window], lists: Iterable[PeakList], at: datetime
) -> tuple[Window, ...] | None:
    """The business day's half hours outside the peak, those that touch one another as one span."""
    zone = ports.centre.zone_info
    today = business_date(at, zone)
    listed = in_force(lists, today)
    if listed is None:
        return None
    day_type = ports.calendar.day_type(today)
    spans: list[Window] = []
    for start in _half_hours(opened):
        local = start.start.astimezone(zone)
        if listed.is_peak(day_type, local.hour * 2 + local.minute // 30):
            continue
        if spans and spans[-1].end == start.start:
            spans[-1] = Window(spans[-1].start, start.end)
        else:
            spans.append(start)
    return tuple(spans)


def _half_hours(opened: Sequence[Window]) -> Iterable[Window]:
    """Every half hour that an open span touches, cut to it."""
    for span in opened:
        start = span.start
        while start < span.end:
            end = min(start + HALF_HOUR - timedelta(minutes=start.minute % 30), span.end)
            yield Window(start, end)
            start = end
