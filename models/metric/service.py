"""Figures of the property service: what of a cost comes back, and what a gap means for each flat."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.metric.ratio import ratio
from models.money.service_sum import ServiceSum


def recovery(told: ServiceSum) -> float | None:
    """Fees over costs, 0..; None where nothing was spent."""
    return ratio(told.fee_fen, told.cost_fen)


def covered(part_fen: int, whole_fen: int) -> float:
    """The part of a bar, 0..1."""
    share = ratio(part_fen, whole_fen)
    return 0.0 if share is None else min(1.0, max(0.0, share))


def gap_per_flat(told: ServiceSum, flats: int) -> int | None:
    """None for a house without flats."""
    return each(told.gap_fen, flats)


def each(fen: int | None, number: int) -> int | None:
    """Of an amount for so many, what falls to each: the nearest whole fen; None where there are none, or no amount."""
    share = None if fen is None else ratio(fen, number)
    return None if share is None else round(share)


@dataclass(frozen=True, slots=True)
class Satisfied:
    """mean: 1 to 5, None = nobody was asked; answers: how many."""

    mean: float | None
    answers: int


def satisfied(judged: Iterable[int | None]) -> Satisfied:
    """Of those who were asked."""
    marks = [one for one in judged if one is not None]
    return Satisfied(ratio(sum(marks), len(marks)), len(marks))
