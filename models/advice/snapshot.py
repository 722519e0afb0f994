"""Everything that one week's advice stands on, as one value with one spelling: whoever has it can make the advice again."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256

from models.advice.rule import SoftRule, Weights
from models.calendar import DayType
from models.demand.history import PastSession
from models.demand.preference import Preference
from models.demand.segment import Segment
from models.document import canonical, filled
from models.forecast.series import Flags, Floats
from models.message import LocalText
from models.spell import Spell

HALF_HOURS = 48
WEEKS = 16
"""Weeks of history (domain.md 5.2: 12 to 26)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpaceUse:
    """A space, what was measured in it and what is expected. Minutes by (days, HALF_HOURS) of local time from Snapshot.first on.

    due: minutes it was open; person: person minutes, only in the measured ones. point, low, high: people of the week by
    (7, HALF_HOURS), NaN where nothing can be said; tier: as models.forecast.room_left has it, 0 = unknown or shut.
    calibrated: whether low and high are a band that past forecasts taught; else high is the most that was measured at that
    half hour on the last eight days of its weekday.
    taken: half hours of the week in which a session has the whole of it; one that several may share is never taken.
    """

    id: str
    kind: str
    zone: str
    capacity: int
    shared: bool
    units: tuple[str, ...]
    bookable: bool
    person: Floats
    measured: Floats
    due: Floats
    overflow: Floats
    ghost: Floats
    point: Floats
    low: Floats
    high: Floats
    tier: Floats
    calibrated: bool
    open: Flags
    taken: Flags
    meals: tuple[tuple[str, time, time], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A series as it stands. fee_fen: what a place costs at its usual hour, None = not known; programme, segment: as demand knows it."""

    id: str
    space: str
    kind: str
    organiser: str
    coach: str
    title: LocalText
    weekdays: tuple[int, ...]
    start: time
    minutes: int
    places: int
    expected: int
    price_plan: str
    fee_fen: int | None
    segment: Segment
    group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One past session. came: None = nobody counted; absent: it was held for people who did not come at all."""

    series: str
    kind: str
    organiser: str
    space: str
    day: date
    start: time
    minutes: int
    places: int
    came: int | None
    waiting: int
    absent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A session of the week that is planned."""

    series: str
    kind: str
    organiser: str
    coach: str
    space: str
    day: int
    half: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Teacher:
    """A coach. free: half hours of the week, (7, HALF_HOURS), available and not teaching; kinds: that were taught."""

    id: str
    kinds: frozenset[str]
    free: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """A self-organised group, with the kind of what it does."""

    id: str
    title: LocalText
    people: int
    kind: str
    segment: Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """A price plan in force. kind: of spaces that it prices; banded: half hours of its bands already."""

    plan: str
    what: str
    fen: int
    spaces: tuple[str, ...]
    banded: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapshot:
    """monday: of the planned week; first: of the history, WEEKS weeks before the Monday on or before `made_at`.

    day_types: of the history, then of the 7 planned days. quiet: half hours of the week in which nothing is proposed.
    running: windows that changes under way are measured in or compared with; open_changes: space -> how many are under way.
    """

    centre: str
    week: str
    monday: date
    first: date
    made_at: datetime
    day_types: tuple[DayType, ...]
    quiet: Flags
    spaces: dict[str, SpaceUse]
    courses: tuple[Course, ...] = ()
    turns: tuple[Turn, ...] = ()
    past: tuple[PastSession, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    groups: tuple[Neighbours, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    preferences: tuple[Preference, ...] = ()
    """Hours that residents named in the weeks of the history."""
    weights: Weights = field(default_factory=Weights)
    rules: tuple[SoftRule, ...] = ()
    running: tuple[Spell, ...] = ()
    open_changes: dict[str, int] = field(default_factory=dict)
    under_change: frozenset[str] = frozenset()
    """Series that a change under way is about."""
    lifts: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    """Kind of action -> mean change as measured so far, how well it is known, and how far changes of the kind lie apart, on the
    scale of logarithms."""
    pooled: dict[str, int] = field(default_factory=dict)
    """Kind of action -> measured trials behind it."""


def packed(snapshot: Snapshot) -> bytes:
    """The one spelling of it."""
    return canonical(snapshot)


def unpacked(content: bytes) -> Snapshot:
    """What packed() was given, numbers to seven digits."""
    return filled(Snapshot, json.loads(content))


def digest(content: bytes) -> str:
    """SHA-256 in hex: what it is kept under."""
    return sha256(content).hexdigest()
