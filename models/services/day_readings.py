"""The readings that a business day is counted from."""

from collections.abc import Collection
from datetime import datetime

from models.calendar import Window
from models.centre import SensorId
from models.ports import Ports
from models.reading import Reading


def day_readings(
    ports: Ports, sensors: Collection[SensorId], taken_up: datetime, window: Window
) -> list[Reading]:
    """Those of (a part of) the day, after those from where counting is taken up (models.slot.fold_start).

    In order of time. Two reads: what never closes is taken up a day before, and nobody reads more than a day at once
    (models.store.one_day). Raises StoreError.
    """
    before = ports.store.read(sensors, Window(taken_up, window.start)) if taken_up < window.start else []
    return [*before, *ports.store.read(sensors, window)]
