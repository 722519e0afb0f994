"""Whether a place was open when it promised to be: the time between the first and the last sign of life of each day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from models.addition import Addable
from models.calendar import business_date
from models.slot import SlotFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Addable):
    """Of spaces that people walk into. promised_hours: open by the rules and measured; alive_hours: the part of them from
    the first to the last quarter hour of a business day in which somebody was there or came in."""

    promised_hours: float = 0.0
    alive_hours: float = 0.0


def opening(facts: Iterable[SlotFact], zone: tzinfo) -> Opening:
    """Of one space from its facts in order. A day on which nobody was measured at all counts as shut."""
    days: dict[date, list[SlotFact]] = {}
    for fact in facts:
        days.setdefault(business_date(fact.start, zone), []).append(fact)
    return sum((_of_day(day) for day in days.values()), Opening())


def _of_day(facts: list[SlotFact]) -> Opening:
    alive = [n for n, fact in enumerate(facts) if fact.peak >= 1 or fact.entries > 0]
    between = facts[alive[0] : alive[-1] + 1] if alive else []
    return Opening(promised_hours=_measured_hours(facts), alive_hours=_measured_hours(between))


def _measured_hours(facts: list[SlotFact]) -> float:
    return sum(fact.measured_min for fact in facts) / 60
