"""Small centres, spaces, sensors and readings, with every field that a test does not care about filled in."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.booking import Booking, BookingStatus
from models.calendar import Calendar, DayType, Window
from models.centre import (
    Capacity,
    Centre,
    CentreId,
    OpeningRule,
    Rectangle,
    Schedule,
    Sensor,
    SensorId,
    SensorRole,
    Space,
    SpaceId,
    SpaceKind,
)
from models.live import SpaceState, band
from models.reading import Quality, Reading

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 20)
"""A Friday and a workday."""


def local(hour: int, minute: int = 0, second: int = 0, day: date = DAY) -> datetime:
    """A clock time in the centre, as a UTC instant."""
    return datetime.combine(day, time(hour, minute, second), tzinfo=ZONE).astimezone(UTC)


def a_space(
    key: str = "gym",
    *,
    capacity: int = 40,
    opens: time = time(8),
    closes: time = time(22),
    kind: SpaceKind = SpaceKind.GYM,
    zone: str = "red",
    group_minimum: int = 1,
) -> Space:
    return Space(
        id=SpaceId(key),
        name={"zh-Hans": f"{key}厅", "en": key.title()},
        kind=kind,
        zone=zone,
        area_m2=100,
        capacities=(Capacity(persons=capacity, basis="fire", valid_from=date(2024, 1, 1)),),
        opening=(OpeningRule(days=frozenset(DayType), start=opens, end=closes),),
        group_minimum=group_minimum,
        plan=Rectangle(left=0, top=0, width=50, height=50),
    )


def a_sensor(
    key: str = "gym-door",
    *,
    space: str = "gym",
    role: SensorRole = SensorRole.FLOW,
    interval_s: int = 600,
    reversed: bool = False,  # noqa: A002 -- the field's own name
    in_use_above: float | None = None,
    topic: str = "",
    envelope: str = "native",
    profile: str = "linli-counter",
) -> Sensor:
    return Sensor(
        id=SensorId(key),
        space=SpaceId(space),
        role=role,
        topic=topic or f"linli/test/{space}/{key}/up",
        envelope=envelope,
        profile=profile,
        interval_s=interval_s,
        reversed=reversed,
        in_use_above=in_use_above,
    )


def a_centre(spaces: Sequence[Space] = (), sensors: Sequence[Sensor] = (), *, key: str = "test") -> Centre:
    spaces = spaces or (a_space(),)
    sensors = sensors or (a_sensor(),)
    return Centre(
        id=CentreId(key),
        name={"zh-Hans": "测试中心", "en": "Test Centre"},
        timezone="Asia/Shanghai",
        spaces={s.id: s for s in spaces},
        sensors={s.id: s for s in sensors},
    )


def a_schedule(space: Space | None = None, calendar: Calendar | None = None) -> Schedule:
    return Schedule(space or a_space(), calendar or Calendar({}), ZONE)


def totals(
    at: datetime, entries: float, exits: float, *, sensor: str = "gym-door", line: str = "line1"
) -> list[Reading]:
    """Both running totals of one line, as a counter sends them."""
    return [
        Reading(SensorId(sensor), f"people_in_total.{line}", at, entries),
        Reading(SensorId(sensor), f"people_out_total.{line}", at, exits),
    ]


def a_reading(
    at: datetime,
    value: float,
    *,
    sensor: str = "cam",
    measure: str = "occupancy_count",
    quality: Quality = Quality.GOOD,
) -> Reading:
    return Reading(SensorId(sensor), measure, at, value, quality)


def a_booking(
    start: datetime,
    end: datetime,
    *,
    key: str = "b1",
    space: str = "gym",
    seats: int = 10,
    status: BookingStatus = BookingStatus.CONFIRMED,
) -> Booking:
    return Booking(
        id=key,
        space=SpaceId(space),
        window=Window(start, end),
        title={"zh-Hans": "太极班", "en": "Tai chi"},
        seats=seats,
        status=status,
    )


def a_state(
    key: str = "gym",
    people: float | None = 12,
    *,
    capacity: int = 40,
    at: datetime | None = None,
    is_open: bool = True,
    silent: Sequence[str] = (),
) -> SpaceState:
    at = at or local(10)
    return SpaceState(
        space=SpaceId(key),
        people=people,
        capacity=capacity,
        band=band(people, capacity),
        since=at - timedelta(minutes=5),
        at=at if people is not None else None,
        quality=Quality.GOOD if people is not None else Quality.BAD,
        open=is_open,
        silent=tuple(SensorId(s) for s in silent),
        sensors=1,
    )
