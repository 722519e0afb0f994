"""Why is this number so? One space at one instant, from what the store still has of its business day."""

from datetime import datetime

from models.calendar import Window, business_date
from models.centre import Schedule, SpaceId
from models.occupancy import occupancy
from models.ports import Ports
from models.services.day_readings import day_readings
from models.services.known_sensors import sensors_in
from models.services.teaching import taught
from models.slot import business_window, fold_start
from models.why import Why, explain


def why(ports: Ports, space: SpaceId, at: datetime) -> Why:
    """The explanation of the people in a space at an instant not after now. Raises StoreError; KeyError: no such space.

    Raw messages: each cause and source names a sensor and an instant.
    """
    place = ports.centre.spaces[space]
    schedule = Schedule(place, ports.calendar, ports.centre.zone_info)
    day = business_date(at, ports.centre.zone_info)
    window, start = business_window(day, schedule), fold_start(day, schedule)
    end = min(window.end, max(ports.clock(), at))
    sensors = sensors_in(ports, space)
    ids = [sensor.id for sensor in sensors]
    shown = Window(window.start, max(window.start, end))
    readings = day_readings(ports, ids, start, shown)
    before = list(ports.store.latest(ids, start).values())
    learned = taught(ports.balances, space, day)
    later = occupancy(place, sensors, schedule, shown, readings, before, learned)
    return explain(place, sensors, schedule, at, readings, before, learned, later)
