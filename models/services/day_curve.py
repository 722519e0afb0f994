"""How did one space's day go, and how will it go on? People by quarter hour beside capacity, the usual, opening, holds."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from models.calendar import SLOT, Window, local_day
from models.centre import SpaceId, opening_windows
from models.forecast.booked import STEP_MINUTES
from models.forecast.nowcast import Ahead, rest_of_day
from models.forecast.series import local_minute
from models.hold import HELD, Hold
from models.live import COMFORT
from models.ports import Ports
from models.services.background import usual_of
from models.services.outlook import kept_outlook
from models.trail import mean_people
from models.usual import Floats, UsualDay


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCurve:
    """One local day of one space. people: mean of each quarter hour from `start` on, nan = no data.

    now: the instant and people of the newest state when the day is running and something is known.
    capacity: None = none is in force that day.
    ahead: what is expected of the quarter hours that are still to come of a running day; None = nothing is kept.
    """

    space: SpaceId
    day: date
    start: datetime
    people: Floats
    now: tuple[datetime, float] | None
    usual: UsualDay
    capacity: int | None
    open: tuple[Window, ...]
    holds: tuple[Hold, ...]
    ahead: Ahead | None = None

    @property
    def comfort(self) -> float | None:
        return None if self.capacity is None else COMFORT * self.capacity

    @property
    def coming(self) -> tuple[datetime, float, float, float] | None:
        """The fullest quarter hour to come, with people and the bounds of the band, nan where not calibrated."""
        if self.ahead is None or np.isnan(self.ahead.point).all():
            return None
        slot = int(np.nanargmax(self.ahead.point))
        people, low, high = (
            float(line[slot]) for line in (self.ahead.point, self.ahead.low, self.ahead.high)
        )
        return self.start + slot * SLOT, people, low, high

    @property
    def peak(self) -> tuple[datetime, float] | None:
        """The fullest quarter hour so far; None on a day without data."""
        if np.isnan(self.people).all():
            return None
        slot = int(np.nanargmax(self.people))
        return self.start + slot * SLOT, float(self.people[slot])


def day_curve(ports: Ports, space: SpaceId, day: date, usual: UsualDay | None = None) -> DayCurve:
    """The curve of a day; `usual` when it is already known, else it is computed."""
    place, window = ports.centre.spaces[space], local_day(day, ports.centre.zone_info)
    holds = [b for b in ports.holds.within(window) if b.space == space and b.status in HELD]
    people = _people(ports, space, window)
    return DayCurve(
        space=space,
        day=day,
        start=window.start,
        people=people,
        now=_now(ports, space, window),
        usual=usual if usual is not None else usual_of(ports, space, day),
        capacity=place.limit(day),
        open=tuple(opening_windows(place, day, ports.calendar, ports.centre.zone_info)),
        holds=tuple(holds),
        ahead=_ahead(ports, space, day, window, people),
    )


def _ahead(ports: Ports, space: SpaceId, day: date, window: Window, people: Floats) -> Ahead | None:
    """This morning's forecast, moved by what was counted until now; of a day that is not running nothing."""
    now = ports.clock()
    outlook = kept_outlook(ports, space, day) if window.start <= now < window.end else None
    if outlook is None:
        return None
    zone = ports.centre.zone_info
    minutes = (local_minute(window.start + n * SLOT, zone, day) for n in range(len(people)))
    step = [
        minute // STEP_MINUTES for minute in minutes
    ]  # of 92 or 100 quarter hours where the clock changes
    quarters = (line[0][step] for line in (outlook.point, outlook.low, outlook.high))
    return rest_of_day(Ahead(*quarters), people, int((now - window.start) / SLOT))


def _people(ports: Ports, space: SpaceId, window: Window) -> Floats:
    line = np.full(int(window.length / SLOT), np.nan)
    for fact in ports.slots.within([space], window):
        people = mean_people(fact)
        if people is not None:
            line[int((fact.start - window.start) / SLOT)] = people
    return line


def _now(ports: Ports, space: SpaceId, window: Window) -> tuple[datetime, float] | None:
    state, at = ports.live.states().get(space), ports.clock()
    if state is None or state.people is None or not window.start <= at < window.end:
        return None
    return at, state.people
