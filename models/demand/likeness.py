"""What two occasions of the week have in common: the parts that demand is made of, and how alike they are in each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.demand.block import BLOCKS, PARTS
from models.demand.censored import Floats, Whole
from models.demand.curve import Curves
from models.demand.history import Occasion
from models.demand.segment import Segment

_SEGMENTS = tuple(Segment)
_NEAR = 0.5
"""Two hours earlier or later is half as alike; further away half of that again."""
_OTHER_DAYS = 0.3
"""The same hours on the other type of day."""


@dataclass(frozen=True, slots=True)
class Traits:
    """Slots as arrays: numbers of programme, segment and block, and how far off an outside curve is thought to be in the block,
    against its usual: 1 = as usual, 0 = none tells of it."""

    programme: Whole
    segment: Whole
    block: Whole
    told: Floats

    @property
    def column(self) -> "Traits":
        """(n, 1): against others, every pair of the two."""
        return Traits(self.programme[:, None], self.segment[:, None], self.block[:, None], self.told[:, None])


def traits(occasions: Sequence[Occasion], programmes: Mapping[str, int], curves: Curves) -> Traits:
    """A programme that is not among the known ones is like none of them, and two such are not alike either."""
    return Traits(
        np.array(
            [programmes.get(occasion.programme, -1 - n) for n, occasion in enumerate(occasions)],
            dtype=np.int64,
        ),
        np.array([_SEGMENTS.index(occasion.segment) for occasion in occasions], dtype=np.int64),
        np.array([occasion.block.number for occasion in occasions], dtype=np.int64),
        np.array([curves.sd_at(occasion) or 0.0 for occasion in occasions]) / (curves.usual_sd() or 1.0),
    )


def _block_likeness() -> Floats:
    number = np.arange(len(BLOCKS))
    part, free = number % PARTS, number // PARTS
    apart = np.abs(part[:, None] - part[None, :])
    found: Floats = _NEAR**apart * np.where(free[:, None] == free[None, :], 1.0, _OTHER_DAYS)
    return found


_BLOCKS_ALIKE = _block_likeness()

Likeness = Callable[[Traits, Traits], Floats]
"""0..1 for each pair, in the shape that the two broadcast to; above 1 where a curve is less sure than usual."""


def _everywhere(one: Traits, other: Traits) -> Floats:
    return np.ones(np.broadcast_shapes(one.block.shape, other.block.shape))


def _segment(one: Traits, other: Traits) -> Floats:
    return np.asarray(one.segment == other.segment, dtype=float)


def _programme(one: Traits, other: Traits) -> Floats:
    return np.asarray(one.programme == other.programme, dtype=float)


def _block(one: Traits, other: Traits) -> Floats:
    found: Floats = _BLOCKS_ALIKE[one.block, other.block]
    return found


def _untold(one: Traits, other: Traits) -> Floats:
    return np.asarray(_segment(one, other) * _block(one, other) * (one.told == 0) * (other.told == 0))


def _told(one: Traits, other: Traits) -> Floats:
    return np.asarray(_segment(one, other) * (one.block == other.block) * one.told * other.told)


def _cell(one: Traits, other: Traits) -> Floats:
    return np.asarray(_programme(one, other) * (one.block == other.block))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of log demand. sd: how much it is thought to vary, in logs, before any data; weight: of how many effects that
    thought is worth; None = it is not learned."""

    alike: Likeness
    sd: float
    weight: float | None


PARTS_OF_DEMAND: Mapping[str, Part] = {
    "level": Part(alike=_everywhere, sd=1.0, weight=None),
    "segment": Part(alike=_segment, sd=0.3, weight=2.0),
    "programme": Part(alike=_programme, sd=0.4, weight=4.0),
    "block": Part(alike=_block, sd=0.3, weight=4.0),
    "segment in block": Part(
        alike=_untold, sd=0.7, weight=None
    ),  # hours in use cannot tell of those that are not
    "segment beside its curve": Part(alike=_told, sd=0.35, weight=6.0),
    "programme in block": Part(alike=_cell, sd=0.25, weight=8.0),
}
"""log demand = the sum of these. A part is learned by evidence, and held near its sd where there is little of it."""
