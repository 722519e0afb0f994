"""The people of one space as a fold over its readings: live screens, facts and reports all count this way."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isnan, nan

from models.centre import Schedule, Sensor, SensorId, SensorRole, Space
from models.counter import Counter, CounterFlag, Crossing, Totals
from models.reading import Quality, Reading

HOLD = 2
"""A sensor's last word holds for this many of its report intervals, then nothing is known (domain.md 2.1)."""

SILENT_AFTER = 3
"""Report intervals after which a sensor counts as silent (ingest.md 3)."""

QUIET_BEFORE_ZERO = timedelta(minutes=60)
"""A shut space with no crossing for this long is empty; what the counters still claim is drift (ingest.md 3)."""


@dataclass(slots=True)
class Flow:
    """People by counting through all doors: every door must be heard, and nobody can be owed."""

    sum: float = 0.0
    people: float = 0.0
    anchored: bool = False

    def cross(self, crossing: Crossing) -> None:
        change = crossing.entries - crossing.exits
        self.sum += change
        self.people = max(0.0, self.people + change)

    def anchor(self, people: float) -> None:
        """Absolute evidence: so many are here now. What the doors claimed beside it is drift."""
        self.people, self.anchored = people, True

    @property
    def drift(self) -> float:
        return self.sum - self.people


@dataclass(slots=True)
class Tracker:
    """The people of one space as a deterministic fold over its readings, in order of time.

    feed() takes what was measured, advance() lets time pass; people() says what is known at the last instant.
    Drift is what the doors' signed sum says more (or less) than can be there, since the last closing.
    """

    space: Space
    sensors: Sequence[Sensor]
    schedule: Schedule
    on_step: Callable[[datetime, float, bool], None] | None = None
    now: datetime | None = None
    crossings: list[Crossing] = field(default_factory=list)
    heard: dict[SensorId, datetime] = field(default_factory=dict)
    last_drift: float = 0.0
    _known: dict[SensorId, Sensor] = field(default_factory=dict)
    _counters: dict[tuple[SensorId, str], Counter] = field(default_factory=dict)
    _half: dict[tuple[SensorId, str], tuple[datetime, dict[str, float]]] = field(default_factory=dict)
    values: dict[SensorId, dict[str, float]] = field(default_factory=dict)
    _spoke: dict[SensorId, datetime] = field(default_factory=dict)
    _empty_at: datetime | None = None
    flow: Flow = field(default_factory=Flow)
    _shown: tuple[float, bool] = (nan, False)

    def __post_init__(self) -> None:
        self._known = {sensor.id: sensor for sensor in self.sensors}

    def feed(self, reading: Reading) -> None:
        """Take one reading. Readings of bad quality and of strangers change nothing."""
        sensor = self._known.get(reading.sensor)
        if sensor is None or reading.quality is Quality.BAD:
            return
        self.advance(reading.at)
        self.heard[sensor.id] = max(reading.at, self.heard.get(sensor.id, reading.at))
        base, _, channel = reading.measure.partition(".")
        if base not in EVIDENCE.get(sensor.role, ()):
            return
        if sensor.role is SensorRole.FLOW:
            self._take_total(sensor, base, channel, reading)
        else:
            self._take_value(sensor, base, channel, reading)
        self._show(reading.at)

    def advance(self, at: datetime) -> None:
        """Let time pass up to an instant: old words expire, a shut and quiet space becomes empty."""
        if self.now is None:
            self.now = at
            self.flow.anchored = not self.schedule.is_open(at)
            self._empty_at = self.schedule.shut_for(QUIET_BEFORE_ZERO, at)
        if at <= self.now:
            return
        if self._empty_at is not None and at >= self._empty_at:
            self._expire(self._empty_at)
            self._empty(self._empty_at)
        self._expire(at)
        self.now = at

    def _expire(self, at: datetime) -> None:
        """What was said last holds no longer than its sensors' intervals."""
        expiry = self._expiry()
        if expiry is not None and self.now is not None and self.now <= expiry < at:
            self._step(expiry, nan, sure=False)

    def people(self) -> tuple[float, Quality]:
        """Persons present at the last instant, nan = no data, and how good that is."""
        value, sure = self._shown
        expiry = self._expiry()
        if isnan(value) or (expiry is not None and self.now is not None and self.now >= expiry):
            return nan, Quality.BAD
        return value, Quality.GOOD if sure else Quality.UNCERTAIN

    @property
    def drift(self) -> float:
        """Persons that the doors claim but that cannot be there (negative: that they have forgotten)."""
        return self.flow.drift

    def silent(self, at: datetime, intervals: int = SILENT_AFTER) -> tuple[SensorId, ...]:
        """Sensors not heard for so many of their own report intervals."""
        return tuple(
            sensor.id
            for sensor in self.sensors
            if sensor.id not in self.heard
            or at - self.heard[sensor.id] > timedelta(seconds=intervals * sensor.interval_s)
        )

    def _take_total(self, sensor: Sensor, base: str, channel: str, reading: Reading) -> None:
        key = (sensor.id, channel)
        at, half = self._half.get(key, (reading.at, {}))
        if at != reading.at:
            half = {}
        half[base] = reading.value
        self._half[key] = (reading.at, half)
        if len(half) < 2:
            return
        counter = self._counters.setdefault(key, Counter(sensor.counter_bits))
        totals = Totals(reading.at, half["people_in_total"], half["people_out_total"])
        crossing = counter.feed(totals)
        del self._half[key]
        if CounterFlag.LATE in crossing.flags:
            return
        self._spoke[sensor.id] = max(reading.at, self._spoke.get(sensor.id, reading.at))
        self._cross(_turned(crossing) if sensor.reversed else crossing)

    def _cross(self, crossing: Crossing) -> None:
        if crossing.entries or crossing.exits or crossing.flags:
            self.crossings.append(crossing)
        if crossing.entries or crossing.exits:
            self.flow.cross(crossing)
            self._empty_at = self.schedule.shut_for(QUIET_BEFORE_ZERO, crossing.at)

    def _take_value(self, sensor: Sensor, base: str, channel: str, reading: Reading) -> None:
        if reading.at < self._spoke.get(sensor.id, reading.at):
            return
        value = reading.value
        if base == "power":
            value = float(sensor.in_use_above is not None and value > sensor.in_use_above)
        self.values.setdefault(sensor.id, {})[channel] = value
        self._spoke[sensor.id] = reading.at
        if sensor.role is SensorRole.COUNT:
            self.flow.anchor(counted(self))

    def _empty(self, at: datetime) -> None:
        """Shut and quiet long enough: what the doors still claim is drift, and the count starts again from nobody."""
        self.last_drift = self.flow.sum
        self.flow = Flow(anchored=True)
        self._empty_at = None
        expiry = self._expiry()
        if self._method() is SensorRole.FLOW and expiry is not None and expiry > at:
            self._show(at)

    def _method(self) -> SensorRole | None:
        """The best kind of evidence that the space has and that still speaks; doors may stand in for a silent camera."""
        roles = {sensor.role for sensor in self.sensors}
        own = [role for role in METHODS if role in roles]
        if own[:2] == [SensorRole.COUNT, SensorRole.FLOW] and not self._fresh(SensorRole.COUNT):
            return SensorRole.FLOW
        return own[0] if own else None

    def _fresh(self, role: SensorRole) -> bool:
        limit = self._role_expiry(role)
        return limit is not None and (self.now is None or limit > self.now)

    def _role_expiry(self, role: SensorRole) -> datetime | None:
        """When the first of a role's sensors stops counting as heard; None when one has never spoken."""
        limits = []
        for sensor in self.sensors:
            if sensor.role is role:
                spoke = self._spoke.get(sensor.id)
                if spoke is None:
                    return None
                limits.append(spoke + timedelta(seconds=HOLD * sensor.interval_s))
        return min(limits, default=None)

    def _expiry(self) -> datetime | None:
        method = self._method()
        return self._role_expiry(method) if method else None

    def _show(self, at: datetime) -> None:
        method = self._method()
        if method is None or self._role_expiry(method) is None:
            return
        value, sure = METHODS[method](self)
        self._step(at, value, sure)

    def _step(self, at: datetime, value: float, sure: bool) -> None:
        if (value, sure) == self._shown or (isnan(value) and isnan(self._shown[0])):
            return
        self._shown = (value, sure)
        if self.on_step is not None:
            self.on_step(at, value, sure)


