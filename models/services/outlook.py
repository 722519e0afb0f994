"""What is expected in every space on days to come: the kept forecast, under the calendar and the bookings of now."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from models.calendar import Window, local_day
from models.centre import Schedule, SpaceId
from models.forecast.booked import lifted, seats_booked
from models.forecast.made import Made
from models.forecast.measured import capacities, opened
from models.forecast.outlook import HALF_HOURS, Outlook
from models.forecast.past import LONGEST_DAYS
from models.forecast.series import Floats
from models.hold import HELD, Hold
from models.ports import Ports
from models.services.forecasting import APART_DAYS, made_now

STILL_GOOD = timedelta(days=3)
"""A forecast of so many mornings ago still serves: the house may have been down for a night."""


def outlooks(ports: Ports, first: date, days: int) -> Mapping[SpaceId, Outlook]:
    """Of every space from `first` on, made this morning; of a `first` that is over only what was kept of its time, since
    what was never said cannot be shown as said.

    Days more than LONGEST_DAYS after that morning are all NaN. Raises ValueError for no days, StoreError.
    """
    if days < 1:
        raise ValueError(f"an outlook of {days} days says nothing")
    today = ports.centre.day_of(ports.clock())
    made = kept(ports, min(first, today))
    if first >= today and len(made) < len(ports.centre.spaces):
        made = {one.space: one for one in made_now(ports, today)} | made
    holds = _holds(ports, first, days)
    return {
        space: _outlook(ports, made[space], first, days, holds)
        for space in ports.centre.spaces
        if space in made
    }


def kept(ports: Ports, morning: date) -> dict[SpaceId, Made]:
    """The newest kept forecast of each space that still serves that morning; may be of some spaces only, or of none."""
    return {one.space: one for one in _within(ports, list(ports.centre.spaces), morning)}


def _within(ports: Ports, spaces: Sequence[SpaceId], morning: date) -> Sequence[Made]:
    """By day. Of mornings that are over only some are kept, so that one of their time may be as old as these lie apart."""
    if ports.forecasts is None:
        return ()
    over = morning < ports.centre.day_of(ports.clock())
    good = max(STILL_GOOD, timedelta(days=APART_DAYS)) if over else STILL_GOOD
    return ports.forecasts.within(spaces, morning - good, morning)


def kept_outlook(ports: Ports, space: SpaceId, day: date) -> Outlook | None:
    """One space on one day from what is kept alone: for pages that must not wait. None before the first turn."""
    found = _within(ports, [space], min(day, ports.centre.day_of(ports.clock())))
    return _outlook(ports, found[-1], day, 1, _holds(ports, day, 1)) if found else None


def kept_outlooks(ports: Ports, first: date, days: int) -> Mapping[SpaceId, Outlook]:
    """The same for every space that something is kept of, from `first` on."""
    found = kept(ports, min(first, ports.centre.day_of(ports.clock())))
    holds = _holds(ports, first, days) if found else []
    return {space: _outlook(ports, made, first, days, holds) for space, made in found.items()}


def _outlook(ports: Ports, made: Made, first: date, days: int, holds: Sequence[Hold]) -> Outlook:
    space, zone = ports.centre.spaces[made.space], ports.centre.zone_info
    is_open = opened(Schedule(space, ports.calendar, zone), first, days)
    after = (first - made.day).days
    point, low, high = (_part(grid, after, days) for grid in (made.point, made.low, made.high))
    held = [one for one in holds if one.space == made.space]
    coming = made.show * seats_booked(held, first, days, zone)
    point, low, high = lifted(point, low, high, coming)
    return Outlook(
        space=made.space,
        first=first,
        point=np.where(is_open, point, np.nan),
        low=np.where(is_open, low, np.nan),
        high=np.where(is_open, high, np.nan),
        open=is_open,
        capacity=capacities(space, [first + timedelta(days=n) for n in range(days)]),
        busy=made.busy,
        made=made.day,
        weeks=made.weeks,
    )


def _part(grid: Floats, after: int, days: int) -> Floats:
    found = np.full((days, HALF_HOURS), np.nan)
    inside = grid[after : min(after + days, LONGEST_DAYS)]
    found[: len(inside)] = inside
    return found


def _holds(ports: Ports, first: date, days: int) -> list[Hold]:
    zone = ports.centre.zone_info
    window = Window(local_day(first, zone).start, local_day(first + timedelta(days=days - 1), zone).end)
    return [one for one in ports.holds.within(window) if one.status in HELD]
