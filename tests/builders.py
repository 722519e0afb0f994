"""Small values for tests, with every field that a test does not care about filled in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from models.calendar import Calendar, DayType, Window
from models.centre import (
    Capacity,
    Centre,
    CentreId,
    OpeningRule,
    Rectangle,
    Sensor,
    SensorId,
    SensorRole,
    Space,
    SpaceId,
    SpaceKind,
)
from models.hold import Hold, SessionStatus
from models.live import SpaceState, band
from models.ports import Clock, Ports
from models.programme.booking import Booking, BookingStatus
from models.programme.session import Session
from models.reading import Quality
from models.slot import SlotFact
from models.slot_days import SlotDays
from models.slot_grid import SlotGrid, grid, packed
from models.store.one_day import OneDayStore
from tests.books import MemoryDays
from tests.fakes import MemoryAggregates, MemoryEvents, MemoryHolds, MemoryLive, MemorySlots, MemoryStore

GYM = SpaceId("gym")
NOON = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
"""A Wednesday, 12:00 in Shanghai."""
DAY = NOON.date()


def a_space(
    key: str = "gym",
    *,
    persons: int = 40,
    zone: str = "red",
    kind: SpaceKind = SpaceKind.GYM,
    opens: time = time(8),
    closes: time = time(22),
    plan: tuple[float, float, float, float] = (2, 4, 28, 40),
    name: tuple[str, str] = ("健身房", "Gym"),
    group_minimum: int = 1,
    units: Iterable[str] = (),
    shared: bool = False,
) -> Space:
    left, top, width, height = plan
    return Space(
        id=SpaceId(key),
        name={"zh-Hans": name[0], "en": name[1]},
        kind=kind,
        zone=zone,
        area_m2=100,
        capacities=(Capacity(persons=persons, basis="fire", valid_from=date(2020, 1, 1)),),
        opening=(OpeningRule(days=frozenset(DayType), start=opens, end=closes),),
        group_minimum=group_minimum,
        units={unit: {"zh-Hans": unit, "en": unit} for unit in units},
        shared=shared,
        plan=Rectangle(left=left, top=top, width=width, height=height),
    )


def a_sensor(
    key: str = "gym-door",
    space: str = "gym",
    interval_s: int = 300,
    *,
    role: SensorRole = SensorRole.FLOW,
    topic: str = "",
    envelope: str = "native",
    profile: str = "linli-counter",
    turned: bool = False,
    in_use_above: float | None = None,
) -> Sensor:
    return Sensor(
        id=SensorId(key),
        space=SpaceId(space),
        role=role,
        topic=topic or f"linli/test/{space}/{key}/up",
        envelope=envelope,
        profile=profile,
        interval_s=interval_s,
        reversed=turned,
        in_use_above=in_use_above,
    )


def unrated(space: Space) -> Space:
    """The same without a capacity that is in force: that of last year has run out, and nobody set another."""
    return replace(
        space,
        capacities=(
            Capacity(persons=40, basis="fire", valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31)),
        ),
    )


def a_centre(spaces: Iterable[Space] = (), sensors: Iterable[Sensor] = (), key: str = "test") -> Centre:
    return Centre(
        id=CentreId(key),
        name={"zh-Hans": "试验邻里中心", "en": "Test Centre"},
        timezone="Asia/Shanghai",
        spaces={space.id: space for space in spaces or (a_space(),)},
        sensors={sensor.id: sensor for sensor in sensors or (a_sensor(),)},
    )


def a_state(
    people: float | None = 12,
    space: str = "gym",
    *,
    capacity: int | None = 40,
    at: datetime | None = NOON,
    opened: bool = True,
    silent: tuple[str, ...] = (),
    sensors: int = 1,
) -> SpaceState:
    return SpaceState(
        space=SpaceId(space),
        people=people,
        capacity=capacity,
        band=band(people, capacity),
        since=at or NOON,
        at=at,
        quality=Quality.GOOD,
        open=opened,
        silent=tuple(SensorId(key) for key in silent),
        sensors=sensors,
    )


def a_fact(
    start: datetime,
    people: float | None = 10,
    space: str = "gym",
    *,
    capacity: int = 40,
    open_min: float = 15,
    measured_min: float = 15,
) -> SlotFact:
    """people: the mean of the quarter hour; None = a gap."""
    measured = 0 if people is None else measured_min
    return SlotFact(
        space=SpaceId(space),
        start=start,
        open_min=open_min,
        measured_min=measured,
        person_min=(people or 0) * measured,
        used_min=measured if people else 0,
        entries=0,
        exits=0,
        peak=people or 0,
        capacity=capacity,
        booked_min=0,
        booked_seat_min=0,
        booked_used_min=0,
        ghost_min=0,
        walkin_min=measured if people else 0,
        overflow_min=0,
        over_limit_min=0,
        quality=Quality.GOOD,
    )


def a_grid(facts: Iterable[SlotFact]) -> SlotGrid:
    """The slots of one space as columns."""
    slots = list(facts)
    return grid([packed(slots)] if slots else ())


def a_slot_day(slots: SlotGrid, day: date = DAY) -> SlotDays:
    """Slots that all are of one business day."""
    return SlotDays(slots, [day] if len(slots) else [], np.zeros(min(len(slots), 1), dtype=np.intp))


def a_booking(
    start: datetime,
    hours: float = 1,
    space: str = "gym",
    *,
    key: str = "b1",
    title: tuple[str, str] = ("太极班", "Tai chi"),
    status: SessionStatus = SessionStatus.CONFIRMED,
) -> Hold:
    return Hold(
        id=key,
        space=SpaceId(space),
        window=Window(start, start + timedelta(hours=hours)),
        title={"zh-Hans": title[0], "en": title[1]},
        seats=20,
        status=status,
    )


def some_ports(
    centre: Centre | None = None, calendar: Calendar | None = None, clock: Clock = lambda: NOON
) -> Ports:
    slots = MemorySlots()
    return Ports(
        centre=centre or a_centre(),
        calendar=calendar or Calendar({}),
        store=OneDayStore(MemoryStore()),
        slots=slots,
        days=MemoryDays(slots),
        holds=MemoryHolds(),
        aggregates=MemoryAggregates(),
        events=MemoryEvents(),
        live=MemoryLive(),
        clock=clock,
    )


def a_session(
    start: datetime,
    hours: float = 1,
    space: str = "room",
    *,
    key: str = "s1",
    places: int = 0,
    expected: int = 12,
    units: tuple[str, ...] = (),
    status: SessionStatus = SessionStatus.CONFIRMED,
    series: str = "",
) -> Session:
    return Session(
        id=key,
        series=series,
        day=(start + timedelta(hours=8)).date(),
        space=SpaceId(space),
        units=units,
        kind="sport",
        organiser="taichi-group",
        title={"zh-Hans": "太极班", "en": 'Tai chi "for all"'},
        window=Window(start, start + timedelta(hours=hours)),
        places=places,
        expected=expected,
        status=status,
    )


def a_place(
    key: str = "p1",
    session: str = "s1",
    *,
    seats: int = 1,
    at: datetime = NOON - timedelta(days=3),
    status: BookingStatus = BookingStatus.CONFIRMED,
) -> Booking:
    """A booking of places. (a_booking() makes a hold.)"""
    return Booking(id=key, session=session, party=f"party-{key}", seats=seats, booked_at=at, status=status)
