"""A lively house for tests that look: the real centre file, twelve weeks of facts, holds and states, all made up."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from config.centre import load_centre
from models.calendar import SLOT, Calendar, Window, floor_slot
from models.centre import Centre, CentreId, SensorId, Space, SpaceId, opening_windows
from models.hold import Hold, SessionStatus
from models.live import SpaceState, band
from models.ports import Clock, Ports
from models.reading import Quality
from models.slot import SlotFact
from models.store.one_day import OneDayStore
from tests.books import MemoryDays
from tests.builders import a_fact
from tests.fakes import MemoryAggregates, MemoryEvents, MemoryHolds, MemoryLive, MemorySlots, MemoryStore

CENTRE_FILE = Path(__file__).parents[1] / "config/centres/shijiawan.toml"
CALENDAR = Calendar({})

PEAKS: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "gym": ((8, 1.2, 0.35), (19, 1.6, 0.85)),
    "canteen": ((7.5, 0.5, 0.5), (11.8, 0.6, 0.95), (17.6, 0.6, 0.7)),
    "dance": ((9.5, 1, 0.7), (15, 1.2, 0.5), (19.5, 0.9, 0.9)),
    "craft": ((10, 1.1, 0.5), (15.5, 1, 0.4)),
    "meeting": ((10, 0.8, 0.6), (14.5, 0.8, 0.3)),
    "seniors": ((9, 1.2, 0.85), (15, 1.5, 0.75)),
    "children": ((16.8, 1.1, 0.9),),
    "daycare": ((10, 2, 0.6), (15, 2, 0.65)),
    "hall": ((9.8, 1, 0.4), (15, 1.2, 0.3)),
    "market": ((7.5, 1.2, 0.42), (18, 1.8, 0.5)),
}
"""Hour, width in hours, height as a share of capacity."""


def share(space: str, hour: float, day: date) -> float:
    """How full a space is at a local hour; days differ a little, always in the same way."""
    wave = 1 + 0.18 * math.sin(day.toordinal() * 2.1 + len(space))
    bumps = (height * math.exp(-(((hour - at) / width) ** 2)) for at, width, height in PEAKS[space])
    return max(0.0, wave * sum(bumps) + 0.02 * math.sin(hour * 9 + day.toordinal()))


def facts(centre: Centre, until: datetime, days: int = 84) -> Iterator[SlotFact]:
    """Facts of all spaces in their opening hours; the craft room's sensor was away for two hours today."""
    today = centre.day_of(until)
    for space in centre.spaces.values():
        for back in range(days + 1):
            for window in opening_windows(space, today - timedelta(days=back), CALENDAR, centre.zone_info):
                yield from _facts(centre, space, window, until)


def _facts(centre: Centre, space: Space, window: Window, until: datetime) -> Iterator[SlotFact]:
    for slot in window.slots():
        if slot.end > until:
            return
        local = (slot.start + SLOT / 2).astimezone(centre.zone_info)
        hour, capacity = local.hour + local.minute / 60, space.capacity(local.date())
        gap = space.id == "craft" and local.date() == centre.day_of(until) and 10 <= hour < 12
        people = None if gap else capacity * share(space.id, hour, local.date())
        yield a_fact(slot.start, people, space.id, capacity=capacity)


def states(centre: Centre, at: datetime) -> Iterator[SpaceState]:
    """What is measured at an instant; the meeting room's sensor is silent, the gym is over its comfort."""
    local = at.astimezone(centre.zone_info)
    for n, space in enumerate(centre.spaces.values()):
        capacity, sensors = space.capacity(local.date()), centre.sensors_of(space.id)
        opened = any(
            w.start <= at < w.end for w in opening_windows(space, local.date(), CALENDAR, centre.zone_info)
        )
        people: float | None = round(capacity * share(space.id, local.hour + local.minute / 60, local.date()))
        silent: tuple[SensorId, ...] = ()
        if space.id == "meeting":
            people, silent = None, tuple(sensor.id for sensor in sensors)
        if not opened and space.id != "meeting":
            people = 0
        yield SpaceState(
            space=space.id,
            people=people,
            capacity=capacity,
            band=band(people, capacity),
            since=at - timedelta(minutes=7),
            at=at - timedelta(seconds=4 + 11 * n),
            quality=Quality.GOOD,
            open=opened,
            silent=silent,
            sensors=len(sensors),
        )


def holds(centre: Centre, day: date) -> Iterator[Hold]:
    rows = (
        ("dance", 9, 2, "太极晨练班", "Tai chi morning class"),
        ("dance", 19, 1.5, "广场舞自乐队", "Square dance group"),
        ("meeting", 14, 2, "议事会：电梯加装", "Council: new lifts"),
        ("craft", 15, 1.5, "书法入门课", "Calligraphy for beginners"),
        ("gym", 18.5, 1, "低偿燃脂课", "Low-fee fitness class"),
        ("gym", 20, 1, "瑜伽拉伸", "Yoga & stretching"),
    )
    for n, (space, hour, hours, zh, en) in enumerate(rows):
        start = datetime.combine(
            day, time(int(hour), int(hour % 1 * 60)), tzinfo=centre.zone_info
        ).astimezone(UTC)
        yield Hold(
            id=f"b{n}",
            space=SpaceId(space),
            window=Window(start, start + timedelta(hours=hours)),
            title={"zh-Hans": zh, "en": en},
            seats=20,
            status=SessionStatus.CONFIRMED,
        )


def lively_ports(clock: Clock, days: int = 84) -> Ports:
    """The house at the clock's instant, with all that the live page can show."""
    centre, now = load_centre(CENTRE_FILE), clock()
    slots = MemorySlots()
    ports = Ports(
        centre=centre,
        calendar=CALENDAR,
        store=OneDayStore(MemoryStore()),
        slots=slots,
        days=MemoryDays(slots),
        holds=MemoryHolds(),
        aggregates=MemoryAggregates(),
        events=MemoryEvents(),
        live=MemoryLive(centre=CentreId(centre.id)),
        clock=clock,
    )
    ports.slots.put(list(facts(centre, floor_slot(now), days)))
    ports.holds.put(list(holds(centre, centre.day_of(now))))
    return ports


def speak(ports: Ports, at: datetime) -> None:
    """Every space says its state once."""
    live = ports.live
    assert isinstance(live, MemoryLive)
    live.put(*states(ports.centre, at), at=ports.clock())
