"""Until when a period is read: the one moment that everything in a report is as of."""

from datetime import datetime

from models.calendar import floor_slot
from models.metric.period import Period
from models.ports import Ports


def as_of(ports: Ports, period: Period) -> datetime:
    """The end of the period, or the last quarter hour of one that is not over."""
    return min(floor_slot(ports.clock()), period.window(ports.centre.zone_info).end)
