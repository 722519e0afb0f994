"""What the gym's guests pay at its desk: by the hour, less when few want to come."""

from collections.abc import Iterator
from datetime import date, datetime

import numpy as np

from ingest.simulator.truth import space_day
from ingest.simulator.world import World, instant
from models.calendar import DayType, business_date
from models.centre import Space, SpaceId, SpaceKind
from models.money.correction import document_key
from models.money.entry import Entry, EntrySource, Posting

HOUR_MS = 3_600_000
QUIET_FEN, USUAL_FEN, BUSY_FEN = 200, 500, 800
"""Each hour that somebody has begun to stay."""

_QUIET, _BUSY = range(9, 17), range(17, 21)
_WORK = frozenset({DayType.WORKDAY, DayType.MAKEUP})


def gyms(world: World) -> list[Space]:
    return [space for space in world.centre.spaces.values() if space.kind is SpaceKind.GYM]


def gym_entries(world: World, space: SpaceId, day: date, until: datetime) -> Iterator[Entry]:
    """The desk's takings of a local day, one entry for each full hour in which somebody came and that is over."""
    for hour_ms, fen in gym_fees(world, space, day).items():
        at = instant(hour_ms + HOUR_MS)
        if at > until:
            return
        local = instant(hour_ms).astimezone(world.centre.zone_info)
        yield Entry(
            key=document_key("row", f"gym-{space}", f"{local:%Y-%m-%d:%H}"),
            source=EntrySource.IMPORT,
            day=business_date(instant(hour_ms), world.centre.zone_info),
            at=at,
            postings=(
                Posting(account="takings", fen=fen, space=space),
                Posting(account="income.gym", fen=-fen, space=space),
            ),
            document=f"desk:gym-{space}:{local:%Y-%m-%d:%H}",
        )


def gym_fees(world: World, space: SpaceId, day: date) -> dict[int, int]:
    """Beginning of each hour in milliseconds, in order -> fen."""
    people = space_day(world, space, day)
    begun = people.arrivals // HOUR_MS * HOUR_MS
    hours = -(-(people.departures - people.arrivals) // HOUR_MS)
    workday = world.calendar.day_type(day) in _WORK
    fees: dict[int, int] = {}
    for start in np.unique(begun).tolist():
        hour = instant(start).astimezone(world.centre.zone_info).hour
        fees[start] = _rate(hour, workday=workday) * int(hours[begun == start].sum())
    return fees


def _rate(hour: int, *, workday: bool) -> int:
    if hour in _BUSY:
        return BUSY_FEN
    return QUIET_FEN if workday and hour in _QUIET else USUAL_FEN
