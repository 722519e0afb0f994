"""How well needs and helpers find each other: match rate, days until then, what came of it, and whom the pool lacks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from models.needs.matching.ask import Ask, Helper
from models.needs.matching.bar import OFFERS, Bar, judged
from models.needs.need import Need, NeedStatus
from models.needs.provider import HOLDING, Match, MatchStatus, Thing

ACCEPTED = frozenset({NeedStatus.OPEN, NeedStatus.PLANNED, NeedStatus.MET})
"""Needs that should be matched, each once however often it was said."""

OVER = frozenset({MatchStatus.AGREED, MatchStatus.DONE, MatchStatus.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """n of `of`; of nothing there is no share."""

    n: int
    of: int

    @property
    def value(self) -> float | None:
        return self.n / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFigures:
    """matched: of accepted needs; days: the median from word to match, None = nothing matched; done: of what was agreed on."""

    matched: Share
    days: float | None
    done: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Nobody can give this to a topic. needs, voices: that wait for it; bars: what keeps those away who would, and how many."""

    topic: str
    thing: Thing
    needs: int
    voices: int
    bars: Mapping[Bar, int]


def figures(needs: Iterable[Need], matches: Sequence[Match]) -> MatchFigures:
    wanted = {one.id: one for one in needs if one.status in ACCEPTED}
    first: dict[str, float] = {}
    for one in matches:
        if one.status in HOLDING and one.decided_at is not None and one.need in wanted:
            waited = (one.decided_at - wanted[one.need].received_at).total_seconds() / 86_400
            first[one.need] = min(waited, first.get(one.need, waited))
    statuses = Counter(one.status for one in matches)
    return MatchFigures(
        matched=Share(n=len(first), of=len(wanted)),
        days=median(first.values()) if first else None,
        done=Share(n=statuses[MatchStatus.DONE], of=sum(statuses[one] for one in OVER)),
    )


def lacking(asks: Sequence[Ask], crowd: Sequence[Helper]) -> list[Lack]:
    """The recruiting list, the most voices first: what no helper may give to the waiting needs of a topic."""
    by_topic: dict[str, list[Ask]] = {}
    for ask in asks:
        by_topic.setdefault(ask.topic, []).append(ask)
    found = [lack for some in by_topic.values() for lack in _lacks(some, crowd)]
    return sorted(found, key=lambda one: (-one.voices, one.topic, one.thing))


def _lacks(asks: Sequence[Ask], crowd: Sequence[Helper]) -> Iterable[Lack]:
    """Bars depend on the topic alone: one of its needs tells for all that lack the same thing."""
    for thing in Thing:
        some = [ask for ask in asks if thing in ask.missing]
        if not some or any(thing in judged(some[0], helper)[0] for helper in crowd):
            continue
        would = [helper for helper in crowd if OFFERS[thing](some[0], helper)]
        bars = Counter(bar for helper in would for bar in judged(some[0], helper)[1])
        voices = sum(ask.heat for ask in some)
        yield Lack(topic=some[0].topic, thing=thing, needs=len(some), voices=voices, bars=dict(bars))
