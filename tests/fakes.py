"""In-memory adapters for the ports: what a test needs and nothing that could go wrong on a disk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from models.booking import Booking
from models.calendar import SLOT, Window
from models.centre import SensorId, SpaceId
from models.live import SpaceState
from models.reading import Reading
from models.slot import SlotFact


@dataclass
class MemoryStore:
    """A SensorStore in a dict."""

    kept: dict[tuple[SensorId, str, datetime], Reading] = field(default_factory=dict)

    def write(self, readings: Sequence[Reading]) -> None:
        self.kept.update({(r.sensor, r.measure, r.at): r for r in readings})

    def read(
        self, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None = None
    ) -> list[Reading]:
        found = [
            r
            for r in self.kept.values()
            if r.sensor in sensors
            and window.start <= r.at < window.end
            and (measures is None or r.measure.partition(".")[0] in measures)
        ]
        return sorted(found, key=lambda r: (r.at, r.sensor, r.measure))

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        found: dict[tuple[SensorId, str], Reading] = {}
        for reading in sorted(self.kept.values(), key=lambda r: r.at):
            if reading.sensor in sensors and reading.at < before:
                found[reading.sensor, reading.measure] = reading
        return found

    def close(self) -> None:
        self.kept.clear()


@dataclass
class MemorySlots:
    """SlotFacts in a dict."""

    kept: dict[tuple[SpaceId, datetime], SlotFact] = field(default_factory=dict)

    def put(self, facts: Sequence[SlotFact]) -> None:
        self.kept.update({(f.space, f.start): f for f in facts})

    def within(self, spaces: Collection[SpaceId], window: Window) -> list[SlotFact]:
        found = [f for f in self.kept.values() if f.space in spaces and window.start <= f.start < window.end]
        return sorted(found, key=lambda f: (f.start, f.space))

    def span(self) -> Window | None:
        starts = sorted(f.start for f in self.kept.values())
        return Window(starts[0], starts[-1] + SLOT) if starts else None


@dataclass
class MemoryBookings:
    """Bookings in a dict."""

    kept: dict[str, Booking] = field(default_factory=dict)

    def put(self, bookings: Sequence[Booking]) -> None:
        self.kept.update({b.id: b for b in bookings})

    def within(self, window: Window) -> list[Booking]:
        found = [b for b in self.kept.values() if b.window.overlap(window)]
        return sorted(found, key=lambda b: (b.window, b.space))


@dataclass
class MemoryLive:
    """LiveStates that a test sets by hand."""

    kept: dict[SpaceId, SpaceState] = field(default_factory=dict)
    heard: datetime | None = None

    def states(self) -> Mapping[SpaceId, SpaceState]:
        return dict(self.kept)

    def heard_at(self) -> datetime | None:
        return self.heard
