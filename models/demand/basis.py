"""What an expectation of people stands on, in plain numbers: sessions held, a curve of liked hours, and what each weighs."""

from dataclasses import dataclass

import numpy as np

from models.demand.demand import Demand
from models.demand.history import Occasion
from models.demand.likeness import traits
from models.expectation import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Sessions held: `here` of the programme in the block, `elsewhere` of the programme in others, `others` of the segment.

    The weights are shares that add up to 1: of the programme's own sessions in the block, of those in other blocks, of
    sessions of others, and `told`: of the curve where there is one, else of what is thought before anything is known.
    curve_sd: how far off the curve may be, in logs; None = no curve tells of the block.
    """

    evidence: Evidence
    here: int
    elsewhere: int
    others: int
    here_weight: float
    elsewhere_weight: float
    others_weight: float
    told_weight: float
    curve_sd: float | None


def basis_of(demand: Demand, occasion: Occasion) -> Basis:
    """Weights: how much the expected log of demand would rise with what was seen in each cell (c'·hold), nothing below 0."""
    known = demand.known
    here, elsewhere, others = _weights(demand, occasion)
    told = max(1 - here - elsewhere - others, 0.0)
    total = here + elsewhere + others + told
    held_here = known.occasions[occasion]
    return Basis(
        evidence=demand.evidence(occasion),
        here=held_here,
        elsewhere=known.programmes[occasion.programme] - held_here,
        others=sum(
            times
            for other, times in known.occasions.items()
            if other.segment is occasion.segment and other.programme != occasion.programme
        ),
        here_weight=here / total,
        elsewhere_weight=elsewhere / total,
        others_weight=others / total,
        told_weight=told / total,
        curve_sd=demand.curves.sd_at(occasion),
    )


def _weights(demand: Demand, occasion: Occasion) -> tuple[float, float, float]:
    if not demand.known.occasions:
        return 0.0, 0.0, 0.0
    asked = traits([occasion], demand.programmes, demand.curves)
    weight = np.maximum(demand.covariance(asked.column, demand.cells)[0] @ demand.learned.hold, 0)
    own = demand.cells.programme == asked.programme[0]
    here = own & (demand.cells.block == asked.block[0])
    return float(weight[here].sum()), float(weight[own & ~here].sum()), float(weight[~own].sum())
