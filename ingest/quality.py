"""Sample -> reading: which instant it gets and whether it may be believed. Nothing vanishes: doubt is marked."""

from datetime import datetime, timedelta

from ingest.profile import PROFILES
from ingest.sample import Decoded, Sample
from models.centre import Sensor
from models.reading import MEASURES, Quality, Reading

OLDEST = timedelta(days=30)
"""How late a device may report what it kept during an outage."""

AHEAD = timedelta(minutes=5)
"""How far a device's clock may run before ours."""


_REGISTERS = frozenset({"people_in_total", "people_out_total"})
"""Totals that live in a register of the device: what does not fit into it was never counted."""


def readings(sensor: Sensor, decoded: Decoded, received_at: datetime) -> list[Reading]:
    """The readings of one message. A value outside its range is BAD, an instant that had to be replaced UNCERTAIN."""
    return [_reading(sensor, sample, decoded.clock_unset, received_at) for sample in decoded.samples]


def _reading(sensor: Sensor, sample: Sample, clock_unset: bool, received_at: datetime) -> Reading:
    believed = sample.at is not None and received_at - OLDEST <= sample.at <= received_at + AHEAD
    doubted = clock_unset if sample.at is None else not believed
    at = sample.at if believed and sample.at is not None else received_at
    quality = _quality(sensor, sample, doubted)
    return Reading(sensor=sensor.id, measure=sample.measure, at=at, value=sample.value, quality=quality)


def _quality(sensor: Sensor, sample: Sample, doubted: bool) -> Quality:
    key = sample.measure.partition(".")[0]
    if key in _REGISTERS and sample.value >= 2**sensor.counter_bits:
        return Quality.BAD
    low, high = PROFILES[sensor.profile].ranges.get(key, MEASURES[key].valid)
    if not low <= sample.value <= high:
        return Quality.BAD
    return Quality.UNCERTAIN if doubted else Quality.GOOD
