"""Whose turn the next fen is: a growing whole dealt out so that nobody ever gives anything back."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import gcd


def dealt(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Parts of a whole (>= 0) in proportion to whole weights above 0, in their order; they add up to it.

    Each fen goes to whoever is furthest behind its exact share, the first where two are equally far. So no part ever
    shrinks while the whole grows, and each stays within one fen of its share. Where the largest remainders of the whole
    never let a part shrink, as with 50/40/10, these are the parts that they give.
    """
    period = _turns(tuple(weights))
    rounds, rest = divmod(whole, len(period))
    whole_round, begun = Counter(period), Counter(period[:rest])
    return tuple(rounds * whole_round[n] + begun[n] for n in range(len(weights)))


@cache
def _turns(weights: tuple[int, ...]) -> tuple[int, ...]:
    """The order of one round, after which every part is exact and all begins anew."""
    if not weights or min(weights) <= 0:
        raise ValueError(f"weights {list(weights)} must be above 0")
    one = gcd(*weights)
    least = tuple(weight // one for weight in weights)
    return _furthest_behind(least) or _soonest_due(least)


def _furthest_behind(weights: Sequence[int]) -> tuple[int, ...]:
    """Empty where somebody would come to stand a whole fen from its share: that needs more than five to share."""
    whole, got, turns = sum(weights), [0] * len(weights), []
    for fen in range(1, whole + 1):
        turns.append(max(range(len(weights)), key=lambda n: (fen * weights[n] - whole * got[n], -n)))
        got[turns[-1]] += 1
        if any(abs(fen * weight - whole * has) >= whole for weight, has in zip(weights, got, strict=True)):
            return ()
    return tuple(turns)


def _soonest_due(weights: Sequence[int]) -> tuple[int, ...]:
    """Of those behind, whoever would be the first to lack a whole fen. Each fen of a share has a first and a last turn at
    which it may come; taking the earliest last turn always finds an order, where there is one, and here there is
    (Tijdeman 1980, the chairman assignment problem)."""
    whole, got, turns = sum(weights), [0] * len(weights), []
    for fen in range(1, whole + 1):
        behind = [n for n, weight in enumerate(weights) if fen * weight > whole * got[n]]
        turns.append(min(behind, key=lambda n: (-(-(got[n] + 1) * whole // weights[n]), n)))
        got[turns[-1]] += 1
    return tuple(turns)
