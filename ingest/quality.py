"""Sample -> reading: which instant it gets and whether it may be believed. Nothing vanishes: doubt is marked."""

from datetime import datetime, timedelta

from ingest.profile import Profile
from ingest.sample import Decoded, Sample
from models.centre import Sensor
from models.reading import MEASURES, Quality, Reading

OLDEST = timedelta(days=30)
"""How late a device may report what it kept during an outage."""

AHEAD = timedelta(minutes=5)
"""How far a device's clock may run before ours."""


_REGISTERS = frozenset({"people_in_total", "people_out_total"})
"""Totals that live in a register of the device: what does not fit into it was never counted."""


def readings(sensor: Sensor, profile: Profile, decoded: Decoded, received_at: datetime) -> list[Reading]:
    """The readings of one message. A value outside its range is BAD, an instant that had to be replaced UNCERTAIN."""
    return [_reading(sensor, profile, sample, decoded.clock_unset, received_at) for sample in decoded.samples]


def believed_at(at: datetime | None, received_at: datetime) -> datetime:
    """The device's instant where it can be true, else that of receipt."""
    return at if at is not None and received_at - OLDEST <= at <= received_at + AHEAD else received_at


def _reading(
    sensor: Sensor, profile: Profile, sample: Sample, clock_unset: bool, received_at: datetime
) -> Reading:
    told = sample.at or (received_at - sample.ago if sample.ago else None)
    at = believed_at(told, received_at)
    doubted = clock_unset if told is None else at != told
    quality = _quality(sensor, profile, sample, doubted)
    return Reading(sensor=sensor.id, measure=sample.measure, at=at, value=sample.value, quality=quality)


def _quality(sensor: Sensor, profile: Profile, sample: Sample, doubted: bool) -> Quality:
    key = sample.measure.partition(".")[0]
    if key in _REGISTERS and sample.value >= 2**sensor.counter_bits:
        return Quality.BAD
    low, high = profile.ranges.get(key, MEASURES[key].valid)
    if not low <= sample.value <= high:
        return Quality.BAD
    return Quality.UNCERTAIN if doubted else Quality.GOOD
