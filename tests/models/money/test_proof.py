"""A book beside its trail: whatever does not fit is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from models.audit import AuditEntry, AuditRecord
from models.money.entry import Entry, EntrySource, Posted, Posting, digest
from models.money.month import LedgerMonth, MonthStatus, month_digest
from models.money.proof import FAULTS, Kept, first_fault, homeless
from models.money.told import CLOSED, POSTED

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)


def kept(number: int, *, revision: int = 0, day: date = OCTOBER, fen: int = 5) -> Kept:
    lines = (Posting(account="takings", fen=fen), Posting(account="income.gym", fen=-fen))
    entry = Entry(key=f"k{number}", source=EntrySource.SALE, day=day, at=AT, postings=lines)
    posted = Posted(
        number=number, entry=entry, month=day.replace(day=1), revision=revision, by="x", posted_at=AT
    )
    return Kept(number=number, digest=digest(posted), posted=posted)


def row(action: str, subject: str, **details: str) -> AuditRecord:
    return AuditRecord(
        0, AuditEntry(at=AT, actor="x", action=action, subject=subject, details=details), "", ""
    )


def told(one: Kept) -> AuditRecord:
    return row(POSTED, str(one.number), digest=one.digest)


FIRST, SECOND, LATE = kept(1), kept(2), kept(3, revision=1)
DIGEST = month_digest(OCTOBER, [FIRST.digest, SECOND.digest])
CLOSING = row(CLOSED, "2026-10", revision="0", through="2", digest=DIGEST)
MONTH = LedgerMonth(month=OCTOBER, status=MonthStatus.CLOSED, through=2, closed_at=AT, digest=DIGEST)


@dataclass
class Case:
    """What holds, to be spoilt by one change."""

    book: list[Kept]
    trail: list[AuditRecord]
    months: list[LedgerMonth]


def whole() -> Case:
    return Case([FIRST, SECOND, LATE], [told(FIRST), told(SECOND), CLOSING, told(LATE)], [MONTH])


def fault(case: Case) -> str:
    found = first_fault(case.book, case.trail, case.months)
    return found.key.removeprefix("ledger.fault.") if found else ""


def test_a_book_that_fits_its_trail_has_no_fault() -> None:
    assert fault(whole()) == ""
    assert fault(Case([], [], [])) == ""


def at(place: int, other: Kept) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        case.book[place] = other

    return change


SPOILT: Sequence[tuple[str, Callable[[Case], None]]] = [
    ("gap", lambda case: case.book.pop(1)),
    ("gap", lambda case: case.book.pop()),
    ("unreadable", at(1, Kept(number=2, digest=SECOND.digest, posted=None, fault="leaves 3 fen"))),
    ("edited", at(1, kept(2, fen=6))),
    ("edited", at(1, replace(kept(2, fen=6), digest=SECOND.digest))),
    ("misplaced", lambda case: (at(2, kept(3))(case), case.trail.__setitem__(3, told(kept(3))))),
    ("untold", lambda case: case.trail.pop()),
    ("untold", lambda case: case.trail.pop(0)),
    ("closing", lambda case: case.trail.__setitem__(2, row(CLOSED, "2026-10", revision="0", through="1"))),
    ("closing", lambda case: case.trail.append(case.trail[2])),
    ("month", lambda case: case.months.clear()),
    ("month", lambda case: case.months.__setitem__(0, replace(MONTH, through=3))),
    ("month", lambda case: case.months.append(replace(MONTH, month=date(2026, 9, 1)))),
]


@pytest.mark.parametrize(
    ("expected", "spoil"), SPOILT, ids=[f"{n}-{key}" for n, (key, _) in enumerate(SPOILT)]
)
def test_what_does_not_fit_is_named(expected: str, spoil: Callable[[Case], object]) -> None:
    case = whole()
    spoil(case)
    assert fault(case) == expected


def test_every_fault_can_be_met() -> None:
    met = {key for key, _ in SPOILT} | {homeless(1).key.removeprefix("ledger.fault.")}
    assert met == set(FAULTS)


def test_an_entry_of_a_wrong_month_is_misplaced() -> None:
    moved = kept(1)
    assert moved.posted
    posted = replace(moved.posted, month=date(2026, 9, 1))
    other = Kept(number=1, digest=digest(posted), posted=posted)
    assert fault(Case([other], [told(other)], [])) == "misplaced"
