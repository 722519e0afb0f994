"""All open needs and all helpers at once: the pairs of most worth that no helper's minutes or money forbid."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from models.needs.matching.ask import Ask, Helper
from models.needs.matching.programme import Row, Whole, most
from models.needs.matching.ranking import Ranking
from models.needs.provider import Thing

POINTS = 1_000
"""Points of a score of 1 for a need of one voice: the solver counts in whole numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One thing that a provider gives to a need. points: score x weight of the need's heat."""

    need: str
    provider: str
    thing: Thing
    score: float
    points: int
    minutes: int = 0
    money_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The pairs, by need; points: their sum; bound: no assignment has more, so equal points are proved the best."""

    pairs: tuple[Pair, ...]
    points: int
    bound: int

    @property
    def proved(self) -> bool:
        return self.points >= self.bound

    @property
    def gap(self) -> float:
        """At most this share of the best is missing."""
        return (self.bound - self.points) / self.bound if self.bound > self.points else 0.0


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of every helper, by provider. minutes: absent = no limit."""

    minutes: Mapping[str, int]
    money_fen: Mapping[str, int]


def room_of(helpers: Sequence[Helper]) -> Room:
    limited = ((one.provider.id, one.minutes_left) for one in helpers)
    return Room(
        minutes={key: left for key, left in limited if left is not None},
        money_fen={one.provider.id: one.money_left for one in helpers},
    )


def weight(ask: Ask) -> float:
    """1 for one voice, 1 more with each doubling: a loud need goes first, and does not drown ten quiet ones."""
    return 1.0 + log2(ask.heat)


def pairs_of(rankings: Sequence[Ranking]) -> list[Pair]:
    """Every pair that no bar forbids; what is worth nothing is none."""
    found = [pair for one in rankings for pair in _pairs(one)]
    return [pair for pair in found if pair.points > 0]


def _pairs(ranked: Ranking) -> Iterator[Pair]:
    ask = ranked.ask
    for one in ranked.candidates:
        for thing in sorted(one.things):
            yield Pair(
                need=ask.need,
                provider=one.provider.id,
                thing=thing,
                score=one.score,
                points=round(POINTS * one.score * weight(ask)),
                minutes=ask.takes.minutes if thing is Thing.SKILL else 0,
                money_fen=ask.takes.money_fen if thing is Thing.MONEY else 0,
            )


def in_turn(pairs: Sequence[Pair], room: Room) -> list[Pair]:
    """The pairs in this order, each taken where its need still wants the thing and its provider still has room."""
    minutes, money, given, taken = dict(room.minutes), dict(room.money_fen), set(), []
    for one in pairs:
        wanted = (one.need, one.thing) not in given
        enough = minutes.get(one.provider, one.minutes) >= one.minutes
        if wanted and enough and money[one.provider] >= one.money_fen:
            if one.provider in minutes:
                minutes[one.provider] -= one.minutes
            money[one.provider] -= one.money_fen
            given.add((one.need, one.thing))
            taken.append(one)
    return taken


def greedy(pairs: Sequence[Pair], room: Room) -> list[Pair]:
    """The best pair first, and so on."""
    return in_turn(sorted(pairs, key=lambda one: (-one.points, one.need, one.provider, one.thing)), room)


def assigned(pairs: Sequence[Pair], room: Room, effort: float = 20.0) -> Assignment:
    """The pairs of most points together; never fewer points than greedy(). effort: of the solver, near seconds of a core."""
    begun = greedy(pairs, room)
    chosen = {id(one) for one in begun}
    hint = np.array([id(one) in chosen for one in pairs], dtype=bool)
    points = np.array([one.points for one in pairs], dtype=np.int64)
    answer = most(points, list(_rows(pairs, room)), hint, effort)
    taken = [one for one, yes in zip(pairs, answer.chosen, strict=True) if yes]
    return Assignment(
        pairs=tuple(sorted(taken, key=lambda one: (one.need, one.thing, one.provider))),
        points=sum(one.points for one in taken),
        bound=answer.bound,
    )


def _rows(pairs: Sequence[Pair], room: Room) -> Iterator[Row]:
    """No need is given a thing twice; nobody gives more minutes or money than there are."""
    wanted, minutes, money = (defaultdict[object, list[int]](list) for _ in range(3))
    for n, one in enumerate(pairs):
        wanted[one.need, one.thing].append(n)
        if one.minutes and one.provider in room.minutes:
            minutes[one.provider].append(n)
        if one.money_fen:
            money[one.provider].append(n)
    for columns in wanted.values():
        yield _row(columns, [1] * len(columns), 1)
    for key, columns in minutes.items():
        yield _row(columns, [pairs[n].minutes for n in columns], room.minutes[str(key)])
    for key, columns in money.items():
        yield _row(columns, [pairs[n].money_fen for n in columns], room.money_fen[str(key)])


def _row(columns: Sequence[int], weights: Sequence[int], limit: int) -> Row:
    return Row(_whole(columns), _whole(weights), limit)


def _whole(numbers: Sequence[int]) -> Whole:
    return np.array(numbers, dtype=np.int64)
