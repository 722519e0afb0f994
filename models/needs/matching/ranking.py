"""Who could meet a need, the best first, and who could not and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.needs.matching.ask import Ask, Helper
from models.needs.matching.bar import Bar, judged
from models.needs.matching.fit import parts_of, score
from models.needs.matching.week import HouseWeek
from models.needs.provider import Provider, Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A provider that could give these things. bars: what keeps it from giving more."""

    provider: Provider
    things: frozenset[Thing]
    parts: Mapping[str, float]
    score: float
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A provider that offers what is asked and may not be taken."""

    provider: Provider
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranking:
    """candidates: the best first, ties by id; unrelated: how many have nothing that the need asks for."""

    ask: Ask
    candidates: tuple[Candidate, ...]
    barred: tuple[Barred, ...]
    unrelated: int

    def runner_up(self, provider: str) -> str:
        """The best of the others who give the same; "" = nobody does."""
        chosen = next((one.things for one in self.candidates if one.provider.id == provider), frozenset())
        others = (one for one in self.candidates if one.provider.id != provider and one.things & chosen)
        return next((one.provider.id for one in others), "")


def ranking(ask: Ask, helpers: Sequence[Helper], house: HouseWeek) -> Ranking:
    candidates, barred, unrelated = [], [], 0
    for helper in helpers:
        things, bars = judged(ask, helper)
        if things:
            candidates.append(_candidate(ask, helper, house, things, bars))
        elif Bar.UNRELATED in bars:
            unrelated += 1
        else:
            barred.append(Barred(provider=helper.provider, bars=bars))
    return Ranking(
        ask=ask,
        candidates=tuple(sorted(candidates, key=lambda one: (-one.score, one.provider.id))),
        barred=tuple(sorted(barred, key=lambda one: one.provider.id)),
        unrelated=unrelated,
    )


def _candidate(
    ask: Ask, helper: Helper, house: HouseWeek, things: frozenset[Thing], bars: tuple[Bar, ...]
) -> Candidate:
    parts = parts_of(ask, helper, house)
    return Candidate(provider=helper.provider, things=things, parts=parts, score=score(parts), bars=bars)
