"""A sitting of the simulated residents and the months after it: who asked for what, and which of them asked for the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from ingest.simulator.community.saying import ASKS, HEADS, TAILS, Ask
from ingest.simulator.seed import generator
from ingest.simulator.world import World
from models.needs.need import Channel, WantedTime
from models.services.need_intake import Said

SITTING = 0.7
"""Share of what is said in one sitting, on paper."""

SITTING_AT = 0.08
"""When the sitting is, as a share of the past."""

LATER = (Channel.FORM, Channel.FORM, Channel.DESK, Channel.GRID)
STATES_HOURS = 0.5
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Opinion:
    """same: what wants the same has the same; that is the truth behind the duplicates."""

    key: str
    same: str
    said: Said


def opinions(world: World, first: datetime, until: datetime, count: int) -> list[Opinion]:
    """By the time at which they came."""
    return sorted(_drawn(world, first, until, count), key=lambda one: (one.said.at or first, one.key))


def _drawn(world: World, first: datetime, until: datetime, count: int) -> Iterator[Opinion]:
    draw = generator(world.seed, world.centre.id, "opinions")
    liked = draw.lognormal(0.0, 0.6, len(ASKS))
    courts = [(cell, court) for cell, grid in world.centre.grids.items() for court in grid.courtyards]
    for n in range(count):
        ask = ASKS[int(draw.choice(len(ASKS), p=liked / liked.sum()))]
        cell, court = courts[int(draw.integers(len(courts)))] if courts else ("", "")
        in_sitting = n < count * SITTING
        share = SITTING_AT if in_sitting else float(draw.uniform(SITTING_AT + 0.02, 1.0))
        at = first + (until - first) * share + timedelta(seconds=n if in_sitting else 0)
        yield Opinion(
            key=f"sim-need-{n:04}",
            same=f"{ask.key}@{cell}" if ask.local else ask.key,
            said=Said(
                channel=Channel.PAPER if in_sitting else LATER[int(draw.integers(len(LATER)))],
                topic=ask.topic,
                text=_worded(ask, draw),
                grid=cell if ask.local else "",
                courtyard=court if ask.local else "",
                voices=1 + int(draw.poisson(0.6)) if in_sitting else 1,
                wanted=_hours(ask) if draw.random() < STATES_HOURS else (),
                crowded=_hours(ask) if ask.crowded else (),
                crowded_space=_space(world, ask),
                source="simulator",
                external=f"{n}",
                at=min(at, until),
            ),
        )


def _worded(ask: Ask, draw: np.random.Generator) -> str:
    head, says, tail = (some[int(draw.integers(len(some)))] for some in (HEADS, ask.says, TAILS))
    return head + says + tail


def _hours(ask: Ask) -> tuple[WantedTime, ...]:
    return tuple(
        WantedTime(weekday=day, start_minute=start * _HOUR, end_minute=end * _HOUR)
        for day, start, end in ask.hours
    )


def _space(world: World, ask: Ask) -> str:
    """The first space of the kind that is too full."""
    spaces = world.centre.spaces.values()
    return next((f"{one.id}" for one in spaces if ask.crowded and one.kind.value == ask.crowded), "")
