"""The people of one space as a fold over its readings: live screens, facts and reports all count this way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import isnan, nan

from models.centre import Schedule, Sensor, SensorId, SensorRole, Space
from models.counter import Crossing
from models.estimate.flow import Flow
from models.estimate.learning import UNTAUGHT, Learned
from models.evidence import (
    BEST_FIRST,
    DOORS,
    EVIDENCE,
    NOBODY_EVERY,
    NOBODY_VARIANCE,
    NOTHING,
    SAYS,
    SOMEBODY_VARIANCE,
    STANDS_IN,
    UNITS,
    Estimate,
    counted,
    taken,
    view_variance,
)
from models.lines import Lines
from models.message import Value
from models.reading import Quality, Reading

HOLD = 2
"""A sensor's last word holds for this many of its report intervals, then nothing is known (domain.md 2.1)."""

SILENT_AFTER = 3
"""Report intervals after which a sensor counts as silent (ingest.md 3)."""

QUIET_BEFORE_ZERO = timedelta(minutes=60)
"""A shut space with no crossing for this long is empty; what the counters still claim is drift (ingest.md 3)."""

SPEAKING = 0.2
"""Share of a space's entries that its speaking doors must usually see, so that the rest may be guessed."""

_WAKE = timedelta(minutes=20)
"""A saving device speaks seldom at night; one that spoke so long before the quiet hour was still awake."""

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Tracker:
    """The people of one space as a deterministic fold over its readings, in order of time.

    feed() takes what was measured, advance() lets time pass; estimate() says what is known at the last instant.
    Drift is what the doors' signed sum says more (or less) than can be there, since the last closing.
    learned: what past days tell; recorded: whether the flow's trail is kept for the way back, in which case steps by
    doors carry its number and no bounds; on_step: told of every change; on_note: of every correction.
    """

    space: Space
    sensors: Sequence[Sensor]
    schedule: Schedule
    learned: Learned = UNTAUGHT
    on_step: Callable[[datetime, Estimate], None] | None = None
    on_note: Callable[[datetime, str, Mapping[str, Value]], None] | None = None
    recorded: bool = False
    now: datetime | None = None
    crossings: list[Crossing] = field(default_factory=list)
    heard: dict[SensorId, datetime] = field(default_factory=dict)
    values: dict[SensorId, dict[str, float]] = field(default_factory=dict)
    samples: dict[SensorId, int] = field(default_factory=dict)
    last_drift: float = 0.0
    flow: Flow = field(init=False)
    _known: dict[SensorId, Sensor] = field(init=False)
    _by_role: dict[SensorRole, list[Sensor]] = field(default_factory=dict)
    _lines: Lines = field(default_factory=Lines)
    _spoke: dict[SensorId, datetime] = field(default_factory=dict)
    _empty_at: datetime | None = None
    _nobody_at: datetime | None = None
    _shown: Estimate = NOTHING
    _belief: tuple[float, float] = (nan, nan)

    def __post_init__(self) -> None:
        self._known = {sensor.id: sensor for sensor in self.sensors}
        for sensor in self.sensors:
            role = SensorRole.FLOW if sensor.role in DOORS else sensor.role
            self._by_role.setdefault(role, []).append(sensor)
        self.flow = Flow(self._by_role.get(SensorRole.FLOW, []), self.learned, self.recorded)
        if self.on_note is not None:
            self.flow.note = self._note

    def feed(self, reading: Reading) -> None:
        """Take one reading. Readings of bad quality and of strangers change nothing."""
        sensor = self._known.get(reading.sensor)
        if sensor is None or reading.quality is Quality.BAD:
            return
        self.advance(reading.at)
        if reading.at > self.heard.get(sensor.id, _EVER):
            self.heard[sensor.id] = reading.at
            self.samples[sensor.id] = self.samples.get(sensor.id, 0) + 1
        base, _, channel = reading.measure.partition(".")
        if base not in EVIDENCE.get(sensor.role, ()):
            return
        if sensor.role in DOORS:
            self._take_total(sensor, base, channel, reading)
        else:
            self._take_value(sensor, base, channel, reading)
        self._show(reading.at)

    def advance(self, at: datetime) -> None:
        """Let time pass up to an instant: old words expire, a shut and quiet space becomes empty."""
        if self.now is None:
            self.now = at
            self.flow.meet(at, known=not self.schedule.is_open(at))
            self._empty_at = self.schedule.shut_for(QUIET_BEFORE_ZERO, at)
        if at <= self.now:
            return
        if self._empty_at is not None and at >= self._empty_at:
            self._expire(self._empty_at)
            self._empty(self._empty_at)
        self._expire(at)
        self.now = at

    def begin_day(self) -> bool:
        """Crossings, samples and sums of a day start anew. Whether the day starts with nobody inside, for sure."""
        self.crossings.clear()
        self.samples.clear()
        self._lines.begin(self.now)
        self.flow.begin_day()
        return self.flow.anchored and self.flow.settled

    def estimate(self) -> Estimate:
        """Persons present at the last instant; NOTHING when that is not known."""
        expiry = self._expiry()
        if expiry is not None and self.now is not None and self.now >= expiry:
            return NOTHING
        return self._shown

    def people(self) -> tuple[float, Quality]:
        """Persons present at the last instant, nan = no data, and how good that is."""
        known = self.estimate()
        if isnan(known.people):
            return nan, Quality.BAD
        return known.people, Quality.GOOD if known.sure else Quality.UNCERTAIN

    @property
    def drift(self) -> float:
        """Persons that the doors claim but that cannot be there (negative: that they have forgotten)."""
        return self.flow.sum - max(round(self.flow.belief.people), 0)

    def silent(self, at: datetime, intervals: int = SILENT_AFTER) -> tuple[SensorId, ...]:
        """Sensors not heard for so many of their own report intervals."""
        return tuple(
            sensor.id
            for sensor in self.sensors
            if sensor.id not in self.heard
            or at - self.heard[sensor.id] > timedelta(seconds=intervals * sensor.interval_s)
        )

    def _take_total(self, sensor: Sensor, base: str, channel: str, reading: Reading) -> None:
        crossing = self._lines.feed(sensor, base, channel, reading)
        if crossing is None:
            return
        self._spoke[sensor.id] = crossing.at
        if crossing.flags and self.on_note is not None:
            for flag in sorted(crossing.flags):
                self.on_note(crossing.at, f"why.{flag}", {"sensor": sensor.id})
        if crossing.entries or crossing.exits or crossing.flags:
            self.crossings.append(crossing)
        self.flow.cross(sensor.id, crossing)
        if crossing.entries or crossing.exits:
            self._empty_at = self.schedule.shut_for(QUIET_BEFORE_ZERO, crossing.at)

    def _take_value(self, sensor: Sensor, base: str, channel: str, reading: Reading) -> None:
        if reading.at < self._spoke.get(sensor.id, reading.at):
            return
        value = reading.value
        if base == "power":
            value = float(sensor.in_use_above is not None and value > sensor.in_use_above)
        self.values.setdefault(sensor.id, {})[channel] = value
        self._spoke[sensor.id] = reading.at
        if self.flow.doors:
            self._tell_doors(sensor.role, reading.at)

    def _tell_doors(self, role: SensorRole, at: datetime) -> None:
        """What is seen inside corrects what the doors say."""
        speaking = [s for s in self._by_role[role] if s.id in self._spoke and self._limit(s) > at]
        if role is SensorRole.COUNT:
            seen = counted(self.sensors, self.values)
            self.flow.see(seen, view_variance(seen))
            return
        somebody = taken(speaking, self.values, {role})
        if somebody:
            self.flow.at_least(float(somebody) if role in UNITS else 1.0, SOMEBODY_VARIANCE)
        elif role is SensorRole.PRESENCE and len(speaking) == len(self._by_role[role]):
            self._nobody_moves(at)

    def _nobody_moves(self, at: datetime) -> None:
        if self._nobody_at is None or at - self._nobody_at >= NOBODY_EVERY:
            self._nobody_at = at
            self.flow.see(0.0, NOBODY_VARIANCE)

    def _expire(self, at: datetime) -> None:
        """What was said last holds no longer than its sensors' intervals; then others may stand in."""
        expiry = self._expiry()
        while expiry is not None and self.now is not None and self.now <= expiry < at:
            self.now = expiry
            self._step(expiry, NOTHING)
            self._note("why.expired", {})
            self._show(expiry)
            expiry = self._expiry()
            if expiry is not None and expiry <= self.now:
                return

    def _empty(self, at: datetime) -> None:
        """Shut and quiet long enough: what the doors still claim is drift, and the count starts again from nobody."""
        self.last_drift = self.flow.sum
        self._lines.begin(at)
        self.flow.empty(at - QUIET_BEFORE_ZERO - _WAKE)
        self._empty_at = None
        expiry = self._expiry()
        if self.method is SensorRole.FLOW and expiry is not None and expiry > at:
            self._show(at)

    @property
    def method(self) -> SensorRole | None:
        """The best kind of evidence that the space has; where it is silent, the best that may stand in and speaks."""
        own = next((role for role in BEST_FIRST if role in self._by_role), None)
        if own is None or own not in STANDS_IN or self._fresh(own):
            return own
        return next((role for role in STANDS_IN[own] if self._fresh(role)), own)

    def _fresh(self, role: SensorRole) -> bool:
        limit = self._role_expiry(role)
        return limit is not None and (self.now is None or limit > self.now)

    def _limit(self, sensor: Sensor) -> datetime:
        return self._spoke[sensor.id] + timedelta(seconds=HOLD * sensor.interval_s)

    def _role_expiry(self, role: SensorRole) -> datetime | None:
        """When the first of a role's sensors stops counting as heard; None when one has never spoken.

        Of doors whose shares are known, when too few of them speak to guess the others.
        """
        sensors = self._by_role.get(role, ())
        if len(sensors) > 1 and role is SensorRole.FLOW and self.flow.learned.comes:
            return self._doors_expiry()
        limits = []
        for sensor in sensors:
            if sensor.id not in self._spoke:
                return None
            limits.append(self._limit(sensor))
        return min(limits, default=None)

    def _doors_expiry(self) -> datetime | None:
        doors = [s for s in self._by_role[SensorRole.FLOW] if s.id in self._spoke]
        share = 0.0
        for limit, sensor in sorted(((self._limit(s), s.id) for s in doors), reverse=True):
            share += self.flow.learned.door(sensor).entry_share
            if share >= SPEAKING:
                return limit
        return None

    def _expiry(self) -> datetime | None:
        method = self.method
        return self._role_expiry(method) if method else None

    def _show(self, at: datetime) -> None:
        method = self.method
        if method is None:
            return
        limit = self._role_expiry(method)
        if limit is None or limit <= at:
            return
        if method is SensorRole.FLOW:
            self._step(at, self._by_flow(at))
        else:
            self._step(at, SAYS[method](self.sensors, self.values))

    def _by_flow(self, at: datetime) -> Estimate:
        flow = self.flow
        sure = flow.anchored and not flow.guessing
        if self.recorded:
            return Estimate(flow.belief.people, 0.0, 0.0, sure, flow.belief.here)
        belief = (flow.belief.people, flow.belief.pp)
        if belief == self._belief and sure == self._shown.sure and not isnan(self._shown.people):
            return self._shown
        self._belief = belief
        return Estimate(*flow.interval(*belief, at.timestamp()), sure)

    def _step(self, at: datetime, known: Estimate) -> None:
        if known == self._shown or (isnan(known.people) and isnan(self._shown.people)):
            return
        self._shown = known
        if self.on_step is not None:
            self.on_step(at, known)

    def _note(self, key: str, values: Mapping[str, Value]) -> None:
        if self.on_note is not None and self.now is not None:
            self.on_note(self.now, key, values)
