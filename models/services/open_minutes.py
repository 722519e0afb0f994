"""For how many minutes a space is open by its rules: on a business day, and in each quarter hour of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from models.calendar import SLOT, Window, business_day
from models.centre import Schedule, SpaceId
from models.ports import Ports

_MINUTE = timedelta(minutes=1)
_SLOT_MIN = SLOT // _MINUTE


class OpenMinutes:
    """Of every space of a centre; what is no space of it is never open."""

    def __init__(self, ports: Ports) -> None:
        centre = ports.centre
        self._zone = centre.zone_info
        self._schedules = {
            key: Schedule(space, ports.calendar, self._zone) for key, space in centre.spaces.items()
        }

    def of_day(self, space: SpaceId, day: date) -> int:
        return sum(minutes_of(span) for span in self._open(space, day))

    def of_slots(self, space: SpaceId, day: date) -> Sequence[int]:
        """Of each quarter hour of the business day, in order."""
        return slot_minutes_of(business_day(day, self._zone), self._open(space, day))

    def _open(self, space: SpaceId, day: date) -> Sequence[Window]:
        schedule = self._schedules.get(space)
        return schedule.within(business_day(day, self._zone)) if schedule else ()


def slot_minutes_of(day: Window, spans: Iterable[Window]) -> Sequence[int]:
    """How many minutes of each quarter hour of a day lie in some spans."""
    found = [0] * (day.length // SLOT)
    for span in spans:
        inside = span.overlap(day)
        if inside is not None:
            first, last = (minutes_of(Window(day.start, end)) for end in (inside.start, inside.end))
            for n in range(first // _SLOT_MIN, -(-last // _SLOT_MIN)):
                found[n] += min(last, (n + 1) * _SLOT_MIN) - max(first, n * _SLOT_MIN)
    return found


def minutes_of(span: Window) -> int:
    """Its whole minutes."""
    return span.length // _MINUTE
