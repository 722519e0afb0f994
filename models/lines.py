"""What the doors of a space send, entry and exit apart -> crossings in the direction that people really went."""

from dataclasses import dataclass, field
from datetime import datetime

from models.centre import Sensor, SensorId, SensorRole
from models.counter import Counter, CounterFlag, Crossing, Totals
from models.passages import Passages
from models.reading import Reading


@dataclass(slots=True)
class Lines:
    """Every line of every counter and gate of a space. Both totals of one instant make one sample of a counter; each
    amount of a gate is one of its own."""

    _counters: dict[tuple[SensorId, str], Counter] = field(default_factory=dict)
    _half: dict[tuple[SensorId, str], tuple[datetime, str, float]] = field(default_factory=dict)
    _passages: Passages = field(default_factory=Passages)

    def begin(self, at: datetime | None) -> None:
        """What happened before this instant is settled: gates that tell of it later change nothing."""
        self._passages.begin(at)

    def feed(self, sensor: Sensor, base: str, channel: str, reading: Reading) -> Crossing | None:
        """The crossing that a total completes or an amount is; None while a total's other half is missing, and for what
        came too late."""
        if sensor.role is SensorRole.GATE:
            passed = self._passages.feed(sensor.id, base, channel, reading)
            return _turned(passed) if passed and sensor.reversed else passed
        key = (sensor.id, channel)
        half = self._half.get(key)
        if half is None or half[0] != reading.at or half[1] == base:
            self._half[key] = (reading.at, base, reading.value)
            return None
        del self._half[key]
        entries, exits = (
            (half[2], reading.value) if half[1] == "people_in_total" else (reading.value, half[2])
        )
        counter = self._counters.get(key)
        if counter is None:
            counter = self._counters[key] = Counter(sensor.counter_bits)
        crossing = counter.feed(Totals(reading.at, entries, exits))
        if CounterFlag.LATE in crossing.flags:
            return None
        return _turned(crossing) if sensor.reversed else crossing


def _turned(crossing: Crossing) -> Crossing:
    return Crossing(crossing.at, crossing.exits, crossing.entries, crossing.flags)
