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
    DOORS,
    EVIDENCE,
    NOBODY_EVERY,
    NOTHING,
    SAYS,
    SEEN_BY,
    UNITS,
    Estimate,
    counted,
    taken,
)
from models.lines import Lines
from models.message import Value
from models.reading import Quality, Reading
from models.speaking import Speakers, by_evidence

SILENT_AFTER = 3
"""Report intervals after which a sensor counts as silent (ingest.md 3)."""

QUIET_BEFORE_ZERO = timedelta(minutes=60)
"""A shut space with no crossing for this long is empty; what the counters still claim is drift (ingest.md 3)."""

_WAKE = timedelta(minutes=20)
"""A saving device speaks seldom at night; one that spoke so long before the quiet hour was still awake."""

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Tracker:
    """The people of one space as a deterministic fold over its readings, in order of time.

    feed() takes what was measured, advance() lets time pass; estimate() says what is known at the last instant.
    Drift is what the doors' signed sum says more (or less) than can be there, since the last closing.
    learned: what past days tell; recorded: whether the flow's trail is kept for the way back, in which case steps by
    doors carry its number and no bounds; on_step: told of every change; on_note: of every correction; on_item: of all that
    the believed number is made of: when, why, how many persons, by whose word.
    """

    space: Space
    sensors: Sequence[Sensor]
    schedule: Schedule
    learned: Learned = UNTAUGHT
    on_step: Callable[[datetime, Estimate], None] | None = None
    on_note: Callable[[datetime, str, Mapping[str, Value]], None] | None = None
    on_item: Callable[[datetime, str, float, SensorId | None], None] | None = None
    recorded: bool = False
    now: datetime | None = None
    crossings: list[Crossing] = field(default_factory=list)
    heard: dict[SensorId, datetime] = field(default_factory=dict)
    values: dict[SensorId, dict[str, float]] = field(default_factory=dict)
    samples: dict[SensorId, int] = field(default_factory=dict)
    last_drift: float = 0.0
    flow: Flow = field(init=False)
    _known: dict[SensorId, Sensor] = field(init=False)
    _speakers: Speakers = field(init=False)
    _lines: Lines = field(default_factory=Lines)
    _empty_at: datetime | None = None
    _nobody_at: datetime | None = None
    _stuck: set[SensorId] = field(default_factory=set)
    _shown: Estimate = NOTHING
    _belief: tuple[float, float] = (nan, nan)

    def __post_init__(self) -> None:
        self._known = {sensor.id: sensor for sensor in self.sensors}
        by_role = by_evidence(self.sensors)
        watched = any(role is not SensorRole.FLOW for role in by_role)
        doors = by_role.get(SensorRole.FLOW, [])
        self.flow = Flow(doors, self.learned, self.recorded, watched=watched)
        self._speakers = Speakers(by_role, self.flow)
        if self.on_note is not None:
            self.flow.note = self._note
        if self.on_item is not None:
            self.flow.belief.ledger.heard = self._item

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
        expiry = self._speakers.expiry(self.now)
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
        self._speakers.hear(sensor, crossing.at)
        if crossing.flags and self.on_note is not None:
            for flag in sorted(crossing.flags):
                self.on_note(crossing.at, f"why.{flag}", {"sensor": sensor.id})
        if crossing.entries or crossing.exits or crossing.flags:
            self.crossings.append(crossing)
        self.flow.cross(sensor.id, crossing)
        if crossing.entries or crossing.exits:
            self._empty_at = self.schedule.shut_for(QUIET_BEFORE_ZERO, crossing.at)

    def _take_value(self, sensor: Sensor, base: str, channel: str, reading: Reading) -> None:
        if reading.at < self._speakers.spoke.get(sensor.id, reading.at):
            return
        value = reading.value
        if base == "power":
            value = float(sensor.in_use_above is not None and value > sensor.in_use_above)
        self.values.setdefault(sensor.id, {})[channel] = value
        self._speakers.hear(sensor, reading.at)
        if not any(self.values[sensor.id].values()):
            self._stuck.discard(sensor.id)
        if self.flow.doors:
            self._tell_doors(sensor, reading.at)

    def _tell_doors(self, sensor: Sensor, at: datetime) -> None:
        """What is seen inside corrects what the doors say."""
        role = sensor.role
        speaking = [
            s
            for s in self._speakers.by_role[role]
            if s.id in self._speakers.spoke and self._speakers.limit(s) > at
        ]
        if role is SensorRole.COUNT:
            self.flow.look(at, counted(self.sensors, self.values), sensor.id)
            return
        somebody = taken([s for s in speaking if s.id not in self._stuck], self.values, {role})
        if somebody:
            self.flow.at_least(at, float(somebody) if role in UNITS else 1.0, sensor.id)
        elif role is SensorRole.PRESENCE and len(speaking) == len(self._speakers.by_role[role]):
            self._nobody_moves(sensor, at)

    def _nobody_moves(self, sensor: Sensor, at: datetime) -> None:
        if taken(self.sensors, self.values, {SensorRole.PRESENCE}):
            return
        if self._nobody_at is None or at - self._nobody_at >= NOBODY_EVERY:
            self._nobody_at = at
            self.flow.nobody(at, sensor.id)

    def _expire(self, at: datetime) -> None:
        """What was said last holds no longer than its sensors' intervals; then others may stand in."""
        expiry = self._speakers.expiry(self.now)
        while expiry is not None and self.now is not None and self.now <= expiry < at:
            self.now = expiry
            self._step(expiry, NOTHING)
            self._note("why.expired", {})
            self._show(expiry)
            expiry = self._speakers.expiry(self.now)
            if expiry is not None and expiry <= self.now:
                return

    def _empty(self, at: datetime) -> None:
        """Shut and quiet long enough: what the doors still claim is drift, and the count starts again from nobody."""
        self._empty_at = None
        if not self.flow.doors:
            return
        self.last_drift = self.flow.sum
        self._lines.begin(at)
        self.flow.empty(proven=self.flow.spoke_since(at - QUIET_BEFORE_ZERO - _WAKE))
        self._stuck = {key for key, said in self.values.items() if any(said.values())}
        expiry = self._speakers.expiry(self.now)
        if expiry is not None and expiry > at:
            self._show(at)

    @property
    def method(self) -> SensorRole | None:
        """By what the people are known now."""
        return self._speakers.method(self.now)

    def _show(self, at: datetime) -> None:
        method, limit = self.method, self._speakers.expiry(self.now)
        if method is None or limit is None or limit <= at:
            return
        if self.flow.doors:
            self._step(at, self._by_flow(at))
            return
        known = SAYS[method](self.sensors, self.values)
        self.flow.belief.set(known.people, 1.0, SEEN_BY[method], self._speakers.newest(method))
        self._step(at, known)

    def _by_flow(self, at: datetime) -> Estimate:
        flow = self.flow
        seen = self._speakers.fresh(SensorRole.COUNT, self.now) and not flow.sight.doubted
        sure = flow.anchored and (seen or not (flow.guessing or (flow.watched and not flow.covered)))
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

    def _item(self, key: str, persons: float, sensor: SensorId | None) -> None:
        if self.on_item is not None and self.now is not None:
            self.on_item(self.now, key, persons, sensor)

    def _note(self, key: str, values: Mapping[str, Value]) -> None:
        if self.on_note is not None and self.now is not None:
            self.on_note(self.now, key, values)
