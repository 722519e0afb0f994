"""What tills and kitchens told, added up by day, in the database: made anew with every event that changes it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, tzinfo
from itertools import groupby

import msgspec
from sqlalchemy import Connection, Table, delete, select, text

from models.calendar import business_date, business_day
from models.centre import SensorId
from models.db.event_rows import EVENT, events_within
from models.db.tables import MealDayRow
from models.db.upsert import upsert
from models.event import Event
from models.metric.meal_day import MEALS, MealDay, Sold, Told, meal_days

_TABLE: Table = MealDayRow.__table__  # type: ignore[assignment]

_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(hashtext(:centre), hashtext('meals'))")
"""Two that add up one day at the same time would each miss the other's slips. SQLite lets one write at a time anyway."""


class _Content(msgspec.Struct, array_like=True):
    sold: tuple[Sold, ...]
    told: tuple[Told, ...]


_decoder = msgspec.json.Decoder(_Content)

Day = tuple[SensorId, date]


def before(connection: Connection, centre: str, events: Collection[Event], zone: tzinfo) -> set[Day]:
    """The days that these events touch, with those on which they stand until now; from here on nobody else adds up."""
    meals = [event for event in events if event.kind in MEALS]
    if meals and connection.dialect.name == "postgresql":
        connection.execute(_ONE_AFTER_ANOTHER, {"centre": centre})
    days = {(event.sensor, business_date(event.at, zone)) for event in meals}
    return days | _standing(connection, centre, meals, zone)


def _standing(connection: Connection, centre: str, meals: Iterable[Event], zone: tzinfo) -> set[Day]:
    """Where events of these identities are kept: one that is told again may come at another instant."""
    days: set[Day] = set()
    for (sensor, kind), some in groupby(sorted(meals, key=_whose), key=_whose):
        place = (EVENT.c.centre == centre, EVENT.c.sensor == sensor, EVENT.c.kind == kind)
        query = select(EVENT.c.at).where(*place, EVENT.c.id.in_([event.id for event in some]))
        days |= {(sensor, business_date(at, zone)) for at in connection.execute(query).scalars()}
    return days


def _whose(event: Event) -> tuple[SensorId, str]:
    return event.sensor, event.kind.value


def add_up(connection: Connection, centre: str, days: Collection[Day], zone: tzinfo) -> None:
    """Make days anew from their events. A day without any has no row."""
    sensors: dict[date, set[SensorId]] = defaultdict(set)
    for sensor, day in days:
        sensors[day].add(sensor)
    for day in sorted(sensors):
        told = events_within(connection, centre, business_day(day, zone), MEALS)
        made = [one for one in meal_days(told, zone) if one.sensor in sensors[day]]
        upsert(connection, _TABLE, (meal_row(centre, one) for one in made))
        _strike_out(connection, centre, day, sensors[day] - {one.sensor for one in made})


def meal_row(centre: str, made: MealDay) -> Sequence[object]:
    """In the order of the table's columns."""
    content = msgspec.json.encode(_Content(made.sold, made.told)).decode()
    return centre, made.day, made.sensor, content


def _strike_out(connection: Connection, centre: str, day: date, sensors: Collection[SensorId]) -> None:
    if sensors:
        place = (_TABLE.c.centre == centre, _TABLE.c.day == day, _TABLE.c.sensor.in_(sorted(sensors)))
        connection.execute(delete(_TABLE).where(*place))


def meal_days_within(connection: Connection, centre: str, first: date, last: date) -> list[MealDay]:
    """As Events.meal_days."""
    query = (
        select(_TABLE.c.day, _TABLE.c.sensor, _TABLE.c.content)
        .where(_TABLE.c.centre == centre, _TABLE.c.day >= first, _TABLE.c.day <= last)
        .order_by(_TABLE.c.day, _TABLE.c.sensor)
    )
    return [_made(*row) for row in connection.execute(query)]


def _made(day: date, sensor: str, content: str) -> MealDay:
    kept = _decoder.decode(content)
    return MealDay(sensor=SensorId(sensor), day=day, sold=kept.sold, told=kept.told)
