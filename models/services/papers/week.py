"""What the operator's sheet of a week is made from: the forecast as advice sees it, and the advice that stands."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

import numpy as np

from models.advice.iso_week import monday_of
from models.advice.recommendation import State
from models.centre import Space, SpaceId
from models.document import filled, plain
from models.forecast.outlook import Outlook
from models.forecast.room_left import RoomLeft, Tier, room_left
from models.forecast.series import Flags
from models.metric.period import Period
from models.ports import Ports
from models.report.inputs.week import Crowd, SpaceDay, Stretch, WeekInputs
from models.services.monthly.advice import advice_inputs
from models.services.outlook import outlooks
from models.services.papers.frame import frame

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def week_inputs(ports: Ports, week: str) -> WeekInputs:
    """Of "2026-W49". Raises ValueError for what is no week, StoreError."""
    monday = monday_of(week)
    until = min(monday - _DAY, ports.centre.business_day_of(ports.clock()))
    advice = advice_inputs(ports, Period(until - WEEK + _DAY, until))
    waits = [one for one in advice.advised if one.state is State.PROPOSED]
    read = WeekInputs(
        **frame(ports, Period(monday, monday + WEEK - _DAY)),
        label=week,
        days=tuple(_days(ports, monday)),
        given=advice.given,
        waiting=tuple(waits),
        changes=tuple(one for one in advice.advised if one.measured is not None),
    )
    return filled(WeekInputs, plain(read))


def _days(ports: Ports, monday: date) -> Iterator[SpaceDay]:
    """Days on which a space is shut are left out; a space that nothing is forecast for has days without data."""
    found = outlooks(ports, monday, WEEK.days)
    for key, space in ports.centre.spaces.items():
        outlook = found.get(key)
        left = None if outlook is None else room_left(outlook)
        for n in range(WEEK.days):
            if outlook is None or left is None:
                yield _unknown(key, space, monday + n * _DAY)
            elif outlook.open[n].any():
                yield _day(space, outlook, left, n)


def _unknown(key: SpaceId, space: Space, day: date) -> SpaceDay:
    return SpaceDay(
        space=key,
        name=space.name,
        day=day,
        capacity=space.limit(day),
        told=0.0,
        surely=(),
        probably=(),
        crowds=(),
        left=None,
    )


def _day(space: Space, outlook: Outlook, left: RoomLeft, n: int) -> SpaceDay:
    """What is surely off-peak is told as such only."""
    sure = left.tier[n] == Tier.SURELY
    crowds = tuple(
        Crowd(stretch=one, most=float(np.nanmax(outlook.high[n, one.start : one.end])))
        for one in stretches(left.crowded[n])
    )
    return SpaceDay(
        space=space.id,
        name=space.name,
        day=outlook.first + n * _DAY,
        capacity=None if np.isnan(outlook.capacity[n]) else int(outlook.capacity[n]),
        told=int((left.tier[n] != Tier.UNKNOWN).sum()) / 2,
        surely=stretches(sure),
        probably=stretches(left.tier[n] == Tier.PROBABLY),
        crowds=crowds,
        left=int(np.nanmin(left.head_room[n][sure])) if sure.any() else None,
    )


def stretches(flags: Flags) -> tuple[Stretch, ...]:
    """Runs of half hours of a day that all hold."""
    found = []
    for holds, run in groupby(range(len(flags)), key=lambda n: bool(flags[n])):
        if holds:
            first, *others = run
            found.append(Stretch(start=first, end=(others[-1] if others else first) + 1))
    return tuple(found)
