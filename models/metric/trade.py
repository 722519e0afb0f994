"""A market street: who passed in the morning, at night and all day, and how many of its stalls are let."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from models.addition import Addable, part
from models.calendar import DayType, Window
from models.metric.coverage import Covered, covered
from models.slot_grid import SlotGrid
from models.trading_hours import TradingHours

MORNING, NIGHT = "morning", "night"
"""The keys of the parts of a day whose shares are figures."""

DAY_PARTS = (
    TradingHours(
        key=MORNING,
        name={},
        days=frozenset(DayType),
        start=time(6),
        end=time(10),
    ),
    TradingHours(
        key=NIGHT,
        name={},
        days=frozenset(DayType),
        start=time(18),
        end=time(22),
    ),
)
"""What a market's day is parted into where its file says nothing else (domain.md 2.3); their names are the catalogue's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade(Addable):
    """footfall: entries of the street's counters, whole day and parts of it; stall_days, let_stall_days: stalls x days."""

    measured_hours: float = 0.0
    footfall: int = 0
    morning: int = 0
    night: int = 0
    stall_days: int = 0
    let_stall_days: int = 0
    covered: Covered = part(Covered)


def footfall(day: SlotGrid, parts: Mapping[str, Window]) -> Trade:
    """Of one street on one day from its slots. parts: the windows of its morning and its night; others change nothing."""
    return Trade(
        measured_hours=float(day["measured_min"].sum()) / 60,
        footfall=int(day["entries"].sum()),
        morning=_entries(day, parts.get(MORNING)),
        night=_entries(day, parts.get(NIGHT)),
        covered=covered(day),
    )


def _entries(day: SlotGrid, part: Window | None) -> int:
    if part is None:
        return 0
    inside = (day.starts >= part.start.timestamp()) & (day.starts < part.end.timestamp())
    return int(day["entries"][inside].sum())


def stalls(days: Iterable[tuple[int, int]]) -> Trade:
    """days: for each day how many stalls there are and how many of them are let. Raises ValueError for more let than there."""
    total = let = 0
    for offered, taken in days:
        if not 0 <= taken <= offered:
            raise ValueError(f"{taken} of {offered} stalls cannot be let")
        total, let = total + offered, let + taken
    return Trade(stall_days=total, let_stall_days=let)
