"""The months of the ledger: open, being closed, closed, and revised after that."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MonthStatus(StrEnum):
    """The life of a month."""

    OPEN = "open"
    CLOSING = "closing"  # one person has asked for it; another must agree
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMonth:
    """One month. month: its first day; revision: how often it was closed again after it was first closed.

    through: the number of the last entry that the newest closing covers, 0 = never closed; digest: over what it covers.
    reason: why it was closed although a check was not met; "" = every check was met.
    """

    month: date
    status: MonthStatus = MonthStatus.OPEN
    revision: int = 0
    through: int = 0
    asked_by: str = ""
    asked_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None
    digest: str = ""
    reason: str = ""


def month_of(day: date) -> date:
    """The first day of the month that a business date counts in."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def previous_month(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
