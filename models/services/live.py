"""What is the centre like right now? The board of the live page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.centre import Schedule, Sensor, SensorId, Space, SpaceId
from models.health import Presence
from models.hold import Hold, now_and_next
from models.live import Alert, Band, SpaceState, alerts
from models.ports import Ports
from models.services.background import Background
from models.services.sensors import SILENT, hearing
from models.trail import Point, Trail
from models.usual import Usual, slot_of_day

_HOUR = timedelta(hours=1)
_HALF_HOUR = timedelta(minutes=30)
_LOOK_AHEAD_DAYS = 14
"""A space that does not open within these days shows no next opening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One space now. state: None = never heard; changes_at: when it closes (open) or opens (closed)."""

    at: datetime
    space: Space
    state: SpaceState | None
    open: bool
    changes_at: datetime | None
    capacity: int | None
    trend: tuple[Point, ...]
    usual: Usual | None
    booked_now: Hold | None
    booked_next: Hold | None

    @property
    def people(self) -> float | None:
        return self.state.people if self.state else None

    @property
    def band(self) -> Band:
        return self.state.band if self.state else Band.UNKNOWN

    @property
    def share(self) -> float | None:
        """Of its capacity; None where either is not known."""
        return self.of_capacity(self.people)

    def of_capacity(self, people: float | None) -> float | None:
        return people / self.capacity if people is not None and self.capacity is not None else None

    @property
    def change(self) -> float | None:
        """People now less people at the start of the trend; None when less than half an hour of it is known."""
        known = [(at, people) for at, people in self.trend if people is not None and at >= self.at - _HOUR]
        if self.people is None or not known or self.at - known[0][0] < _HALF_HOUR:
            return None
        return self.people - known[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The centre in one line. people: of the measured spaces, None when none is measured."""

    people: float | None
    measured: int
    open: int
    spaces: int
    sensors_heard: int
    sensors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything that the live page shows at one instant. heard_at: None = the broker has said nothing yet."""

    at: datetime
    heard_at: datetime | None
    tiles: Mapping[SpaceId, Tile]
    alerts: tuple[Alert, ...]
    house: House


def board(ports: Ports, slow: Background, trail: Trail, at: datetime) -> Board:
    """The board from memory alone: no store, no database, so that it may run on every message."""
    states = _as_heard(ports, slow, ports.live.states(), at)
    tiles = {
        key: _tile(ports, space, states.get(key), slow, trail, at)
        for key, space in ports.centre.spaces.items()
    }
    return Board(
        at=at,
        heard_at=ports.live.heard_at(),
        tiles=tiles,
        alerts=tuple(alerts(states)),
        house=_house(_sensors(ports, slow).values(), tiles),
    )


def _as_heard(
    ports: Ports, slow: Background, states: Mapping[SpaceId, SpaceState], at: datetime
) -> Mapping[SpaceId, SpaceState]:
    """The states with the silent sensors by the rule of the sensors page, where the ingestor says who was heard."""
    said = ports.ingest()
    if said is None or ports.centre.id not in said.sensors:
        return states
    heard = said.sensors[ports.centre.id]
    silent = [
        sensor
        for key, sensor in _sensors(ports, slow).items()
        if hearing(heard.get(key, Presence()), sensor.interval_s, at) in SILENT
    ]
    return {
        space: replace(state, silent=tuple(sensor.id for sensor in silent if sensor.space == space))
        for space, state in states.items()
    }


def _sensors(ports: Ports, slow: Background) -> Mapping[SensorId, Sensor]:
    """Those that people accepted among them, once the background was read."""
    return slow.sensors or ports.centre.sensors


def busiest(board: Board) -> SpaceId:
    """The space to show first: the fullest one by share of capacity, else the first of the centre."""
    return max(board.tiles, key=lambda key: board.tiles[key].share or 0.0)


def _tile(
    ports: Ports, space: Space, state: SpaceState | None, slow: Background, trail: Trail, at: datetime
) -> Tile:
    zone = ports.centre.zone_info
    usual = slow.usual.get(space.id)
    schedule = Schedule(space, ports.calendar, zone)
    span = schedule.span_at(at)
    now, later = now_and_next([b for b in slow.holds if b.space == space.id], at)
    return Tile(
        at=at,
        space=space,
        state=state,
        open=span is not None,
        changes_at=span.end if span else next_opening(schedule, at),
        capacity=space.limit(ports.centre.day_of(at)),
        trend=trail.points(space.id, slow.recent.get(space.id, ()), at),
        usual=usual.at(slot_of_day(at, zone)) if usual else None,
        booked_now=now,
        booked_next=later,
    )


def next_opening(schedule: Schedule, at: datetime) -> datetime | None:
    """When a closed space opens; None when that is further away than one looks."""
    today = at.astimezone(schedule.zone).date()
    days = (today + timedelta(days=n) for n in range(_LOOK_AHEAD_DAYS + 1))
    return next((w.start for day in days for w in schedule.windows(day) if w.start > at), None)


def _house(sensors: Iterable[Sensor], tiles: Mapping[SpaceId, Tile]) -> House:
    measured = [tile.people for tile in tiles.values() if tile.people is not None]
    heard = [tile.state for tile in tiles.values() if tile.state is not None]
    unheard = {key for key, tile in tiles.items() if tile.state is None}
    never = sum(sensor.space in unheard for sensor in sensors)
    return House(
        people=sum(measured) if measured else None,
        measured=len(measured),
        open=sum(tile.open for tile in tiles.values()),
        spaces=len(tiles),
        sensors_heard=sum(state.sensors - len(state.silent) for state in heard),
        sensors=sum(state.sensors for state in heard) + never,
    )
