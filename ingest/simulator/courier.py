"""The kitchen's bags: meals that are packed, carried to somebody's door and handed over, most of them in time."""

from dataclasses import dataclass
from datetime import date, timedelta

from ingest.simulator.seed import generator
from ingest.simulator.world import World, ms
from models.calendar import Window
from models.centre import SpaceId

SMALLEST, LARGEST = 6, 15
"""Orders of one meal."""

LATE, FAILS = 0.08, 0.02
"""Share of bags that lose their way for a while, and of those that come back."""

FEE_FEN = 300
"""What is asked for bringing a meal."""

NO_BREAKFAST_BEFORE = 10
"""Local hour: breakfast is not brought."""

_MINUTE_MS = 60_000
_LEAST_OPEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One order changes its state. at: milliseconds since 1970; id: the same for all states of an order."""

    id: str
    order: str
    state: str
    at: int


def bags(world: World, space: SpaceId, day: date) -> list[Step]:
    """Every change of state of a kitchen's day, in order of time."""
    draw = generator(world.seed, world.centre.id, space, day.isoformat(), "courier")
    found: list[Step] = []
    orders = 0
    for meal in _meals(world, space, day):
        for _ in range(int(draw.integers(SMALLEST, LARGEST, endpoint=True))):
            orders += 1
            latest = ms(meal.end) - 40 * _MINUTE_MS
            packed = int(draw.integers(ms(meal.start) + 10 * _MINUTE_MS, latest))
            ride = draw.normal(80.0, 9.0) if draw.random() < LATE else draw.normal(31.0, 8.0)
            ends = "failed" if draw.random() < FAILS else "delivered"
            found += _steps(f"{day:%Y%m%d}-{orders:03d}", packed, int(max(12.0, ride) * _MINUTE_MS), ends)
    return sorted(found, key=lambda step: step.at)


def _steps(number: str, packed: int, ride_ms: int, ends: str) -> list[Step]:
    order = number.rpartition("-")[2]
    moments = (("packed", packed), ("out", packed + 6 * _MINUTE_MS), (ends, packed + ride_ms))
    return [Step(id=number, order=order, state=state, at=at) for state, at in moments]


def _meals(world: World, space: SpaceId, day: date) -> list[Window]:
    zone = world.centre.zone_info
    windows = world.opening(world.centre.spaces[space], day)
    return [
        window
        for window in windows
        if window.start.astimezone(zone).hour >= NO_BREAKFAST_BEFORE
        and window.end - window.start >= _LEAST_OPEN
    ]
