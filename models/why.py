"""Why a number is what it is: the readings behind it, every correction on the way, and the bounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isinf, isnan

from models.centre import Schedule, Sensor, SensorId, SensorRole, Space, SpaceId
from models.counter import CounterFlag
from models.estimate.learning import UNTAUGHT, Learned
from models.evidence import EVIDENCE, Estimate
from models.itemised import ITEMS, Item, Line, itemised
from models.message import Message, Value
from models.occupancy import Occupancy
from models.reading import IN_ORDER, Quality, Reading
from models.tracker import Tracker

BY_ROLE: Mapping[SensorRole, str] = {
    SensorRole.COUNT: "why.by_camera",
    SensorRole.FLOW: "why.by_doors",
    SensorRole.SEAT: "why.by_units",
    SensorRole.MACHINE: "why.by_units",
    SensorRole.PRESENCE: "why.by_presence",
}
"""How the number came about, by the evidence that counts."""

CORRECTIONS = (
    "why.empty",
    "why.contradiction",
    "why.at_least",
    "why.clamp",
    "why.stuck",
    "why.blind",
    "why.silent_door",
    "why.dead_door",
    "why.returned",
    "why.expired",
)

KEYS = (
    *dict.fromkeys(BY_ROLE.values()),
    *CORRECTIONS,
    *(f"why.{flag}" for flag in CounterFlag),
    "why.nothing",
    "why.between",
    "why.from",
    "why.unsure_start",
    "why.corrected",
    "why.with_camera",
    "why.without_doors",
    *ITEMS,
)
"""Every sentence that an explanation may hold; each has words in both languages."""

SILENCES = frozenset({"why.expired", "why.silent_door"})
"""Of no account while a space is shut and nobody was in it: many sensors sleep at night."""

NEAR = 8
"""A correction is told again at most so many places later: by the other lines of its sensor."""

MOST = 100
"""Corrections that are told; of more, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One correction. sensor: whose; None = of the space as a whole. at and sensor find the raw message."""

    at: datetime
    message: Message
    sensor: SensorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A reading that the number rests on: the newest of its sensor and measure. Its raw message came at about `at`."""

    sensor: SensorId
    measure: str
    at: datetime
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One space at one instant. people: as shown live then, None = not known; high None = `people` is a lower bound.

    final: what the whole day makes of the same instant, None = not known or the day has not gone on since;
    summary: how the number came about, in reading order; causes: the corrections of the day up to then, oldest first;
    lines: the sum that makes `people`, empty where it is not known.
    """

    space: SpaceId
    at: datetime
    people: float | None
    low: float | None
    high: float | None
    quality: Quality
    method: SensorRole | None
    drift: float
    final: float | None
    summary: tuple[Message, ...]
    causes: tuple[Cause, ...]
    sources: tuple[Source, ...]
    lines: tuple[Line, ...] = ()


def explain(
    space: Space,
    sensors: Sequence[Sensor],
    schedule: Schedule,
    at: datetime,
    readings: Iterable[Reading],
    before: Iterable[Reading] = (),
    learned: Learned = UNTAUGHT,
    later: Occupancy | None = None,
) -> Why:
    """Count once more up to an instant, by the same fold as live, and write down everything that is corrected.

    readings: of the business day, from slot.fold_start() on; those after `at` are left out. before: the newest ones before
    these. later: the day as it is known now, for the corrected value.
    """
    told = _Told(schedule)
    used: dict[tuple[SensorId, str], Reading] = {}
    tracker = Tracker(
        space, sensors, schedule, learned, on_step=told.step, on_note=told.note, on_item=told.item
    )
    for reading in sorted(before, key=lambda r: r.at):
        tracker.feed(reading)
    told.causes.clear()
    told.items.clear()
    start, begun = tracker.flow.belief.people, tracker.now
    for reading in sorted((r for r in readings if r.at <= at), key=IN_ORDER):
        tracker.feed(reading)
        used[reading.sensor, reading.measure] = reading
    tracker.advance(at)
    known, (_, quality) = tracker.estimate(), tracker.people()
    unknown = isnan(known.people)
    return Why(
        space=space.id,
        at=at,
        people=None if unknown else known.people,
        low=None if unknown else known.low,
        high=None if unknown or isinf(known.high) else known.high,
        quality=quality,
        method=tracker.method,
        drift=tracker.drift,
        final=_final(later, at),
        summary=tuple(_summary(tracker, known, _final(later, at))),
        causes=tuple(_distinct(told.causes)[-MOST:]),
        sources=tuple(_sources(sensors, SensorRole.FLOW if tracker.flow.doors else tracker.method, used)),
        lines=() if unknown else tuple(itemised(start, told.items, known.people, begun or at, at)),
    )


@dataclass(slots=True)
class _Told:
    """What a tracker tells while it counts. shown: the people on the screen at that time."""

    schedule: Schedule
    causes: list[Cause] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    shown: float = 0.0

    def step(self, _at: datetime, known: Estimate) -> None:
        self.shown = self.shown if isnan(known.people) else known.people

    def note(self, at: datetime, key: str, values: Mapping[str, Value]) -> None:
        if key in SILENCES and not self.shown and not self.schedule.is_open(at):
            return
        sensor = values.get("sensor")
        whose = SensorId(sensor) if isinstance(sensor, str) else None
        self.causes.append(Cause(at=at, message=Message(key, values), sensor=whose))

    def item(self, at: datetime, key: str, persons: float, sensor: SensorId | None) -> None:
        self.items.append(Item(at=at, key=key, persons=persons, sensor=sensor))


def _final(later: Occupancy | None, at: datetime) -> float | None:
    if later is None or not later.window.start <= at < later.window.end - timedelta(minutes=15):
        return None
    place = later.step_at(at.timestamp())
    return None if isnan(later.people[place]) else float(later.people[place])


def _summary(tracker: Tracker, known: Estimate, final: float | None) -> Iterable[Message]:
    if tracker.method is None or isnan(known.people):
        yield Message("why.nothing")
        return
    entries, exits = (sum(getattr(c, side) for c in tracker.crossings) for side in ("entries", "exits"))
    blind = tracker.flow.doors and tracker.method is not SensorRole.FLOW
    yield Message(
        "why.without_doors" if blind else BY_ROLE[tracker.method],
        {"people": round(known.people), "entries": entries, "exits": exits},
    )
    if isinf(known.high):
        yield Message("why.from", {"low": round(known.low)})
    else:
        yield Message("why.between", {"low": round(known.low), "high": round(known.high)})
    if tracker.flow.doors and tracker.flow.sight.fresh(tracker.now):
        yield Message("why.with_camera", {"seen": round(tracker.flow.sight.seen)})
    if tracker.method is SensorRole.FLOW and not tracker.flow.anchored:
        yield Message("why.unsure_start")
    if final is not None and final != known.people:
        yield Message("why.corrected", {"people": round(known.people), "final": round(final)})


def _distinct(causes: Sequence[Cause]) -> list[Cause]:
    """In order of time, none twice."""
    told: list[Cause] = []
    for cause in causes:
        if cause not in told[-NEAR:]:
            told.append(cause)
    return sorted(told, key=lambda cause: cause.at)


def _sources(
    sensors: Sequence[Sensor], method: SensorRole | None, used: Mapping[tuple[SensorId, str], Reading]
) -> Iterable[Source]:
    for sensor in sensors:
        if method is None or sensor.role is method or method is SensorRole.FLOW:
            for (key, measure), reading in used.items():
                if key == sensor.id and measure.partition(".")[0] in EVIDENCE.get(sensor.role, ()):
                    yield Source(sensor=key, measure=measure, at=reading.at, value=reading.value)
