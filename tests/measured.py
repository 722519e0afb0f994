"""Readings and schedules of one Friday in a gym that is open from 8 to 22."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from models.calendar import Calendar, Window
from models.centre import Schedule, Sensor, SensorId, SensorRole, Space, SpaceId
from models.hold import Hold, SessionStatus
from models.reading import Quality, Reading
from tests.builders import a_sensor, a_space

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 20)
"""A Friday and a workday."""


def local(hour: int, minute: int = 0, second: int = 0, day: date = DAY) -> datetime:
    """A clock time in the centre, as a UTC instant."""
    return datetime.combine(day, time(hour, minute, second), tzinfo=ZONE).astimezone(UTC)


def a_door(
    key: str = "gym-door",
    *,
    role: SensorRole = SensorRole.FLOW,
    interval_s: int = 600,
    turned: bool = False,
    in_use_above: float | None = None,
) -> Sensor:
    """A sensor of the gym, by default the counter over its only door."""
    return a_sensor(key, "gym", interval_s, role=role, turned=turned, in_use_above=in_use_above)


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


def booked(
    start: datetime,
    end: datetime,
    *,
    key: str = "b1",
    seats: int = 10,
    status: SessionStatus = SessionStatus.CONFIRMED,
) -> Hold:
    """A span of the gym that somebody was promised."""
    return Hold(
        id=key,
        space=SpaceId("gym"),
        window=Window(start, end),
        title={"zh-Hans": "太极班", "en": "Tai chi"},
        seats=seats,
        status=status,
    )
