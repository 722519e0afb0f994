"""A whole number of fen cut into whole parts that add up to it, by the largest remainder."""

from collections.abc import Sequence
from itertools import accumulate, pairwise


def apportion(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Parts of `whole` in proportion to weights (>= 0, not all 0), in the order of the weights.

    Each part is within one fen of its exact share; what is left over goes to the largest remainders, first come first
    served where they are equal. A negative whole is cut as its opposite. Raises ValueError for weights that cannot be.
    """
    total = _total(weights)
    if whole < 0:
        return tuple(-part for part in apportion(-whole, weights))
    parts = [whole * weight // total for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda n: (-(whole * weights[n] % total), n))
    for n in remainders[: whole - sum(parts)]:
        parts[n] += 1
    return tuple(parts)


def half_down(amount: int, of: int) -> int:
    """amount / of (amount >= 0, of > 0) in whole fen, to the nearest one; a half goes down, so whoever pays pays less."""
    return (2 * amount + of - 1) // (2 * of)


def apportion_in_turn(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Parts of `whole` in proportion to weights that follow one another, as days do.

    Every run of neighbours, a part alone among them, is within one fen of its exact share, so that the days of half a
    month are half of it. A negative whole is cut as its opposite. Raises ValueError for weights that cannot be.
    """
    total = _total(weights)
    if whole < 0:
        return tuple(-part for part in apportion_in_turn(-whole, weights))
    cuts = [whole * until // total for until in accumulate(weights, initial=0)]
    return tuple(after - before for before, after in pairwise(cuts))


def _total(weights: Sequence[int]) -> int:
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError(f"weights {list(weights)} must not be negative and not all 0")
    return total
