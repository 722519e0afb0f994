"""What a centre tells the world: a calendar for each space, and OpenActive feeds where it wants to be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from models.account import Account, Permission
from models.calendar import Window
from models.centre import Schedule, Space, SpaceId, SpaceKind
from models.exchange.address import FeedAddresses
from models.exchange.calendar_text import calendar_text, title_of
from models.exchange.open_activity import (
    House,
    busyness,
    facility_use,
    scheduled_session,
    session_series,
    slot,
    slot_id,
)
from models.exchange.open_scheme import ACTIVITIES, FACILITY_TYPES, activities, scheme
from models.exchange.rpde import PAGE, Item, Json, Place, Watch, after, page
from models.hold import SessionStatus
from models.live import HALF, Band
from models.ports import Ports
from models.programme.seating import seats_taken
from models.programme.series import Series
from models.programme.session import Session
from models.services.deed import note
from models.services.feed_prices import FeedPrices
from models.services.regeneration import programme_of
from models.services.strangers import refusal

PAST, AHEAD = timedelta(days=31), timedelta(days=183)
"""What a calendar shows."""

OFFERED = timedelta(days=14)
"""How far ahead free hours are told."""

HOUR = timedelta(hours=1)

FEWEST = 5
"""Where the lowest band ends below so many persons, it would tell of single ones."""

BANDS: Mapping[Band, str] = {Band.QUIET: "空闲", Band.MODERATE: "适中", Band.BUSY: "拥挤"}
_MS = timedelta(milliseconds=1)


def calendar_of(ports: Ports, space: SpaceId, locale: str) -> str:
    """The calendar of a space. Raises KeyError for a space that there is not."""
    place, now = ports.centre.spaces[space], ports.clock()
    sessions = programme_of(ports).sessions.within(Window(now - PAST, now + AHEAD), [space])
    name = place.name.get(locale) or space
    return calendar_text(ports.centre.id, name, sessions, now, locale)


def new_address(ports: Ports, account: Account, space: str) -> str:
    """A secret that opens the calendar of a space; an older one opens nothing any more. Raises RefusedError."""
    kept = _addresses(ports, account, space)
    secret = kept.issue(SpaceId(space), account.name, ports.clock())
    note(ports, account, "feed.issue", space)
    return secret


def drop_address(ports: Ports, account: Account, space: str) -> None:
    """From now on nobody reads the calendar of a space without signing in. Raises RefusedError."""
    _addresses(ports, account, space).revoke(SpaceId(space))
    note(ports, account, "feed.revoke", space)


def issued(ports: Ports) -> set[SpaceId]:
    """The spaces whose calendar others may read."""
    return ports.addresses.issued() if ports.addresses is not None else set()


def opens(ports: Ports, space: str, secret: str) -> bool:
    """Whether a secret opens the calendar of a space."""
    known = ports.addresses is not None and space in ports.centre.spaces
    return known and ports.addresses is not None and ports.addresses.opens(SpaceId(space), secret)


def _addresses(ports: Ports, account: Account, space: str) -> FeedAddresses:
    allowed = account.may(Permission.IMPORT_RUN, ports.centre.id)
    if ports.addresses is None or not allowed or space not in ports.centre.spaces:
        raise refusal("import.no_feed")
    return ports.addresses


@dataclass(slots=True)
class Watches:
    """What is remembered of a centre's feeds between two questions."""

    series: Watch = field(default_factory=lambda: Watch("SessionSeries"))
    facilities: Watch = field(default_factory=lambda: Watch("FacilityUse"))
    slots: Watch = field(default_factory=lambda: Watch("FacilityUse/Slot"))

    @classmethod
    def of(cls, ports: Ports) -> "Watches":
        """Those of a centre, which go on where an earlier process stopped."""
        kept = ports.feeds.items
        return cls(Watch("SessionSeries", kept), Watch("FacilityUse", kept), Watch("FacilityUse/Slot", kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to a feed. base: the address of the centre's open data."""

    ports: Ports
    base: str
    place: Place
    watches: Watches


def feed_page(name: str, asked: Asked) -> Json:
    """A page of a feed. Raises KeyError when there is none of that name."""
    return page(f"{asked.base}/{name}", asked.place, FEEDS[name](asked))


def _sessions(asked: Asked) -> Sequence[Item]:
    programme, prices = programme_of(asked.ports), FeedPrices.of(asked.ports)
    found = programme.sessions.modified_after(asked.place.modified, asked.place.id, PAGE)
    house = _house(asked)
    bookings = programme.bookings.of_sessions([one.id for one in found])
    taken = {one.id: seats_taken(each for each in bookings if each.session == one.id) for one in found}
    return [
        Item(
            id=one.id,
            modified=one.modified,
            kind="ScheduledSession",
            data=_session(house, one, taken[one.id], prices),
        )
        for one in found
    ]


def _house(asked: Asked) -> House:
    kinds = {one.key: one.name for one in programme_of(asked.ports).offerings.kinds()}
    return House(asked.ports.centre, asked.base, kinds)


def _session(house: House, one: Session, taken: int, prices: FeedPrices) -> Json | None:
    if one.status is SessionStatus.PLANNED:
        return None
    left = max(0, one.places - taken) if one.places else None
    return scheduled_session(one, house, left, prices.place(one.price_plan, one.window))


def _series(asked: Asked) -> Sequence[Item]:
    """Those that have sessions, with what a place costs next time: a new price reaches readers, too."""
    programme, house, prices = programme_of(asked.ports), _house(asked), FeedPrices.of(asked.ports)
    ports, now = asked.ports, asked.ports.clock()
    coming = {
        one.series: one.window
        for one in reversed(programme.sessions.within(Window(now, now + OFFERED)))
        if one.held and not one.detached
    }
    held = programme.sessions.modified_by_series()
    present = {
        one.id: session_series(
            one, house, prices.place(one.price_plan, coming.get(one.id) or _today(ports, one))
        )
        for one in programme.offerings.all_series()
        if one.id in held
    }
    return after(asked.watches.series.items(present, _ms(asked)), asked.place)


def _today(ports: Ports, one: Series) -> Window:
    """Its hours as they would be today: what a place of it costs where none is near."""
    start = datetime.combine(ports.centre.day_of(ports.clock()), one.start, tzinfo=ports.centre.zone_info)
    return Window(start, start + timedelta(minutes=one.minutes))


def _facilities(asked: Asked) -> Sequence[Item]:
    ports, now = asked.ports, asked.ports.clock()
    states = ports.live.states()
    present = {
        str(key): facility_use(
            space,
            ports.centre,
            asked.base,
            _busyness(space, states[key].band if key in states else Band.UNKNOWN, ports.centre.day_of(now)),
        )
        for key, space in ports.centre.spaces.items()
    }
    return after(asked.watches.facilities.items(present, _ms(asked)), asked.place)


def _busyness(space: Space, band: Band, day: date) -> dict[str, Any] | None:
    """None where nobody knows, and where a band would tell of fewer persons than FEWEST."""
    told = band in BANDS and (space.limit(day) or 0) * HALF >= FEWEST
    return busyness(band.value, BANDS[band]) if told else None


def _slots(asked: Asked) -> Sequence[Item]:
    """The open hours of the next two weeks that somebody may hire, and whether anybody has them. A shared space has none to
    give away, and an hour that no plan prices is offered to nobody."""
    ports, now = asked.ports, asked.ports.clock()
    span = Window(now, now + OFFERED)
    prices, present = FeedPrices.of(ports), dict[str, Json]()
    for space in ports.centre.spaces.values():
        present |= _slots_of(asked, space, span, prices)
    return after(asked.watches.slots.items(present, _ms(asked)), asked.place)


def _slots_of(asked: Asked, space: Space, span: Window, prices: FeedPrices) -> dict[str, Json]:
    ports = asked.ports
    zone = ports.centre.zone_info
    hours = _hours(Schedule(space, ports.calendar, zone), span)
    priced = [(window, quotes) for window in hours if (quotes := prices.hire(space, window))]
    held = [one for one in programme_of(ports).sessions.within(span, [space.id]) if one.held]
    told: dict[str, Json] = {}
    for window, quotes in priced:
        left = int(not any(one.window.overlap(window) for one in held))
        told[slot_id(space, window.start)] = slot(space, window, asked.base, zone, quotes, left=left)
    return told


def _hours(schedule: Schedule, span: Window) -> list[Window]:
    """Whole hours from each opening on."""
    found = []
    day, last = (at.astimezone(schedule.zone).date() for at in (span.start, span.end))
    while day <= last:
        for window in schedule.windows(day):
            start = window.start
            while start + HOUR <= window.end:
                found += [Window(start, start + HOUR)] if start >= span.start else []
                start += HOUR
        day += timedelta(days=1)
    return found


def _ms(asked: Asked) -> int:
    return int(asked.ports.clock().timestamp() * 1000)


def schemes(ports: Ports, base: str) -> Mapping[str, Json]:
    """The lists that items refer to, by the name of their document."""
    title = title_of(ports.centre.name, "zh-Hans")
    types = [(kind.value, {"en": kind.value}) for kind in SpaceKind]
    return {
        ACTIVITIES: activities(base, title, programme_of(ports).offerings.kinds()),
        FACILITY_TYPES: scheme(base, FACILITY_TYPES, title, types),
    }


FEEDS: Mapping[str, Callable[[Asked], Sequence[Item]]] = {
    "session-series": _series,
    "scheduled-sessions": _sessions,
    "facility-uses": _facilities,
    "slots": _slots,
}
"""The feeds of a centre's open data: name -> what comes after a place, a page at most."""