def counted(tracker: Tracker) -> float:
    """What all cameras of the space see: a camera's own total where it sends one, else the sum of its regions."""
    cameras = (tracker.values.get(s.id, {}) for s in tracker.sensors if s.role is SensorRole.COUNT)
    return sum(seen[""] if "" in seen else sum(seen.values()) for seen in cameras)


def _by_count(tracker: Tracker) -> tuple[float, bool]:
    return counted(tracker), True


def _by_flow(tracker: Tracker) -> tuple[float, bool]:
    return tracker.flow.people, tracker.flow.anchored


def _taken(tracker: Tracker, roles: Collection[SensorRole]) -> int:
    sensors = (s.id for s in tracker.sensors if s.role in roles)
    return sum(any(tracker.values.get(sensor, {}).values()) for sensor in sensors)


def _by_units(tracker: Tracker) -> tuple[float, bool]:
    """Seats or machines in use: a lower bound of the people, so never sure."""
    return float(_taken(tracker, (SensorRole.SEAT, SensorRole.MACHINE))), False


def _by_presence(tracker: Tracker) -> tuple[float, bool]:
    """Somebody or nobody: one person at least, so sure only when nobody."""
    taken = _taken(tracker, (SensorRole.PRESENCE,)) > 0
    return float(taken), not taken


METHODS: Mapping[SensorRole, Callable[[Tracker], tuple[float, bool]]] = {
    SensorRole.COUNT: _by_count,
    SensorRole.FLOW: _by_flow,
    SensorRole.SEAT: _by_units,
    SensorRole.MACHINE: _by_units,
    SensorRole.PRESENCE: _by_presence,
}
"""How people are known, best evidence first: (tracker) -> (persons, whether that is sure)."""

EVIDENCE: Mapping[SensorRole, frozenset[str]] = {
    SensorRole.FLOW: frozenset({"people_in_total", "people_out_total"}),
    SensorRole.COUNT: frozenset({"occupancy_count"}),
    SensorRole.PRESENCE: frozenset({"presence"}),
    SensorRole.SEAT: frozenset({"presence"}),
    SensorRole.MACHINE: frozenset({"power"}),
}
"""Which measures of a sensor speak of people."""


def _turned(crossing: Crossing) -> Crossing:
    return Crossing(crossing.at, crossing.exits, crossing.entries, crossing.flags)
