"""Which sensors lie? Scores of the last days, and the drift of every door."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from models.after_hours import AfterHours, after_hours
from models.balance import Balance
from models.calendar import business_date
from models.centre import SensorId
from models.ports import Ports
from models.sensor_quality import DoorDrift, SensorQuality, door_drifts, sensor_quality
from models.services.known_sensors import known_sensors

DAYS = 7
"""Business days up to yesterday that a score looks at."""


def sensor_qualities(ports: Ports, at: datetime) -> Mapping[SensorId, SensorQuality]:
    """The score of every sensor of the centre, accepted ones among them. Raises StoreError."""
    today = business_date(at, ports.centre.zone_info)
    days = _balances(ports, today - timedelta(days=DAYS), today - timedelta(days=1))
    ingest = ports.ingest()
    present = ingest.sensors.get(ports.centre.id, {}) if ingest else {}
    return {
        key: sensor_quality(sensor, days, present[key].heard_at if key in present else None, at)
        for key, sensor in known_sensors(ports).items()
    }


def drifts(ports: Ports, first: date, last: date) -> list[DoorDrift]:
    """The drift of every door on the business days from first to last. Raises StoreError."""
    return door_drifts(_balances(ports, first, last))


def passed_while_shut(ports: Ports, first: date, last: date) -> list[AfterHours]:
    """Of every space on the business days from first to last, the newest first. Raises StoreError."""
    if ports.days is None:
        return []
    return after_hours(
        _balances(ports, first, last), ports.days.within(list(ports.centre.spaces), first, last)
    )


def _balances(ports: Ports, first: date, last: date) -> list[Balance]:
    return ports.balances.within(list(ports.centre.spaces), first, last) if ports.balances else []
