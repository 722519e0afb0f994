"""In-memory adapters behind models.ports: what the tests hand to services and pages instead of servers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from models.aggregate import Aggregate, Step
from models.booking import Booking
from models.calendar import SLOT, Window
from models.centre import CentreId, SensorId, SpaceId
from models.event import Event, EventKind
from models.live import SpaceState
from models.reading import Reading
from models.slot import SlotFact


@dataclass
class MemoryStore:
    """A SensorStore that keeps readings in a dict by identity."""

    kept: dict[tuple[SensorId, str, datetime], Reading] = field(default_factory=dict)

    def write(self, readings: Sequence[Reading]) -> None:
        self.kept.update({(r.sensor, r.measure, r.at): r for r in readings})

    def read(
        self, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None = None
    ) -> list[Reading]:
        found = (
            r
            for r in self.kept.values()
            if r.sensor in sensors
            and window.start <= r.at < window.end
            and (measures is None or r.measure.partition(".")[0] in measures)
        )
        return sorted(found, key=lambda r: (r.at, r.sensor, r.measure))

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        old = sorted(
            (r for r in self.kept.values() if r.sensor in sensors and r.at < before), key=lambda r: r.at
        )
        return {(r.sensor, r.measure): r for r in old}

    def delete(self, sensor: SensorId, measure: str, window: Window) -> None:
        gone = [
            key for key in self.kept if key[:2] == (sensor, measure) and window.start <= key[2] < window.end
        ]
        for key in gone:
            del self.kept[key]

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class MemoryAggregates:
    """An Aggregates that keeps them in a dict by identity."""

    kept: dict[tuple[SensorId, str, Step, datetime], Aggregate] = field(default_factory=dict)

    def put(self, aggregates: Sequence[Aggregate]) -> None:
        self.kept.update({(a.sensor, a.measure, a.step, a.start): a for a in aggregates})

    def read(
        self,
        sensors: Collection[SensorId],
        window: Window,
        step: Step,
        measures: Collection[str] | None = None,
    ) -> list[Aggregate]:
        found = (
            a
            for a in self.kept.values()
            if a.sensor in sensors
            and a.step is step
            and window.start <= a.start < window.end
            and (measures is None or a.measure.partition(".")[0] in measures)
        )
        return sorted(found, key=lambda a: (a.start, a.sensor, a.measure))

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class MemoryEvents:
    """An Events that keeps events in a dict by identity."""

    kept: dict[tuple[SensorId, EventKind, str], Event] = field(default_factory=dict)

    def put(self, events: Sequence[Event]) -> None:
        self.kept.update({(e.sensor, e.kind, e.id): e for e in events})

    def within(self, window: Window, kinds: Collection[EventKind] = tuple(EventKind)) -> list[Event]:
        found = (e for e in self.kept.values() if e.kind in kinds and window.start <= e.at < window.end)
        return sorted(found, key=lambda e: (e.at, e.sensor, e.id))


@dataclass
class MemorySlots:
    """A SlotFacts that counts how often it is read."""

    kept: dict[tuple[SpaceId, datetime], SlotFact] = field(default_factory=dict)
    reads: int = 0

    def put(self, facts: Sequence[SlotFact]) -> None:
        self.kept.update({(fact.space, fact.start): fact for fact in facts})

    def within(self, spaces: Collection[SpaceId], window: Window) -> list[SlotFact]:
        self.reads += 1
        found = (f for f in self.kept.values() if f.space in spaces and window.start <= f.start < window.end)
        return sorted(found, key=lambda f: (f.start, f.space))

    def span(self) -> Window | None:
        starts = [fact.start for fact in self.kept.values()]
        return Window(min(starts), max(starts) + SLOT) if starts else None


@dataclass
class MemoryBookings:
    """A Bookings over a dict by id."""

    kept: dict[str, Booking] = field(default_factory=dict)

    def put(self, bookings: Sequence[Booking]) -> None:
        self.kept.update({booking.id: booking for booking in bookings})

    def within(self, window: Window) -> list[Booking]:
        found = (b for b in self.kept.values() if b.window.start < window.end and window.start < b.window.end)
        return sorted(found, key=lambda b: (b.window.start, b.space))


@dataclass
class MemoryLive:
    """A LiveStates that tests set by hand; whoever subscribed is called on each change."""

    centre: CentreId = field(default_factory=lambda: CentreId("test"))
    kept: dict[SpaceId, SpaceState] = field(default_factory=dict)
    heard: datetime | None = None
    followers: list[Callable[[CentreId | None], None]] = field(default_factory=list)

    def put(self, *states: SpaceState, at: datetime) -> None:
        self.kept.update({state.space: state for state in states})
        self.heard = at
        for follower in self.followers:
            follower(self.centre)

    def subscribe(self, follower: Callable[[CentreId | None], None]) -> None:
        self.followers.append(follower)

    def states(self) -> Mapping[SpaceId, SpaceState]:
        return dict(self.kept)

    def heard_at(self) -> datetime | None:
        return self.heard
