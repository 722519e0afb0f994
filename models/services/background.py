"""The slow parts of the live board (usual days, holds, recent facts), read rarely and kept in one explicit value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from models.calendar import SLOT, Window, floor_slot, local_day
from models.centre import CentreId, Sensor, SensorId, SpaceId
from models.hold import Hold
from models.ports import Ports
from models.services.known_sensors import known_sensors
from models.slot import SlotFact
from models.trail import HOUR
from models.usual import WEEKS, UsualDay, comparable_days, usual_day

BOOKINGS_AGE = timedelta(seconds=30)
"""How old holds and recent facts may get."""

_AHEAD = timedelta(days=2)

_UsualKey = tuple[datetime, date, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What changes slowly. `usual_key`: quarter hour, local day and first fact that the usual days were made from."""

    at: datetime
    usual_key: _UsualKey
    usual: Mapping[SpaceId, UsualDay]
    holds: tuple[Hold, ...]
    recent: Mapping[SpaceId, tuple[SlotFact, ...]]
    sensors: Mapping[SensorId, Sensor] = field(default_factory=dict)


def nothing_yet() -> Background:
    """What is known before the first read: a board can be shown without it."""
    never = datetime.min.replace(tzinfo=UTC)
    return Background(at=never, usual_key=(never, date.min, None), usual={}, holds=(), recent={})


def background(ports: Ports, at: datetime, previous: Background) -> Background:
    """The previous value while it is fresh, else a new one. Usual days live a quarter hour, the rest half a minute."""
    if timedelta(0) <= at - previous.at < BOOKINGS_AGE:
        return previous
    key = usual_key(ports, at)
    usual = previous.usual if previous.usual_key == key else usual_days(ports, key[1])
    return Background(
        at=at,
        usual_key=key,
        usual=usual,
        holds=tuple(ports.holds.within(Window(at, at + _AHEAD))),
        recent=_recent(ports, at),
        sensors=known_sensors(ports),
    )


def usual_days(ports: Ports, day: date) -> Mapping[SpaceId, UsualDay]:
    """The usual day of every space; one space at a time, so that 12 weeks of all spaces are never in memory."""
    return {space: usual_of(ports, space, day) for space in ports.centre.spaces}


def usual_of(ports: Ports, space: SpaceId, day: date) -> UsualDay:
    """What `day` is compared with in one space."""
    zone = ports.centre.zone_info
    window = Window(
        local_day(day - timedelta(weeks=WEEKS), zone).start, local_day(day - timedelta(days=1), zone).end
    )
    return usual_day(ports.slots.within([space], window), comparable_days(day, ports.calendar), zone)


@dataclass(slots=True)
class UsualShelf:
    """Usual days that were asked for one by one, kept while their quarter hour and their first fact stand."""

    _kept: dict[tuple[CentreId, SpaceId], tuple[_UsualKey, UsualDay]] = field(default_factory=dict)

    def usual(self, ports: Ports, space: SpaceId, at: datetime) -> UsualDay:
        """What the running day of a space is compared with; read at most once a quarter hour."""
        key, place = usual_key(ports, at), (ports.centre.id, space)
        kept = self._kept.get(place)
        if kept is None or kept[0] != key:
            kept = self._kept[place] = key, usual_of(ports, space, key[1])
        return kept[1]


def usual_key(ports: Ports, at: datetime) -> _UsualKey:
    """What usual days depend on: the quarter hour, the local day and the first fact (a history may be filling up)."""
    span = ports.slots.span()
    return floor_slot(at), ports.centre.day_of(at), span.start if span else None


def _recent(ports: Ports, at: datetime) -> Mapping[SpaceId, tuple[SlotFact, ...]]:
    spaces = ports.centre.spaces
    facts = ports.slots.within(list(spaces), Window(floor_slot(at - HOUR - 2 * SLOT), at))
    return {space: tuple(fact for fact in facts if fact.space == space) for space in spaces}
