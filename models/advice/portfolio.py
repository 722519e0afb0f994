"""Which changes to propose together: the most points without two that spoil each other's measuring."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.advice.appraisal import Appraisal
from models.advice.candidate import Candidate, half_of
from models.advice.recommendation import Recommendation
from models.spell import Spell


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what it is worth. exploring: it is tried because little is known of it."""

    candidate: Candidate
    appraisal: Appraisal
    exploring: bool = False

    @property
    def value(self) -> float:
        return self.appraisal.value


def meet(one: Spell, other: Spell) -> bool:
    """Whether two windows share a half hour of a space."""
    return (
        one.space == other.space
        and not set(one.weekdays).isdisjoint(other.weekdays)
        and half_of(one.start) < half_of(other.end, ends=True)
        and half_of(other.start) < half_of(one.end, ends=True)
    )


def spoil(one: Candidate, other: Candidate) -> bool:
    """Whether two changes are about the same series, or share a window that one of them is measured in."""
    if one.series and one.series == other.series:
        return True
    return any(meet(this, that) for this in touched(one) for that in touched(other))


def touched(one: Candidate | Recommendation) -> list[Spell]:
    """The windows that a change fills or empties."""
    return [spell for spell in (one.target, one.source) if spell is not None]


def portfolio(found: Sequence[Weighed], limit: int, open_changes: dict[str, int]) -> list[Weighed]:
    """The set of most points with at most `limit` changes of a space, those under way counted; exact, by branch and bound.

    Points of 0 or less are not worth a change. Ties: the first found.
    """
    ranked = sorted((one for one in found if one.value > 0), key=lambda one: -one.value)
    search = _Search(ranked, limit, Counter(open_changes))
    search.go(0, [], 0.0)
    return search.best


class _Search:
    """Depth first, best first; a branch ends where what is left could not beat the best."""

    def __init__(self, ranked: Sequence[Weighed], limit: int, used: Counter[str]) -> None:
        self.ranked, self.limit, self.used = ranked, limit, used
        self.best: list[Weighed] = []
        self.points = 0.0

    def go(self, place: int, taken: list[Weighed], points: float) -> None:
        if points > self.points + 1e-9:
            self.best, self.points = list(taken), points
        if place == len(self.ranked) or points + self._still(place) <= self.points + 1e-9:
            return
        one = self.ranked[place]
        space = one.candidate.target.space
        if self.used[space] < self.limit and not any(
            spoil(one.candidate, other.candidate) for other in taken
        ):
            self.used[space] += 1
            self.go(place + 1, [*taken, one], points + one.value)
            self.used[space] -= 1
        self.go(place + 1, taken, points)

    def _still(self, place: int) -> float:
        """The most that the rest could add if none of it spoiled another."""
        room, total = Counter(self.used), 0.0
        for one in self.ranked[place:]:
            space = one.candidate.target.space
            if room[space] < self.limit:
                room[space] += 1
                total += one.value
        return total
