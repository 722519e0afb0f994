"""How did one space's day go? People by quarter hour beside capacity, the usual band, opening and holds."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from models.calendar import SLOT, Window, local_day
from models.centre import SpaceId, opening_windows
from models.hold import HELD, Hold
from models.live import COMFORT
from models.ports import Ports
from models.services.background import usual_of
from models.trail import mean_people
from models.usual import Floats, UsualDay


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCurve:
    """One local day of one space. people: mean of each quarter hour from `start` on, nan = no data.

    now: the instant and people of the newest state when the day is running and something is known.
    """

    space: SpaceId
    day: date
    start: datetime
    people: Floats
    now: tuple[datetime, float] | None
    usual: UsualDay
    capacity: int
    open: tuple[Window, ...]
    holds: tuple[Hold, ...]

    @property
    def comfort(self) -> float:
        return COMFORT * self.capacity

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
    return DayCurve(
        space=space,
        day=day,
        start=window.start,
        people=_people(ports, space, window),
        now=_now(ports, space, window),
        usual=usual if usual is not None else usual_of(ports, space, day),
        capacity=place.capacity(day),
        open=tuple(opening_windows(place, day, ports.calendar, ports.centre.zone_info)),
        holds=tuple(holds),
    )


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
