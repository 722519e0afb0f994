"""A neighbourhood centre as data: its spaces, zones, capacities, opening rules and sensors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NewType
from zoneinfo import ZoneInfo

from models.calendar import Calendar, DayType, Window, business_date
from models.grid import Grid
from models.location import Location
from models.message import LocalText
from models.sharing import USUAL, SharingRule
from models.stall import Stall, StallId
from models.trading_hours import TradingHours
from models.usual_council import USUAL_COUNCIL, UsualCouncil
from models.usual_fund import UsualFund

CentreId = NewType("CentreId", str)
SpaceId = NewType("SpaceId", str)
SensorId = NewType("SensorId", str)


class SpaceKind(StrEnum):
    """What a space is used for."""

    GYM = "gym"
    CANTEEN = "canteen"
    ROOM = "room"
    MARKET = "market"
    CARE = "care"
    DESK = "desk"
    OUTDOOR = "outdoor"


class SensorRole(StrEnum):
    """What a sensor can say about the people in its space."""

    FLOW = "flow"  # counts crossings of a line, in and out
    COUNT = "count"  # says how many people are in view now
    PRESENCE = "presence"  # says whether somebody is there
    SEAT = "seat"  # says whether one seat, desk or bed is taken
    DOOR = "door"  # says whether a door is open
    MACHINE = "machine"  # a plug: the machine behind it is in use above a power
    GATE = "gate"  # lets people pass one by one; each passage is an event and an amount
    TILL = "till"  # sells meals or goods
    DELIVERY = "delivery"  # brings meals to people's homes
    CLIMATE = "climate"  # air and light; nothing about people


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One of the colour-coded zones (domain.md row 24). Colour never alone: an icon and a name stand beside it."""

    key: str
    colour: str
    icon: str
    name: LocalText


