"""A market street: who passed in the morning, at night and all day, and how many of its stalls are let."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import tzinfo

from models.addition import Addable
from models.metric.coverage import Covered, covered
from models.slot_grid import SlotGrid

MORNING = (6, 10)
NIGHT = (18, 22)
"""Local hours of the morning and the night market (domain.md 2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade(Addable):
    """footfall: entries of the street's counters, whole day and parts of it; stall_days, let_stall_days: stalls x days."""

    measured_hours: float = 0.0
    footfall: int = 0
    morning: int = 0
    night: int = 0
    stall_days: int = 0
    let_stall_days: int = 0
    covered: Covered = field(default_factory=Covered)


def footfall(day: SlotGrid, zone: tzinfo) -> Trade:
    """Of one street on one business day."""
    hours, entries = day.local_hours(zone), day["entries"]

    def between(span: tuple[float, float]) -> int:
        return int(entries[(hours >= span[0]) & (hours < span[1])].sum())

    return Trade(
        measured_hours=float(day["measured_min"].sum()) / 60,
        footfall=int(entries.sum()),
        morning=between(MORNING),
        night=between(NIGHT),
        covered=covered(day),
    )


def stalls(days: Iterable[tuple[int, int]]) -> Trade:
    """days: for each day how many stalls there are and how many of them are let. Raises ValueError for more let than there."""
    total = let = 0
    for offered, taken in days:
        if not 0 <= taken <= offered:
            raise ValueError(f"{taken} of {offered} stalls cannot be let")
        total, let = total + offered, let + taken
    return Trade(stall_days=total, let_stall_days=let)
