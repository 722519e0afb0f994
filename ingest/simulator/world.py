"""The seeded centre: its places, its calendar, its seed and how badly its sensors behave."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from ingest.simulator.faults import Imperfections
from models.calendar import Calendar, Window, local_day
from models.centre import Centre, SensorId, Space, opening_windows

FIRST_DAY = date(2025, 1, 1)
"""The day on which every counter was hung up; before it there is nothing to count."""

Totals = tuple[int, int]
"""What a counter shows: in and out."""


@dataclass(frozen=True, eq=False)
class World:
    """One centre as the simulator plays it. Compared by identity, so that what is worked out once can be kept."""

    centre: Centre
    calendar: Calendar
    seed: int
    imperfections: Imperfections = field(default_factory=Imperfections)
    carried: dict[tuple[SensorId, date], Totals] = field(default_factory=dict, repr=False)
    """Counter totals at local midnight, as far as they have been asked for."""

    def day(self, day: date) -> Window:
        """Midnight to midnight of a local date."""
        return local_day(day, self.centre.zone_info)

    def opening(self, space: Space, day: date) -> list[Window]:
        return opening_windows(space, day, self.calendar, self.centre.zone_info)


def ms(at: datetime) -> int:
    """Whole milliseconds since 1970, the simulator's only clock inside."""
    return (at - _EPOCH) // _MILLISECOND


def instant(at_ms: int) -> datetime:
    """The instant of whole milliseconds since 1970."""
    return _EPOCH + at_ms * _MILLISECOND


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
