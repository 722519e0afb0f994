"""People who come to a new session in place of another one: what a change brings net of those whom it only moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np

from models.demand.history import Occasion
from models.expectation import HIGH, LOW, REACH, Evidence, Expected

NEAR = timedelta(days=1)
"""Nobody goes to the same thing twice within a day."""

_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Drawing:
    """Of those at a new session who could have come from one near it, the share that does: a beta distribution."""

    moved: float
    new: float

    @property
    def mean(self) -> float:
        return self.moved / (self.moved + self.new)

    def having_seen(self, could: int, moved: int) -> "Drawing":
        """Of so many people of whom it is known, so many moved."""
        if not 0 <= moved <= could:
            raise ValueError(f"{moved} people of {could} cannot have moved")
        return Drawing(self.moved + moved, self.new + could - moved)


PRIOR_MEAN, PRIOR_SD = 0.3, 0.2
_STRENGTH = PRIOR_MEAN * (1 - PRIOR_MEAN) / PRIOR_SD**2 - 1
PRIOR = Drawing(PRIOR_MEAN * _STRENGTH, (1 - PRIOR_MEAN) * _STRENGTH)
"""0.3 with a standard deviation of 0.2, before anybody's steps are known (analytics.md 4)."""


@dataclass(frozen=True, slots=True)
class Held:
    """A session of the timetable: when, what, and how many people it draws."""

    occasion: Occasion
    start: datetime
    people: float


def near(occasion: Occasion, start: datetime, timetable: Sequence[Held]) -> float:
    """People at sessions of the same programme or segment within a day: whom a new session there might draw."""
    return sum(
        held.people
        for held in timetable
        if abs(held.start - start) <= NEAR
        and (held.occasion.programme == occasion.programme or held.occasion.segment is occasion.segment)
    )


@lru_cache(maxsize=4096)
def net(new: Expected, near_people: float, drawing: Drawing = PRIOR) -> Expected:
    """new - share x those who could have come from near it; no more than come, and no more than there are."""
    draw = np.random.default_rng(5)
    spread = draw.normal(size=_DRAWS)
    up, down = (new.high - new.mean) / REACH, (new.mean - new.low) / REACH
    people = np.maximum(new.mean + spread * np.where(spread > 0, up, down), 0)
    share = draw.beta(drawing.moved, drawing.new, _DRAWS)
    found = people - share * np.minimum(people, near_people)
    middle = new.mean - drawing.mean * min(new.mean, near_people)
    low, high = np.quantile(found, [LOW, HIGH])
    return Expected(
        mean=middle,
        low=min(float(low), middle),
        high=max(float(high), middle),
        evidence=new.evidence,
        likely=float((found > 0).mean()) if new.evidence is not Evidence.NONE else None,
    )
