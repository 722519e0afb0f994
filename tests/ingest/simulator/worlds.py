"""Small seeded worlds for the tests of the simulator."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path

from config.centre import load_centre
from ingest.simulator.faults import PERFECT, Imperfections
from ingest.simulator.world import World
from models.calendar import Calendar, CalendarDay, DayType
from models.centre import Centre, Sensor, SensorRole, SpaceKind
from tests.builders import a_centre, a_sensor, a_space

CENTRES = Path(__file__).parents[3] / "config" / "centres"

FESTIVAL = {date(2026, 2, 16) + timedelta(days=n): DayType.STATUTORY for n in range(8)}
MAKEUP = {date(2026, 2, 14): DayType.MAKEUP, date(2026, 2, 28): DayType.MAKEUP}
CALENDAR = Calendar(
    {day: CalendarDay(day=day, day_type=kind, source="test") for day, kind in {**FESTIVAL, **MAKEUP}.items()}
)
"""The Spring Festival of 2026 with its two make-up Saturdays; every other day by its weekday."""


def chirp(key: str, space: str, role: SensorRole, profile: str, n: int, **more: object) -> Sensor:
    sensor = a_sensor(key, space=space, role=role, envelope="chirpstack", profile=f"milesight-{profile}")
    return _with(sensor, topic=f"application/linli/device/24e124136c19{n:04x}/event/up", **more)


def zigbee(key: str, space: str, role: SensorRole, profile: str, **more: object) -> Sensor:
    sensor = a_sensor(key, space=space, role=role, envelope="zigbee2mqtt", profile=f"zigbee-{profile}")
    return _with(sensor, topic=f"zigbee2mqtt/{key}", interval_s=3600, **more)


def _with(sensor: Sensor, **more: object) -> Sensor:
    fields = {name: getattr(sensor, name) for name in Sensor.__slots__}
    return Sensor(**{**fields, **more})


def sensors() -> Sequence[Sensor]:
    """One of each kind that the simulator plays."""
    return (
        chirp("gym-main", "gym", SensorRole.FLOW, "vs133", 1),
        chirp("gym-back", "gym", SensorRole.FLOW, "vs133", 2, reversed=True),
        zigbee("gym-plug", "gym", SensorRole.MACHINE, "plug", in_use_above=60.0),
        chirp("dance-view", "dance", SensorRole.COUNT, "vs121", 3),
        chirp("dance-pir", "dance", SensorRole.PRESENCE, "ws202", 4),
        zigbee("dance-contact", "dance", SensorRole.DOOR, "contact"),
        _with(a_sensor("seniors-door", space="seniors"), counter_bits=16),
        _with(
            a_sensor("till-1", space="canteen", role=SensorRole.TILL, profile="linli-till", interval_s=86400),
            topic="linli/test/canteen/till-1/sale",
        ),
    )


def small_centre() -> Centre:
    spaces = (
        a_space("gym", persons=45),
        a_space("dance", persons=36, kind=SpaceKind.ROOM, zone="orange", group_minimum=2),
        a_space("seniors", persons=40, kind=SpaceKind.ROOM, zone="silver"),
        a_space("canteen", persons=60, kind=SpaceKind.CANTEEN, zone="silver", opens=time(6, 30)),
    )
    return a_centre(spaces, sensors())


def a_world(centre: Centre | None = None, *, seed: int = 7, imperfections: Imperfections = PERFECT) -> World:
    return World(centre or small_centre(), CALENDAR, seed, imperfections)


def shijiawan(*, seed: int = 7, imperfections: Imperfections = PERFECT) -> World:
    return World(load_centre(CENTRES / "shijiawan.toml"), CALENDAR, seed, imperfections)


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]
