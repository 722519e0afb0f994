"""When and where a match could take place: hours that both want, in a room that is free and quiet then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from models.advice.quiet import windowed
from models.calendar import Window, local_day
from models.centre import Schedule, Space, SpaceId
from models.forecast.measured import opened
from models.forecast.outlook import HALF_HOURS
from models.forecast.room_left import Tier, room_left
from models.forecast.series import Flags
from models.metric.peak import PeakList, in_force
from models.metric.period import Period
from models.needs.matching.apart import keeps
from models.needs.matching.week import week_of
from models.needs.need import Need, WantedTime
from models.needs.provider import Match, Provider
from models.needs.takes import Takes
from models.ports import Ports
from models.services.outlook import kept_outlooks
from models.services.peaks import peak_lists

DAYS_AHEAD = 14
MOST = 3
HALF = timedelta(minutes=30)
WHOLE = 1 - 1e-9

Week = Flags
"""By (7, HALF_HOURS)."""

Tiers = NDArray[np.int64]
"""By (DAYS_AHEAD, HALF_HOURS)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSlot:
    """A time in a space. tier: how surely it is off-peak; wanted: whether the need named these hours; zone: whether the
    space lies in the zone that suits the topic."""

    space: SpaceId
    window: Window
    tier: Tier
    wanted: bool
    zone: bool


def free_slots(ports: Ports, need: Need, provider: Provider, takes: Takes) -> list[FreeSlot]:
    """The best first, one a day at most; nothing where no programme is kept or the topic takes no room. Raises StoreError."""
    if ports.programme is None or takes.minutes == 0:
        return []
    first = ports.centre.day_of(ports.clock()) + timedelta(days=1)
    spaces = _spaces(ports, provider, takes)
    tiers = _tiers(ports, spaces, first)
    matches = ports.loop.pool.matches() if ports.loop.pool else []
    found = [
        slot
        for space in spaces
        for slot in _in_space(ports, space, need, provider, takes, first, tiers[space.id], matches)
    ]
    ranked = sorted(found, key=lambda one: (not one.wanted, -one.tier, not one.zone, one.window.start))
    by_day: dict[date, FreeSlot] = {}
    for one in ranked:
        by_day.setdefault(one.window.start.astimezone(ports.centre.zone_info).date(), one)
    return list(by_day.values())[:MOST]


def slot_at(slots: Sequence[FreeSlot], space: str, start: str) -> FreeSlot | None:
    """The slot that somebody chose, as the page names it; None = it is none of them any more."""
    return next((one for one in slots if (one.space, one.window.start.isoformat()) == (space, start)), None)


def _spaces(ports: Ports, provider: Provider, takes: Takes) -> list[Space]:
    """The provider's own venue, else every room of the kind that the topic takes."""
    spaces: Mapping[str, Space] = {str(key): one for key, one in ports.centre.spaces.items()}
    if provider.venue in spaces:
        return [spaces[provider.venue]]
    return [one for one in spaces.values() if takes.room is not None and one.kind is takes.room]


def _in_space(
    ports: Ports,
    space: Space,
    need: Need,
    provider: Provider,
    takes: Takes,
    first: date,
    tier: Tiers,
    matches: Iterable[Match],
) -> Iterator[FreeSlot]:
    length = -(-takes.minutes // 30)
    days = [first + timedelta(days=n) for n in range(DAYS_AHEAD)]
    weekdays = [day.weekday() for day in days]
    is_open = opened(Schedule(space, ports.calendar, ports.centre.zone_info), first, DAYS_AHEAD)
    kept = [one.window for one in matches if keeps(one, provider.id, need.id, space.id) and one.window]
    taken = _touched(ports, [*_held(ports, space, first), *kept], first)
    fits = is_open & ~taken & _hours(provider.hours)[weekdays] & (tier > Tier.BUSY)
    wanted = windowed(_hours(need.wanted)[weekdays], length)
    for n, half in zip(*np.nonzero(windowed(fits, length)), strict=True):
        start = _instant(ports, days[n], int(half))
        yield FreeSlot(
            space=space.id,
            window=Window(start, start + timedelta(minutes=takes.minutes)),
            tier=Tier(int(tier[n, half : half + length].min())),
            wanted=bool(wanted[n, half]),
            zone=not takes.zone or space.zone == takes.zone,
        )


def _hours(hours: Sequence[WantedTime]) -> Week:
    """Whole half hours of the week that the hours cover; all of them where nothing is said."""
    if not hours:
        return np.ones((7, HALF_HOURS), dtype=bool)
    covered: Week = np.all(week_of(hours).reshape(7, HALF_HOURS, -1) > WHOLE, axis=2)
    return covered


def _tiers(ports: Ports, spaces: Sequence[Space], first: date) -> Mapping[SpaceId, Tiers]:
    """By the forecast; where it says nothing, what lies off the peak in force is probably off-peak."""
    outlooks = kept_outlooks(ports, first, DAYS_AHEAD)
    days = [first + timedelta(days=n) for n in range(DAYS_AHEAD)]
    lists = peak_lists(ports, [one.id for one in spaces], Period(days[0], days[-1]))
    found: dict[SpaceId, Tiers] = {}
    for space in spaces:
        outlook = outlooks.get(space.id)
        calm = np.array([_calm(ports, lists.get(space.id, ()), day) for day in days])
        tier = np.zeros_like(calm, dtype=np.int64) if outlook is None else room_left(outlook).tier
        found[space.id] = np.where((tier == Tier.UNKNOWN) & calm, Tier.PROBABLY, tier)
    return found


def _calm(ports: Ports, lists: Sequence[PeakList], day: date) -> Flags:
    listed = in_force(lists, day)
    if listed is None or listed.is_empty:
        return np.zeros(HALF_HOURS, dtype=bool)
    return listed.quiet(ports.calendar.day_type(day))


def _held(ports: Ports, space: Space, first: date) -> list[Window]:
    """Of the sessions that are held; in a shared space nobody keeps others out."""
    if ports.programme is None or space.shared:
        return []
    zone = ports.centre.zone_info
    begin, end = local_day(first, zone).start, local_day(first + timedelta(days=DAYS_AHEAD - 1), zone).end
    sessions = ports.programme.sessions.within(Window(begin, end))
    return [one.window for one in sessions if one.held and one.space == space.id]


def _touched(ports: Ports, windows: Iterable[Window], first: date) -> Flags:
    """Half hours that one of the windows touches, by (DAYS_AHEAD, HALF_HOURS)."""
    found = np.zeros(DAYS_AHEAD * HALF_HOURS, dtype=bool)
    begin = local_day(first, ports.centre.zone_info).start
    for one in windows:
        start, end = ((at - begin) / HALF for at in (one.start, one.end))
        found[max(int(start), 0) : max(-int(-end // 1), 0)] = True
    return found.reshape(DAYS_AHEAD, HALF_HOURS)


def _instant(ports: Ports, day: date, half: int) -> datetime:
    local = datetime.combine(day, time(half // 2, half % 2 * 30), tzinfo=ports.centre.zone_info)
    return local.astimezone(ports.clock().tzinfo)
