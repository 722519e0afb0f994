"""The months of the ledger: open, being closed, closed, and revised after that."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class MonthStatus(StrEnum):
    """The life of a month."""

    OPEN = "open"
    CLOSING = "closing"  # one person has asked for it; another must agree
    CLOSED = "closed"


class MonthFault(StrEnum):
    """Why a month cannot take a step; each is `refused.month.<fault>` of the catalogue."""

    ASKED = "asked"  # somebody asked for it already
    EARLIER_OPEN = "earlier_open"
    NOTHING_NEW = "nothing_new"  # it is closed, and nothing was added since
    NOT_ASKED = "not_asked"
    CAME_SINCE = "came_since"  # entries came to it after it was asked for
    SAME_PERSON = "same_person"


class MonthStateError(ValueError):
    """A month is not in the state that a step needs, or the same person would take both steps."""

    def __init__(self, month: date, fault: MonthFault, earlier: date | None = None) -> None:
        super().__init__(f"month {month:%Y-%m}: {fault}{f' ({earlier:%Y-%m})' if earlier else ''}")
        self.month = month
        self.fault = fault
        self.earlier = earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMonth:
    """One month. month: its first day; revision: how often it was closed again after it was first closed.

    through: the number of the last entry that the newest closing covers, whatever its month; digest: over the entries of
    this month up to there. closed_at: of the newest closing, None = never closed.
    seen: the newest number when somebody asked; unmet: the checks that were not met then, by key, with spaces between.
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
    seen: int = 0
    unmet: str = ""

    @property
    def taking(self) -> int:
        """The revision that a new entry of this month becomes part of; 0 = the month was never closed."""
        return self.revision + 1 if self.closed_at else 0

    @property
    def closed_revision(self) -> int | None:
        """Of the newest closing; None = the month was never closed."""
        return self.revision if self.closed_at else None


def asked(
    month: LedgerMonth,
    *,
    by: str,
    at: datetime,
    reason: str = "",
    earlier: date | None = None,
    late: bool = False,
    seen: int = 0,
    unmet: str = "",
) -> LedgerMonth:
    """Somebody asks for a closing: of an open month, or of the entries that a closed one got since.

    earlier: a month before it that holds entries and was never closed. Months are closed in order, or the balances that
    the later one starts from could still change; a revision of a closed one waits for nobody, since those were fixed by
    its first closing. late: entries were added since it was closed. Raises MonthStateError.
    """
    if month.status is MonthStatus.CLOSING:
        raise MonthStateError(month.month, MonthFault.ASKED)
    if month.closed_at and not late:
        raise MonthStateError(month.month, MonthFault.NOTHING_NEW)
    _in_order(month, earlier)
    return replace(
        month, status=MonthStatus.CLOSING, asked_by=by, asked_at=at, reason=reason, seen=seen, unmet=unmet
    )


def _in_order(month: LedgerMonth, earlier: date | None) -> None:
    if not month.closed_at and earlier:
        raise MonthStateError(month.month, MonthFault.EARLIER_OPEN, earlier)


def agreed(
    month: LedgerMonth,
    *,
    by: str,
    at: datetime,
    through: int,
    digest: str,
    earlier: date | None = None,
    more: bool = False,
) -> LedgerMonth:
    """Another person agrees, and the month is closed up to entry `through`; earlier: as above, it may have come meanwhile.

    more: entries came to it that whoever asked had not seen, and nobody looked at. Raises MonthStateError.
    """
    if month.status is not MonthStatus.CLOSING:
        raise MonthStateError(month.month, MonthFault.NOT_ASKED)
    if by == month.asked_by:
        raise MonthStateError(month.month, MonthFault.SAME_PERSON)
    _in_order(month, earlier)
    if more:
        raise MonthStateError(month.month, MonthFault.CAME_SINCE)
    return replace(
        month,
        status=MonthStatus.CLOSED,
        revision=month.taking,
        through=through,
        closed_by=by,
        closed_at=at,
        digest=digest,
    )


def withdrawn(month: LedgerMonth) -> LedgerMonth:
    """Nobody asks any more: it is what it was before. Raises MonthStateError."""
    if month.status is not MonthStatus.CLOSING:
        raise MonthStateError(month.month, MonthFault.NOT_ASKED)
    status = MonthStatus.CLOSED if month.closed_at else MonthStatus.OPEN
    return replace(month, status=status, asked_by="", asked_at=None, reason="", seen=0, unmet="")


class MonthSeal:
    """The digest of a month while its entries go by: SHA-256 over the month and the digests of its entries, by number."""

    def __init__(self, month: date) -> None:
        self._hash = hashlib.sha256(month.isoformat().encode())

    def add(self, digest: str) -> None:
        self._hash.update(digest.encode())

    def value(self) -> str:
        return self._hash.hexdigest()


def month_digest(month: date, digests: Iterable[str]) -> str:
    """The digest of a month whose entries, by number, have these."""
    seal = MonthSeal(month)
    for digest in digests:
        seal.add(digest)
    return seal.value()


def month_of(day: date) -> date:
    """The first day of the month that a business date counts in."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def previous_month(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
