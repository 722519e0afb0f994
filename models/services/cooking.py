"""What the kitchen of a canteen should cook next, service by service, and how its earlier numbers did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from models.calendar import DayType
from models.centre import Space, opening_windows
from models.forecast.cooking import Cooked, cooked, fewest_days, usual_meals
from models.forecast.series import Flags, Floats
from models.metric.meal_day import MealDay
from models.metric.meals import sales
from models.metric.period import Period
from models.ports import Ports
from models.services.canteen import meal_days_of
from models.trading_hours import trading_windows

HISTORY_DAYS = 280
"""Far enough back for the errors that teach and the weeks before them."""

SHOWN_DAYS = 28
"""So many last days of serving are shown beside what was said of them."""

_AHEAD = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooking:
    """The next service of a key. day: when; said: the advice of it; past: of the last days of serving, the newest first.

    level: share of days on which it is to suffice; missing: days of serving until it is calibrated, 0 = it is.
    judged: past days that had an advice; short: of these, the ones on which it did not suffice; over: meals too many a
    day, the mean over them, None where none was judged.
    """

    key: str
    day: date
    said: Cooked
    level: float
    missing: int
    judged: int
    short: int
    over: float | None
    past: Sequence[tuple[date, Cooked]]


def cooking(ports: Ports, space: Space) -> list[Cooking]:
    """Of every service the next one after today, in the canteen's order; by the days that are over. A service of which no
    day alike is known is left out. Raises StoreError.

    Meals are what tills sold, eaten here or taken away; what is brought to homes is ordered, not forecast.
    """
    today = ports.centre.day_of(ports.clock())
    first = today - timedelta(days=HISTORY_DAYS)
    served = _served(ports, space, Period(first, today - timedelta(days=1)))
    free = np.array([_is_free(ports, first + timedelta(days=n)) for n in range(HISTORY_DAYS + _AHEAD + 1)])
    found = []
    for key, meals in served.items():
        day = _next(ports, space, key, today)
        if day is not None and usual_meals(meals, free, (day - first).days) is not None:
            found.append(_cooking(space, key, meals, free, first, day))
    return found


def _cooking(space: Space, key: str, meals: Floats, free: Flags, first: date, day: date) -> Cooking:
    wanted = (day - first).days
    *past, said = cooked(meals[: wanted + 1], free[: wanted + 1], [wanted], space.service_level)
    judged = [one for one in past if one.over is not None]
    learned = sum(one.came is not None for one in past)
    return Cooking(
        key=key,
        day=day,
        said=said,
        level=space.service_level,
        missing=max(fewest_days(space.service_level) - learned, 0),
        judged=len(judged),
        short=sum(bool(one.short) for one in judged),
        over=sum(one.over or 0 for one in judged) / len(judged) if judged else None,
        past=[(first + timedelta(days=one.day), one) for one in past[: -SHOWN_DAYS - 1 : -1]],
    )


def _served(ports: Ports, space: Space, period: Period) -> Mapping[str, Floats]:
    """Meals that tills sold of each service by day from the period's first on, NaN on days without a sale and to come."""
    found = {meal.key: np.full(HISTORY_DAYS + _AHEAD + 1, np.nan) for meal in space.meals}
    by_day: dict[date, list[MealDay]] = {}
    for one in meal_days_of(ports, space, period):
        by_day.setdefault(one.day, []).append(one)
    for day, told in by_day.items():
        for key, column in found.items():
            sold = sales(told, None, {}, key)
            if sold.selling_days:
                column[(day - period.first).days] = sold.covers + sold.takeaways
    return found


def _is_free(ports: Ports, day: date) -> bool:
    return ports.calendar.day_type(day) in (DayType.REST, DayType.STATUTORY)


def _next(ports: Ports, space: Space, key: str, today: date) -> date | None:
    """The next day after today on which the canteen is open and has that service."""
    zone = ports.centre.zone_info
    days = (today + timedelta(days=n) for n in range(1, _AHEAD + 1))
    return next(
        (
            day
            for day in days
            if opening_windows(space, day, ports.calendar, zone)
            and key in trading_windows(space.meals, day, ports.calendar, zone)
        ),
        None,
    )
