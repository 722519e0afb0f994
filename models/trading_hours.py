"""A named part of the day on which somebody trades: a canteen's lunch, a market's morning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from models.calendar import Calendar, DayType, Window
from models.message import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingHours:
    """From `start` to `end` local time on days of these types; an end at or before the start is past midnight."""

    key: str
    name: LocalText
    days: frozenset[DayType]
    start: time
    end: time

    def window(self, day: date, zone: tzinfo) -> Window:
        """The part of the local date, whatever its type."""
        last = day + timedelta(days=1) if self.end <= self.start else day
        ends = datetime.combine(day, self.start, tzinfo=zone), datetime.combine(last, self.end, tzinfo=zone)
        return Window(*(at.astimezone(UTC) for at in ends))


def trading_windows(
    hours: Iterable[TradingHours], day: date, calendar: Calendar, zone: tzinfo
) -> dict[str, Window]:
    """Key -> window of what there is on a local date, in the order of the table."""
    day_type = calendar.day_type(day)
    return {one.key: one.window(day, zone) for one in hours if day_type in one.days}