ZONES: Mapping[str, Zone] = {
    zone.key: zone
    for zone in (
        Zone(key="red", colour="#c8372d", icon="★", name={"zh-Hans": "党建", "en": "Party & public"}),
        Zone(key="blue", colour="#2563b0", icon="⛨", name={"zh-Hans": "安全", "en": "Safety"}),
        Zone(key="white", colour="#f4f4f1", icon="✚", name={"zh-Hans": "医护", "en": "Health"}),
        Zone(key="silver", colour="#a9b0b8", icon="❀", name={"zh-Hans": "长者", "en": "Seniors"}),
        Zone(key="green", colour="#2f8f4e", icon="♣", name={"zh-Hans": "生态", "en": "Green"}),
        Zone(key="orange", colour="#d9741a", icon="⚛", name={"zh-Hans": "科普", "en": "Science"}),
        Zone(key="purple", colour="#7b4bb3", icon="☺", name={"zh-Hans": "儿童", "en": "Children"}),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many persons a space may hold from one date on, and on what basis."""

    persons: int
    basis: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRule:
    """Open from `start` to `end` local time on days of these types; an end at or before the start is past midnight."""

    days: frozenset[DayType]
    start: time
    end: time
    valid_from: date = date.min
    valid_to: date | None = None

    def on(self, day: date, day_type: DayType) -> bool:
        return (
            day_type in self.days
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Local dates on which a space stays shut although its rules say open. announced: when people were told; None = nobody
    wrote it down."""

    first: date
    last: date
    reason: LocalText
    announced: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A room on the floor plan, in percent of the plan's width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A room, hall or street whose use is measured."""

    id: SpaceId
    name: LocalText
    kind: SpaceKind
    zone: str
    area_m2: float
    capacities: tuple[Capacity, ...]
    opening: tuple[OpeningRule, ...]
    closures: tuple[Closure, ...] = ()
    seats: int | None = None
    group_minimum: int = 1
    plan: Rectangle
    units: Mapping[str, LocalText] = field(default_factory=dict, hash=False)
    """Parts that can be held one by one ("east", "west"); empty = only the whole."""
    shared: bool = False
    """Whether several sessions may go on at a time: a gym, a market. Elsewhere a quarter hour is one session's."""
    meals: tuple[TradingHours, ...] = ()
    """A canteen's services; the keys are those that its tills name."""
    service_level: float = 0.97
    """Share of days on which a canteen's meals are to suffice: the fewer days short, the more meals too many."""
    periods: tuple[TradingHours, ...] = ()
    """The parts of a market's day that are told apart, such as "morning" and "night"."""

    def limit(self, day: date) -> int | None:
        """Persons that the space may hold on that day: the lowest limit in force; None = none is."""
        valid = (c for c in self.capacities if c.valid_from <= day <= (c.valid_to or day))
        return min((c.persons for c in valid), default=None)

    def capacity(self, day: date) -> int:
        """The same. Raises ValueError where none is in force."""
        if (found := self.limit(day)) is None:
            raise ValueError(f"space '{self.id}' has no capacity on {day}")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensor:
    """A device that a centre knows: where it hangs, which topic it speaks on, how its bytes are read."""

    id: SensorId
    space: SpaceId
    role: SensorRole
    topic: str
    envelope: str
    profile: str
    interval_s: int
    device: str = ""
    """Whose part of the message it is, where one topic carries several devices (a gateway); "" = the topic's own."""
    channels: frozenset[str] = frozenset()
    """Only these lines or regions ("line2") of a device that looks at several spaces; empty = all."""
    reads: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Key or dotted path in the payload -> measure, where the profile cannot know the names that somebody chose."""
    reversed: bool = False
    counter_bits: int = 32
    """FLOW only: the width of the device's running totals; its profile states the same."""
    in_use_above: float | None = None
    """MACHINE only: the plug's power in watts above which the machine counts as in use."""


@dataclass(frozen=True, kw_only=True)
class Centre:
    """One neighbourhood centre."""

    id: CentreId
    name: LocalText
    timezone: str
    spaces: Mapping[SpaceId, Space]
    sensors: Mapping[SensorId, Sensor]
    published: bool = False
    """Whether its programme and how busy it is are open data that anybody may read."""
    location: Location | None = None
    """Where it is, for open data; None = nobody wrote it down."""
    stalls: Mapping[StallId, Stall] = field(default_factory=dict)
    grids: Mapping[str, Grid] = field(default_factory=dict)  # by code; empty = it tells none apart
    sharing: tuple[SharingRule, ...] = USUAL
    fund: UsualFund | None = None
    council: UsualCouncil = USUAL_COUNCIL
    """By which keys the costs of the whole house are shared out among its spaces."""
    targets: Mapping[str, float] = field(default_factory=dict)
    """Key of a figure -> what the centre wants of it in a month, in the figure's unit."""
    kpi_targets: Mapping[str, float] = field(default_factory=dict)
    """Key of a figure of models/kpi.py -> what was promised of it for a year, in the figure's unit; fen for money."""

    standard: Mapping[str, float] = field(default_factory=dict)
    """Key of a rule of the opening standard -> the limit that holds for this centre instead of the usual one."""

    project_limits: Mapping[str, float] = field(default_factory=dict)
    """Key of a limit of service projects -> what holds here instead of the usual one."""

    @cached_property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def sensors_of(self, space: SpaceId) -> Sequence[Sensor]:
        return [sensor for sensor in self.sensors.values() if sensor.space == space]

    def day_of(self, at: datetime) -> date:
        """The local calendar date of an instant."""
        return at.astimezone(self.zone_info).date()

    def business_day_of(self, at: datetime) -> date:
        """The day that money at an instant counts on: from 04:00 to 04:00."""
        return business_date(at, self.zone_info)


_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When one space is open. Days are worked out once and kept."""

    space: Space
    calendar: Calendar
    zone: ZoneInfo
    _days: dict[date, list[Window]] = field(default_factory=dict, repr=False, compare=False)

    def windows(self, day: date) -> list[Window]:
        """The open spans that begin on a local date."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = opening_windows(self.space, day, self.calendar, self.zone)
        return known

    def within(self, window: Window) -> list[Window]:
        """The open spans that overlap a window, in order, cut to it."""
        day = window.start.astimezone(self.zone).date() - timedelta(days=1)
        last = window.end.astimezone(self.zone).date()
        found = []
        while day <= last:
            found += [part for span in self.windows(day) if (part := span.overlap(window))]
            day += timedelta(days=1)
        return found

    def span_at(self, at: datetime) -> Window | None:
        """The opening span that covers the instant; None while shut."""
        today = at.astimezone(self.zone).date()
        spans = (*self.windows(today), *self.windows(today - timedelta(days=1)))
        return next((span for span in spans if span.start <= at < span.end), None)

    def is_open(self, at: datetime) -> bool:
        """Whether an opening span covers the instant."""
        return self.span_at(at) is not None

    def shut_for(self, length: timedelta, after: datetime) -> datetime | None:
        """The first instant at which the space has been shut for so long, and nothing happened since `after`.

        None when it is not shut that long within a week: some places never close.
        """
        candidate = after
        while candidate < after + _WEEK:
            span = self.span_at(candidate)
            candidate = (span.end if span else candidate) + length
            if not self.is_open(candidate):
                return candidate
        return None


def opening_windows(space: Space, day: date, calendar: Calendar, zone: ZoneInfo) -> list[Window]:
    """The open spans of a space that begin on a local date, in order; none on a closure."""
    if any(c.first <= day <= c.last for c in space.closures):
        return []
    windows = []
    for rule in space.opening:
        if rule.on(day, calendar.day_type(day)):
            last = day + timedelta(days=1) if rule.end <= rule.start else day
            start = datetime.combine(day, rule.start, tzinfo=zone).astimezone(UTC)
            windows.append(Window(start, datetime.combine(last, rule.end, tzinfo=zone).astimezone(UTC)))
    return sorted(windows)
