"""A market street: who passed in the morning, at night and all day, and how many of its stalls are let."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from models.addition import Addable
from models.calendar import DayType, Window
from models.slot import SlotFact
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


def footfall(facts: Iterable[SlotFact], parts: Mapping[str, Window]) -> Trade:
    """Of one street and day from its facts. parts: the windows of its morning and its night; others change nothing."""
    counted = list(facts)
    return Trade(
        measured_hours=sum(fact.measured_min for fact in counted) / 60,
        footfall=sum(fact.entries for fact in counted),
        morning=_entries(counted, parts.get(MORNING)),
        night=_entries(counted, parts.get(NIGHT)),
    )


def _entries(facts: Iterable[SlotFact], part: Window | None) -> int:
    return sum(fact.entries for fact in facts if part and part.start <= fact.start < part.end)


def stalls(days: Iterable[tuple[int, int]]) -> Trade:
    """days: for each day how many stalls there are and how many of them are let. Raises ValueError for more let than there."""
    total = let = 0
    for offered, taken in days:
        if not 0 <= taken <= offered:
            raise ValueError(f"{taken} of {offered} stalls cannot be let")
        total, let = total + offered, let + taken
    return Trade(stall_days=total, let_stall_days=let)
