"""The running totals of a sensor's lines, entry and exit apart -> crossings in the direction that people really went."""

from dataclasses import dataclass, field
from datetime import datetime

from models.centre import Sensor, SensorId
from models.counter import Counter, CounterFlag, Crossing, Totals
from models.reading import Reading


@dataclass(slots=True)
class Lines:
    """Every line of every counter of a space. Both totals of one instant make one sample."""

    _counters: dict[tuple[SensorId, str], Counter] = field(default_factory=dict)
    _half: dict[tuple[SensorId, str], tuple[datetime, str, float]] = field(default_factory=dict)

    def feed(self, sensor: Sensor, base: str, channel: str, reading: Reading) -> Crossing | None:
        """The crossing that a total completes; None while its other half is missing, and for late samples."""
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
