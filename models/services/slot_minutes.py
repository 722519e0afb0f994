"""The minutes of one quarter hour of a space and the readings that they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from models.calendar import SLOT, Window, business_date
from models.centre import Schedule, SpaceId
from models.occupancy import Numbers, occupancy
from models.ports import Ports
from models.reading import Reading
from models.services.day_readings import day_readings
from models.services.known_sensors import sensors_in
from models.services.teaching import taught
from models.slot import business_window, fold_start

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SlotMinutes:
    """people: at the start of each minute, nan = no data, shape (15,); readings: inside the quarter hour, in order."""

    window: Window
    people: Numbers
    readings: Sequence[Reading]


def slot_minutes(ports: Ports, space: SpaceId, start: datetime) -> SlotMinutes:
    """A quarter hour that begins at `start`, worked out as its day's facts are. Raises StoreError."""
    place, zone = ports.centre.spaces[space], ports.centre.zone_info
    schedule = Schedule(place, ports.calendar, zone)
    day = business_date(start, zone)
    whole, taken_up = business_window(day, schedule), fold_start(day, schedule)
    window = Window(whole.start, max(start + SLOT, min(whole.end, ports.clock())))
    sensors = sensors_in(ports, space)
    ids = [sensor.id for sensor in sensors]
    readings = day_readings(ports, ids, taken_up, window)
    before = ports.store.latest(ids, taken_up).values()
    present = occupancy(
        place, sensors, schedule, window, readings, before, taught(ports.balances, space, day)
    )
    minutes = start.timestamp() + 60.0 * np.arange(SLOT // MINUTE, dtype=np.float64)
    people = np.where(minutes < ports.clock().timestamp(), present.at(minutes), np.nan)
    inside = [one for one in readings if start <= one.at < start + SLOT]
    return SlotMinutes(Window(start, start + SLOT), people, inside)
