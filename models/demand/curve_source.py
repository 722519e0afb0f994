"""Where curves of liked hours come from: where sensors see people, what other centres learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from models.demand.block import BLOCKS, HOURS, PARTS
from models.demand.censored import Floats
from models.demand.curve import Curve, Curves, blended
from models.demand.demand import ENOUGH, Demand
from models.demand.history import Occasion
from models.demand.segment import SEGMENT_OF_ZONE, Segment

SEEN_SD = 0.5
"""Who is about at an hour is not who would come to a class then."""
ELSEWHERE_SD = 0.3
"""Another centre has other residents."""
FEWEST_DAYS = 3
"""Below so many days of a type that a sensor saw, it tells nothing of their hours."""

_HALF_HOURS_A_BLOCK = 2 * HOURS
_NOBODY = 0.5
"""What stands for nobody at all, whose logarithm there is none of."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One zone as its sensors saw it or a forecast sees it: people, (days, 48) by local half hours, NaN = shut or not known;
    free: by day, whether it is a day off."""

    zone: str
    people: Floats
    free: NDArray[np.bool_]


def seen(presence: Presence) -> Curve | None:
    """People of a zone by block; None where too few days are known."""
    by_block = np.full(len(BLOCKS), np.nan)
    for free in (False, True):
        days = presence.people[presence.free == free].reshape(-1, PARTS, _HALF_HOURS_A_BLOCK)
        known = ~np.isnan(days)
        often = known.any(axis=2).sum(axis=0) >= FEWEST_DAYS
        mean = np.where(known, days, 0).sum(axis=(0, 2)) / np.maximum(known.sum(axis=(0, 2)), 1)
        by_block[PARTS * free : PARTS * (free + 1)] = np.where(often, mean, np.nan)
    if np.isnan(by_block).all():
        return None
    people = np.maximum(by_block, _NOBODY)
    return Curve.even(np.log(people / np.nanmean(people)), SEEN_SD)


def seen_by_segment(presences: Sequence[Presence]) -> Curves:
    """Zones that are meant for a segment tell of it, all others of people in general."""
    ordered = sorted(presences, key=lambda one: _segment(one.zone))
    curves = {
        segment: blended([curve for one in zones if (curve := seen(one)) is not None])
        for segment, zones in groupby(ordered, key=lambda one: _segment(one.zone))
    }
    return Curves({segment: curve for segment, curve in curves.items() if curve is not None})


def learned_elsewhere(other: Demand, segment: Segment) -> Curve | None:
    """What another centre learned of a segment's hours: only of those at which it held sessions."""
    held = [block for block in BLOCKS if other.known.blocks[segment, block.number] >= ENOUGH]
    if not held:
        return None
    anybody = [Occasion(programme="", segment=segment, block=block) for block in held]
    mean, _variance = other.log_demand(anybody)
    liking = np.full(len(BLOCKS), np.nan)
    liking[[block.number for block in held]] = mean - mean.mean()
    return Curve.even(liking, ELSEWHERE_SD)


def gathered(sources: Sequence[Curves]) -> Curves:
    """All that is told of each segment as one curve."""
    told = {
        segment: blended([one.by_segment[segment] for one in sources if segment in one.by_segment])
        for segment in Segment
    }
    return Curves({segment: curve for segment, curve in told.items() if curve is not None})


def _segment(zone: str) -> Segment:
    return SEGMENT_OF_ZONE.get(zone, Segment.ALL)
