"""Staggered starts by lot: the one way to compare changes that are all wanted."""

import random
from collections.abc import Mapping, Sequence
from datetime import date

from models.effect.panel import WEEK


def stagger(units: Sequence[str], first: date, weeks: int, seed: int) -> Mapping[str, date]:
    """The day on which each unit begins: drawn by lot over `weeks` weekly steps from `first`, as evenly as they go.

    Who has not begun yet is the control of who has (stepped wedge). The same units, whatever their order, and seed give the
    same lot, so that a draw can be checked by anybody.
    """
    if weeks < 1:
        raise ValueError(f"starts can be staggered over 1 week or more, not over {weeks}")
    drawn = sorted(units)
    random.Random(seed).shuffle(drawn)  # noqa: S311 a lot that anybody can draw again, not a secret
    return {unit: first + WEEK * (n * weeks // len(drawn)) for n, unit in enumerate(drawn)}
