"""All needs at once beside first come, first served, beside the best pair first, and beside a lot drawn at random."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import mean

from dashboard.bench.needs.pool import town
from models.needs.matching.assignment import Pair, Room, assigned, greedy, in_turn, pairs_of, room_of
from models.needs.matching.ranking import ranking
from models.needs.matching.week import ALWAYS

Way = Callable[[Sequence[Pair], Room, int], Sequence[Pair]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Of one town by one way. matched, unmatched: needs; voices: share of all voices that were matched; points: of the best
    possible."""

    matched: float
    unmatched: int
    voices: float
    score: float
    points: float


def _first_come(pairs: Sequence[Pair], room: Room, _: int) -> Sequence[Pair]:
    """Each need in the order in which it came takes the best helper who is left."""
    return in_turn(sorted(pairs, key=lambda one: (one.need, -one.score, one.provider)), room)


def _at_random(pairs: Sequence[Pair], room: Room, seed: int) -> Sequence[Pair]:
    """Any helper whom no bar forbids."""
    drawn = Random(seed).sample(list(pairs), len(pairs))  # noqa: S311 -- a measurement, no secret
    return in_turn(drawn, room)


BEST = "all at once"
SIMPLER: Mapping[str, Way] = {
    "best pair first": lambda pairs, room, _: greedy(pairs, room),
    "first come": _first_come,
    "at random": _at_random,
}


def judged(seed: int) -> tuple[Mapping[str, Found], bool]:
    """By way, and whether the best was proved."""
    made = town(seed)
    pairs = pairs_of([ranking(ask, made.helpers, ALWAYS) for ask in made.asks])
    room = room_of(made.helpers)
    best = assigned(pairs, room)
    heat = {ask.need: ask.heat for ask in made.asks}
    every = {BEST: best.pairs} | {name: way(pairs, room, seed) for name, way in SIMPLER.items()}
    return {name: _found(taken, heat, best.bound) for name, taken in every.items()}, best.proved


def _found(taken: Sequence[Pair], heat: Mapping[str, int], bound: int) -> Found:
    needs = {one.need for one in taken}
    return Found(
        matched=len(needs) / len(heat),
        unmatched=len(heat) - len(needs),
        voices=sum(heat[one] for one in needs) / sum(heat.values()),
        score=mean(one.score for one in taken) if taken else 0.0,
        points=sum(one.points for one in taken) / bound if bound else 1.0,
    )


def lines(count: int) -> Iterator[str]:
    """The table over so many towns."""
    towns = [judged(seed) for seed in range(1, count + 1)]
    proved = sum(yes for _, yes in towns)
    yield f"matching: {count} towns of 120 needs and 24 helpers, best proved in {proved}"
    yield f"{'':18}{'matched':>9}{'voices':>9}{'score':>8}{'points':>9}{'unmatched':>11}"
    for name in (BEST, *SIMPLER):
        some = [found[name] for found, _ in towns]
        shares = (
            mean(getattr(one, part) for one in some) for part in ("matched", "voices", "score", "points")
        )
        matched, voices, score, points = shares
        left = mean(one.unmatched for one in some)
        yield f"{name:18}{matched:9.1%}{voices:9.1%}{score:8.3f}{points:9.1%}{left:11.1f}"
