"""How content people say they are with a change: a port, which whoever asks people fills."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

FEWEST = 10
"""Below so many answers a share says nothing of the others."""

_Z = 1.959964
"""Of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Rating:
    """content: of those who answered, how many are."""

    content: int
    answered: int

    def __post_init__(self) -> None:
        if not 0 <= self.content <= self.answered or not self.answered:
            raise ValueError(f"{self.content} of {self.answered} people cannot be content")

    @property
    def rate(self) -> float:
        return self.content / self.answered

    @property
    def low(self) -> float:
        """As few of all people may be content, 0..1."""
        return max(min(self._bound(-1), self.rate), 0.0)

    @property
    def high(self) -> float:
        """As many of all people may be content, 0..1."""
        return min(max(self._bound(1), self.rate), 1.0)

    def is_below(self, least: float) -> bool:
        """Whether surely fewer than this share of all people are content."""
        return self.answered >= FEWEST and self.high < least

    def _bound(self, side: int) -> float:
        """Wilson's 95 % score interval (Wilson 1927): honest also for few answers and shares near 0 and 1."""
        share, n, square = self.rate, self.answered, _Z * _Z
        middle = share + square / (2 * n)
        half = _Z * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
        return (middle + side * half) / (1 + square / n)


class Satisfaction(Protocol):
    """What people of one centre said."""

    def of(self, change: str, made: Sequence[str]) -> Rating | None:
        """With a change (its id) or with what it became (ids of series); None = nobody was asked."""
        ...
