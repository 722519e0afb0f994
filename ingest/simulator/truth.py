"""Who was really there: for each space and local day, when every person came and went."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.simulator.bookings import Session, sessions
from ingest.simulator.demand import demand_of, expected
from ingest.simulator.seed import generator
from ingest.simulator.world import World, ms
from models.calendar import Window
from models.centre import Space, SpaceId

GRACE_MS = 8 * 60_000
"""The last guest is out this long after closing."""

LAST_ENTRY_MS = 5 * 60_000
"""Nobody comes in so shortly before closing."""

CROWDED = 1.06
"""People turn round at the door of a space this much above its capacity."""

_QUARTER_MS = 15 * 60_000
_QUARTERS_AHEAD = 128  # a day and eight hours: opening rules may run past midnight

Instants = NDArray[np.int64]
"""Milliseconds since 1970."""


@dataclass(frozen=True, slots=True, eq=False)
class SpaceDay:
    """One space on one local day. Person n comes at arrivals[n] and goes at departures[n]; arrivals ascend."""

    arrivals: Instants
    departures: Instants

    @property
    def gone(self) -> Instants:
        return np.sort(self.departures)

    def present(self, at: Instants) -> Instants:
        """People inside at each instant, exactly: those who have come less those who have gone."""
        come = np.searchsorted(self.arrivals, at, side="right")
        return np.asarray(come - np.searchsorted(self.gone, at, side="right"), dtype=np.int64)


@lru_cache(maxsize=2048)
def space_day(world: World, space_id: SpaceId, day: date) -> SpaceDay:
    """The truth of a space on the day on which it opened; the same whenever and wherever it is asked for."""
    space = world.centre.spaces[space_id]
    windows = world.opening(space, day)
    draw = generator(world.seed, world.centre.id, space.id, day.isoformat(), "people")
    parts = [_drop_in(world, space, day, windows, draw)]
    parts += [_attend(session, draw) for session in sessions(world, space_id, day) if session.attendees]
    return _crowd(_leave_by_closing(_merge(parts), windows), CROWDED * (space.limit(day) or 0), draw)


def _merge(parts: list[SpaceDay]) -> SpaceDay:
    arrivals = np.concatenate([part.arrivals for part in parts])
    order = np.argsort(arrivals, kind="stable")
    return SpaceDay(arrivals[order], np.concatenate([part.departures for part in parts])[order])


def _drop_in(
    world: World, space: Space, day: date, windows: list[Window], draw: np.random.Generator
) -> SpaceDay:
    """People who come when they like, while the space is open."""
    rates = expected(world, space, day)
    counts = draw.poisson(np.concatenate([rates, rates[: _QUARTERS_AHEAD - len(rates)]]))
    starts = ms(world.day(day).start) + np.arange(_QUARTERS_AHEAD) * _QUARTER_MS
    arrivals = np.repeat(starts, counts) + draw.integers(0, _QUARTER_MS, int(counts.sum()))
    arrivals = np.sort(arrivals[_inside(arrivals, windows)])
    demand = demand_of(space)
    stay = np.exp(draw.normal(np.log(demand.dwell_min), demand.dwell_spread, len(arrivals))) * 60_000
    return SpaceDay(arrivals, arrivals + np.maximum(stay, 60_000).astype(np.int64))


def _inside(at: Instants, windows: list[Window]) -> NDArray[np.bool_]:
    kept = np.zeros(len(at), dtype=bool)
    for window in windows:
        kept |= (at >= ms(window.start)) & (at < ms(window.end) - LAST_ENTRY_MS)
    return kept


def _attend(session: Session, draw: np.random.Generator) -> SpaceDay:
    """People of a class: most come in the last minutes before it begins and leave together."""
    n = session.attendees
    arrivals = ms(session.window.start) + (draw.normal(-3.0, 4.0, n) * 60_000).astype(np.int64)
    departures = ms(session.window.end) + (draw.normal(1.0, 2.5, n) * 60_000).astype(np.int64)
    return SpaceDay(arrivals, np.maximum(departures, arrivals + 60_000))


def _leave_by_closing(crowd: SpaceDay, windows: list[Window]) -> SpaceDay:
    """Early birds wait for the door to open; whoever is still there at closing goes within GRACE_MS."""
    arrivals, departures = crowd.arrivals, crowd.departures
    if not windows or not len(arrivals):
        return SpaceDay(arrivals[:0], departures[:0])
    opens = np.array([ms(w.start) for w in windows], dtype=np.int64)
    closes = np.array([ms(w.end) for w in windows], dtype=np.int64)
    arrivals = np.maximum(arrivals, opens[0])
    mine = np.searchsorted(opens, arrivals, side="right") - 1
    late = closes[mine] + (arrivals * 7919) % GRACE_MS
    order = np.argsort(arrivals, kind="stable")
    return SpaceDay(arrivals[order], np.minimum(departures, late)[order])


def _crowd(day: SpaceDay, limit: float, draw: np.random.Generator) -> SpaceDay:
    """Who finds the space too full turns round. Three passes are enough for any overflow that demand can make."""
    for _ in range(3):
        over = day.present(day.arrivals) - limit
        if not len(over) or over.max() <= 0:
            break
        stays = draw.random(len(over)) > np.maximum(over, 0) / limit * 3
        day = SpaceDay(day.arrivals[stays], day.departures[stays])
    return day


def around(world: World, space: SpaceId, day: date) -> SpaceDay:
    """Everybody who may be inside at some instant of the local day: of that day and of the night before."""
    return _merge([space_day(world, space, day - timedelta(days=1)), space_day(world, space, day)])
