"""What it costs to keep a place open while nobody is there, off the peak: the hours that a better plan could fill."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.addition import Addable, part
from models.metric.coverage import Covered, covered_days
from models.metric.peak import Quiet
from models.metric.ratio import ratio
from models.money.slot_money import DayMoney
from models.slot_days import SlotDays


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyOffPeak(Addable):
    """empty_hours: open, measured, not in use, and off the peak; empty_fen: what runs on in them."""

    empty_hours: float = 0.0
    empty_fen: float = 0.0
    covered: Covered = part(Covered)


def empties(days: SlotDays, quiet: Quiet, money: Mapping[date, DayMoney]) -> list[EmptyOffPeak]:
    """Of one space, by business day: nothing is known without a peak, without open time or without what it costs.

    Costs that stand for the month run evenly while the place is open; what was spent for one session does not run on.
    """
    minutes = days.summed(quiet.of(days["measured_min"] - days["used_min"]))
    told = zip(
        quiet.known,
        (_a_minute(money.get(day)) for day in days.days),
        minutes,
        covered_days(days),
        strict=True,
    )
    return [
        EmptyOffPeak(empty_hours=empty / 60, empty_fen=a_minute * empty, covered=covered)
        if known and a_minute is not None
        else EmptyOffPeak()
        for known, a_minute, empty, covered in told
    ]


def _a_minute(money: DayMoney | None) -> float | None:
    """Fen that run on in each open minute."""
    return ratio(money.standing.cost_fen, money.open_min) if money else None
