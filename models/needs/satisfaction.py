"""How content people are: of those who answered, with how many that is, and what it may mean for all of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from models.needs.ports import Surveys
from models.needs.survey import SATISFIED, About, Answer, Survey
from models.satisfaction import FEWEST, Rating

Tally = Mapping[Answer, int]
"""How many answered what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """Of one survey or several together. invited: how many could have answered; None where that is not known of every one.
    overfull: surveys with more answers than invited, so that some may have answered twice."""

    tally: Tally
    invited: int | None = None
    overfull: int = 0

    @property
    def answered(self) -> int:
        return sum(self.tally.values())

    @property
    def rating(self) -> Rating | None:
        """None where nobody answered, which is not "nobody is content"."""
        content = sum(self.tally.get(one, 0) for one in SATISFIED)
        return Rating(content, self.answered) if self.answered else None

    @property
    def shown(self) -> Rating | None:
        """The rating as people may see it: None below FEWEST answers."""
        return self.rating if self.answered >= FEWEST else None

    @property
    def response(self) -> float | None:
        """Answers of those invited, 0..1; None where it is not known how many that were, or more answered than that."""
        known = self.invited is not None and 0 < self.answered <= self.invited and not self.overfull
        return self.answered / self.invited if known and self.invited else None


def opinion(surveys: Sequence[Survey], tallies: Mapping[str, Tally]) -> Opinion:
    """All answers together: a rate of sums, never a mean of rates."""
    some = [tallies.get(one.id, {}) for one in surveys]
    invited = [one.invited for one in surveys]
    return Opinion(
        tally={answer: sum(one.get(answer, 0) for one in some) for answer in Answer},
        invited=None if None in invited else sum(n for n in invited if n is not None),
        overfull=sum(n is not None and sum(one.values()) > n for n, one in zip(invited, some, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The port models.satisfaction.Satisfaction, filled from surveys.

    series_of: ids of sessions -> their series; what a change made is known by its series.
    """

    surveys: Surveys
    series_of: Callable[[Collection[str]], Mapping[str, str]]

    def of(self, change: str, made: Sequence[str]) -> Rating | None:
        every = self.surveys.all()
        asked = [one for one in every if one.about is About.SESSION]
        series = self.series_of([one.subject for one in asked]) if made else {}
        mine = [one for one in every if one.about is About.CHANGE and one.subject == change]
        mine += [one for one in asked if series.get(one.subject) in made]
        return opinion(mine, self.surveys.tallies([one.id for one in mine])).rating
