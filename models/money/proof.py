"""A book held against the audit trail: the first thing that does not fit, in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.audit import AuditRecord
from models.message import Message
from models.money.entry import Posted, digest
from models.money.month import LedgerMonth, MonthSeal, month_of
from models.money.told import CLOSED, POSTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry as it lies in the database. posted: None = it cannot be one, fault says why; digest: as it was kept."""

    number: int
    digest: str
    posted: Posted | None
    fault: str = ""


def first_fault(
    book: Iterable[Kept], trail: Iterable[AuditRecord], months: Iterable[LedgerMonth]
) -> Message | None:
    """None when all of it fits: every entry balances and has the digest that it was told with, numbers have no gap,
    every closing covers what it says, and nothing got into a closed month but as part of its next revision.

    book: by number; trail: what is told of this book, in its order; months: as they lie there today.
    """
    walk = _Walk(iter(book))
    faults = (fault for record in trail if (fault := _STEPS[record.entry.action](walk, record)) is not None)
    return next(faults, None) or walk.untold() or walk.other_month(months)


class _Walk:
    """The trail told again beside the book."""

    def __init__(self, book: Iterator[Kept]) -> None:
        self._book = book
        self._last = 0
        self._seals: dict[date, MonthSeal] = {}
        self._closed: dict[date, tuple[int, int, str]] = {}

    def posted(self, record: AuditRecord) -> Message | None:
        kept = next(self._book, None)
        if kept is None or kept.number != self._last + 1:
            return _fault("gap", number=self._last + 1)
        self._last = kept.number
        if kept.posted is None:
            return _fault("unreadable", number=kept.number, why=kept.fault)
        if record.entry.subject != str(kept.number):
            return _fault("untold", number=kept.number)
        if kept.digest != digest(kept.posted) or record.entry.details.get("digest") != kept.digest:
            return _fault("edited", number=kept.number)
        return self._counted(kept.posted, kept.digest)

    def _counted(self, posted: Posted, said: str) -> Message | None:
        month = month_of(posted.entry.day)
        if posted.month != month or posted.revision != self._taking(month):
            return _fault("misplaced", number=posted.number, month=f"{month:%Y-%m}")
        self._seals.setdefault(month, MonthSeal(month)).add(said)
        return None

    def _taking(self, month: date) -> int:
        return self._closed[month][0] + 1 if month in self._closed else 0

    def closed(self, record: AuditRecord) -> Message | None:
        subject = record.entry.subject
        month = date.fromisoformat(f"{subject}-01")
        found = (self._taking(month), self._last, self._seals.get(month, MonthSeal(month)).value())
        told = record.entry.details
        if [told.get(name) for name in ("revision", "through", "digest")] != [str(part) for part in found]:
            return _fault("closing", month=subject)
        self._closed[month] = found
        return None

    def untold(self) -> Message | None:
        """Of an entry that the trail does not know."""
        kept = next(self._book, None)
        return _fault("untold", number=kept.number) if kept else None

    def other_month(self, months: Iterable[LedgerMonth]) -> Message | None:
        """Of a month that is not closed as it is told to be."""
        there = {one.month: (one.revision, one.through, one.digest) for one in months if one.closed_at}
        odd = [
            month for month in sorted({*there, *self._closed}) if there.get(month) != self._closed.get(month)
        ]
        return _fault("month", month=f"{odd[0]:%Y-%m}") if odd else None


_STEPS: Mapping[str, Callable[[_Walk, AuditRecord], Message | None]] = {
    POSTED: _Walk.posted,
    CLOSED: _Walk.closed,
}
STEPS: Sequence[str] = tuple(_STEPS)
"""The actions that a trail for `first_fault` is made of."""

FAULTS = ("gap", "unreadable", "untold", "edited", "misplaced", "closing", "month", "homeless")
"""What may be wrong; each is `ledger.fault.<fault>` of the catalogue."""


def _fault(fault: str, **values: str | int) -> Message:
    return Message(f"ledger.fault.{fault}", values)


def homeless(number: int) -> Message:
    """Of lines that belong to no entry."""
    return _fault("homeless", number=number)
