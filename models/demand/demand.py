"""How many people would come to a programme at any hour of the week, also at hours at which it was never held."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from models.demand.censored import Floats, counts_of
from models.demand.curve import Curves
from models.demand.history import History, Occasion
from models.demand.likeness import PARTS_OF_DEMAND, Part, Traits, traits
from models.demand.posterior import Kernel, Posterior, posterior, spared
from models.demand.seats import Seats, people, seats
from models.demand.segment import Segment
from models.expectation import Evidence, Expected

ENOUGH = 4
"""Sessions held in a occasion that make it the centre's own measured history."""
USUAL_PEOPLE = 10.0
"""What a class of a centre draws about, before anything is known."""
HELD_LOG = 0.1
"""A programme is held where it does a little better than its kind does there: that is why it is held there."""
UNUSED_LOG = -0.5
"""Blocks that a segment never used are less liked than those it uses, for the same reason; by how much, nobody can say."""

_seats = lru_cache(maxsize=256)(seats)


@dataclass(frozen=True, slots=True)
class Known:
    """How often what was held: by occasion, by programme, by segment and block."""

    occasions: Counter[Occasion]
    programmes: Counter[str]
    blocks: Counter[tuple[Segment, int]]


@dataclass(frozen=True, slots=True)
class Demand:
    """What the past of one centre teaches. Built by `fit`; asked by `expected`."""

    known: Known
    curves: Curves
    parts: Sequence[Part]
    programmes: Mapping[str, int]
    cells: Traits
    learned: Posterior

    @classmethod
    def fit(cls, history: History, curves: Curves | None = None) -> "Demand":
        """From sessions held in the last half year or so, all of one centre."""
        occasions = Counter(session.occasion for session in history)
        known = Known(occasions, Counter(), Counter())
        for occasion, times in occasions.items():
            known.programmes[occasion.programme] += times
            known.blocks[occasion.segment, occasion.block.number] += times
        curves = (curves or Curves()).beside(known.blocks)
        programmes = {programme: n for n, programme in enumerate(known.programmes)}
        places = {occasion: n for n, occasion in enumerate(occasions)}
        counts = counts_of(
            [(places[one.occasion], one.asked, one.hidden) for one in history], cells=len(occasions)
        )
        cells = traits(list(occasions), programmes, curves)
        parts = _parts(curves)
        kernels = [Kernel(part.alike(cells.column, cells), part.sd**2, part.weight) for part in parts]
        prior = _prior(list(occasions), known, curves)
        return cls(known, curves, parts, programmes, cells, posterior(counts, prior, kernels))

    def expected(self, occasion: Occasion, places: int | None = None, sessions: int | None = 12) -> Expected:
        """People a session, on average over so many sessions (None = in the long run) with so many places (None = no limit)."""
        return self.expected_at([occasion], places, sessions)[0]

    def expected_at(
        self, occasions: Sequence[Occasion], places: int | None = None, sessions: int | None = 12
    ) -> list[Expected]:
        """As `expected`, for many occasions at once."""
        room: Seats = _seats(places, self.learned.size)
        means, variances = self.log_demand(occasions)
        evidence = [self.evidence(occasion) for occasion in occasions]
        return people(room, means, variances, sessions, evidence)

    def log_demand(self, occasions: Sequence[Occasion]) -> tuple[Floats, Floats]:
        """Mean and variance of the log of demand, without any limit of places."""
        asked = traits(occasions, self.programmes, self.curves)
        covariance = self.covariance(asked.column, self.cells)
        own = self.covariance(asked, asked)
        mean = _prior(occasions, self.known, self.curves)
        if not self.known.occasions:
            return mean, own
        mean = mean + covariance @ self.learned.lean
        return mean, np.maximum(own - spared(covariance, self.learned.hold), 0)

    def covariance(self, one: Traits, other: Traits) -> Floats:
        """Of the log of demand, before any data, in the shape that the two broadcast to."""
        parts = zip(self.learned.variances, self.parts, strict=True)
        return np.asarray(sum(variance * part.alike(one, other) for variance, part in parts))

    def evidence(self, occasion: Occasion) -> Evidence:
        """What an expectation at the occasion stands on."""
        if self.known.occasions[occasion] >= ENOUGH:
            return Evidence.MEASURED
        if not self.known.programmes:
            return Evidence.NONE
        if self.curves.tells(occasion):
            return Evidence.BORROWED
        held = self.known.blocks[occasion.segment, occasion.block.number] >= ENOUGH
        return Evidence.PRIOR if held else Evidence.NONE


def _parts(curves: Curves) -> list[Part]:
    sd = curves.usual_sd()
    if sd is None:
        return list(PARTS_OF_DEMAND.values())
    told = PARTS_OF_DEMAND["segment beside its curve"]
    return list({**PARTS_OF_DEMAND, "segment beside its curve": replace(told, sd=sd)}.values())


def _prior(occasions: Sequence[Occasion], known: Known, curves: Curves) -> Floats:
    """What is thought of log demand before the past is asked."""
    unused = [
        not curves.tells(occasion) and known.blocks[occasion.segment, occasion.block.number] == 0
        for occasion in occasions
    ]
    liking = [curves.liking(occasion) for occasion in occasions]
    held = [known.occasions[occasion] > 0 for occasion in occasions]
    found: Floats = (
        np.log(USUAL_PEOPLE)
        + UNUSED_LOG * np.array(unused, dtype=float)
        + HELD_LOG * np.array(held, dtype=float)
        + np.array(liking)
    )
    return found
