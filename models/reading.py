"""One measured number: what it means, whether it may be believed, and the table of everything that can be measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

from models.centre import SensorId


class Quality(StrEnum):
    """OPC UA's three words."""

    GOOD = "good"
    UNCERTAIN = "uncertain"
    BAD = "bad"


class StateClass(StrEnum):
    """How a number may be summed (Home Assistant's words)."""

    MEASUREMENT = "measurement"  # a state at an instant; means make sense, sums do not
    TOTAL = "total"  # an amount of this event or period; sums make sense
    TOTAL_INCREASING = "total_increasing"  # a running counter that wraps or resets; differences make sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A kind of number: its unit (UCUM; "1" for a count), how it sums, and what can be true."""

    key: str
    unit: str
    state_class: StateClass
    valid: tuple[float, float]


def _measure(key: str, unit: str, state_class: StateClass, low: float, high: float) -> Measure:
    return Measure(key=key, unit=unit, state_class=state_class, valid=(low, high))


MEASURES: Mapping[str, Measure] = {
    measure.key: measure
    for measure in (
        _measure("people_in_total", "1", StateClass.TOTAL_INCREASING, 0, 2**32 - 1),
        _measure("people_out_total", "1", StateClass.TOTAL_INCREASING, 0, 2**32 - 1),
        _measure("people_in_period", "1", StateClass.TOTAL, 0, 65_535),
        _measure("people_out_period", "1", StateClass.TOTAL, 0, 65_535),
        _measure("occupancy_count", "1", StateClass.MEASUREMENT, 0, 5_000),
        _measure("occupancy_max", "1", StateClass.MEASUREMENT, 0, 5_000),
        _measure("dwell_avg", "s", StateClass.MEASUREMENT, 0, 172_800),
        _measure("dwell_max", "s", StateClass.MEASUREMENT, 0, 172_800),
        _measure("dwell", "s", StateClass.MEASUREMENT, 0, 172_800),
        _measure("fall", "bool", StateClass.MEASUREMENT, 0, 1),
        _measure("presence", "bool", StateClass.MEASUREMENT, 0, 1),
        _measure("contact_open", "bool", StateClass.MEASUREMENT, 0, 1),
        _measure("switch_on", "bool", StateClass.MEASUREMENT, 0, 1),
        _measure("power", "W", StateClass.MEASUREMENT, -100_000, 100_000),
        _measure("current", "A", StateClass.MEASUREMENT, -1_000, 1_000),
        _measure("voltage", "V", StateClass.MEASUREMENT, 0, 1_000),
        _measure("energy_total", "Wh", StateClass.TOTAL_INCREASING, 0, 1e12),
        _measure("temperature", "Cel", StateClass.MEASUREMENT, -60, 100),
        _measure("humidity", "%RH", StateClass.MEASUREMENT, 0, 100),
        _measure("pressure", "hPa", StateClass.MEASUREMENT, 300, 1_200),
        _measure("co2", "ppm", StateClass.MEASUREMENT, 0, 50_000),
        _measure("tvoc", "ug/m3", StateClass.MEASUREMENT, 0, 65_535),
        _measure("tvoc_parts", "ppb", StateClass.MEASUREMENT, 0, 65_535),
        _measure("tvoc_index", "1", StateClass.MEASUREMENT, 0, 655.35),
        _measure("pm2_5", "ug/m3", StateClass.MEASUREMENT, 0, 5_000),
        _measure("pm10", "ug/m3", StateClass.MEASUREMENT, 0, 5_000),
        _measure("illuminance", "lx", StateClass.MEASUREMENT, 0, 200_000),
        _measure("light_level", "1", StateClass.MEASUREMENT, 0, 255),
        _measure("activity", "1", StateClass.MEASUREMENT, 0, 65_535),
        _measure("distance", "cm", StateClass.MEASUREMENT, 0, 10_000),
        _measure("pulse_total", "1", StateClass.TOTAL_INCREASING, 0, 2**32 - 1),
        _measure("battery", "%", StateClass.MEASUREMENT, 0, 100),
        _measure("covers", "1", StateClass.TOTAL, 0, 1_000),
        _measure("deliveries", "1", StateClass.TOTAL, 0, 1_000),
        _measure("sale_fen", "fen", StateClass.TOTAL, 0, 100_000_000),
        _measure("subsidy_fen", "fen", StateClass.TOTAL, 0, 100_000_000),
    )
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A believed number of one sensor at one instant.

    `measure` is a key of MEASURES, with the line, region or channel behind a dot where there are several:
    "people_in_total.line2". Identity is (centre, sensor, measure, at): a repeat overwrites itself.
    """

    sensor: SensorId
    measure: str
    at: datetime
    value: float
    quality: Quality = Quality.GOOD


def measure_of(key: str) -> Measure:
    """The row of MEASURES behind "people_in_total.line2"; KeyError when there is none."""
    return MEASURES[key.partition(".")[0]]


IN_ORDER = attrgetter("at", "sensor", "measure")
"""The key by which readings are put in order."""
