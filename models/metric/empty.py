"""What it costs to keep a place open while nobody is there, off the peak: the hours that a better plan could fill."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, tzinfo

from models.addition import Addable
from models.calendar import Calendar
from models.metric.coverage import Covered, covered
from models.metric.peak import PeakList, quiet_slots
from models.metric.ratio import ratio
from models.money.slot_money import DayMoney
from models.slot_grid import SlotGrid


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyOffPeak(Addable):
    """empty_hours: open, measured, not in use, and off the peak; empty_fen: what runs on in them."""

    empty_hours: float = 0.0
    empty_fen: float = 0.0
    covered: Covered = field(default_factory=Covered)


def empty_off_peak(
    day: date,
    slots: SlotGrid,
    lists: Iterable[PeakList],
    calendar: Calendar,
    zone: tzinfo,
    money: DayMoney,
) -> EmptyOffPeak:
    """Of one space on one business day: nothing is known without a peak or without open time.

    Costs that stand for the month run evenly while the place is open; what was spent for one session does not run on.
    """
    quiet = quiet_slots(day, slots, lists, calendar, zone)
    a_minute = ratio(money.standing.cost_fen, money.open_min)
    if quiet is None or a_minute is None:
        return EmptyOffPeak()
    minutes = float((slots["measured_min"] - slots["used_min"])[quiet].sum())
    return EmptyOffPeak(empty_hours=minutes / 60, empty_fen=a_minute * minutes, covered=covered(slots))
