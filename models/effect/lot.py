"""Staggered starts by lot: the one way to compare changes that are all wanted."""

import hashlib
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.spell import Spell

WEEK = timedelta(days=7)

MOST_WEEKS = 8
"""Nobody waits longer for what was agreed to than the first one is tried for half of its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """Another change of the same lot: nothing is done to its window before its own start."""

    id: str
    target: Spell
    starts: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """How a start was drawn, so that anybody can draw it again: stagger(its own id and its siblings', first, weeks, seed)."""

    first: date
    weeks: int
    seed: int
    siblings: Sequence[Sibling]


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


def seed_of(units: Collection[str]) -> int:
    """Fixed by what is drawn, so that nobody can draw until the lot pleases."""
    return int(hashlib.sha256("\n".join(sorted(units)).encode()).hexdigest()[:8], 16)
