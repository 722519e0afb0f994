"""A voucher: an entry by hand, entered by one person and approved by another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from typing import Protocol

from models.audit import AuditEntry
from models.money.correction import document_key
from models.money.entry import Entry, EntrySource, Posted, Posting

MOST_LINES = 40


class VoucherState(StrEnum):
    """How far a voucher has come; each is `voucher.state.<state>` of the catalogue."""

    DRAFT = "draft"
    ENTERED = "entered"  # balanced, and waits for another person
    SENT_BACK = "sent_back"
    APPROVED = "approved"  # in the book, and changed no more
    WITHDRAWN = "withdrawn"


class VoucherDeed(StrEnum):
    """What can be done with a voucher."""

    SAVE = "save"
    ENTER = "enter"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"


_OPEN = frozenset({VoucherState.DRAFT, VoucherState.SENT_BACK})
_WAITS = frozenset({VoucherState.ENTERED})

STEPS: Mapping[VoucherDeed, tuple[frozenset[VoucherState], VoucherState]] = {
    VoucherDeed.SAVE: (_OPEN, VoucherState.DRAFT),
    VoucherDeed.ENTER: (_OPEN, VoucherState.ENTERED),
    VoucherDeed.APPROVE: (_WAITS, VoucherState.APPROVED),
    VoucherDeed.SEND_BACK: (_WAITS, VoucherState.SENT_BACK),
    VoucherDeed.WITHDRAW: (_OPEN | _WAITS, VoucherState.WITHDRAWN),
}
"""Deed -> the states in which it can be done, and the state that it leads to."""

DECISIONS = frozenset({VoucherDeed.APPROVE, VoucherDeed.SEND_BACK})
"""What another person than the one who entered it must do."""


class VoucherChangedError(Exception):
    """Somebody changed the voucher since it was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """One voucher. revision: 1, 2, 3 ... with every change: whoever approves says which one was looked at.

    reference: where the paper is (a number, a folder); about: the key of the entry that it gives back or corrects;
    decided_by, decided_at, reason: of the newest decision.
    """

    id: str
    state: VoucherState
    day: date
    lines: tuple[Posting, ...]
    memo: str
    entered_by: str
    entered_at: datetime
    reference: str = ""
    about: str = ""
    revision: int = 1
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def debit_fen(self) -> int:
        return sum(one.fen for one in self.lines if one.fen > 0)

    @property
    def balance_fen(self) -> int:
        """What is missing on one side; 0 = balanced."""
        return sum(one.fen for one in self.lines)

    def may(self, deed: VoucherDeed) -> bool:
        """Whether its state allows a deed; who may do it is another question."""
        return self.state in STEPS[deed][0]


def voucher_entry(voucher: Voucher, zone: tzinfo) -> Entry:
    """What stands in the book once it is approved. Raises UnbalancedError."""
    return Entry(
        key=document_key("voucher", voucher.id),
        source=EntrySource.VOUCHER,
        day=voucher.day,
        at=datetime.combine(voucher.day, time(12), tzinfo=zone).astimezone(UTC),
        postings=voucher.lines,
        document=f"voucher:{voucher.id}",
        memo=voucher.memo,
    )


TEMPLATES: Mapping[str, tuple[str, str]] = {
    "cost_paid": ("cost.other", "bank"),
    "cost_owed": ("cost.other", "payable.supplier"),
    "supplier_paid": ("payable.supplier", "bank"),
    "grant": ("bank", "income.grant"),
    "cash_counted": ("cash", "takings"),
    "cash_banked": ("bank", "cash"),
    "rent_paid": ("bank", "receivable.rent"),
    "subsidy_paid": ("bank", "receivable.subsidy"),
}
"""What is entered often: the account that is debited and the one that is credited. Each is `voucher.template.<key>`."""


def refund_lines(posted: Posted) -> tuple[Posting, ...]:
    """An entry turned round: the whole of it given back, to be lowered where only a part is."""
    return tuple(_with(one, -one.fen) for one in posted.entry.postings)


def correction_lines(posted: Posted) -> tuple[Posting, ...]:
    """An entry turned round and the same once more, of which somebody changes what was wrong."""
    return (*refund_lines(posted), *posted.entry.postings)


def _with(one: Posting, fen: int) -> Posting:
    return Posting(
        account=one.account,
        fen=fen,
        space=one.space,
        session=one.session,
        series=one.series,
        building=one.building,
        party=one.party,
    )


class Vouchers(Protocol):
    """The vouchers of one centre. Each change stands in the audit trail, and an approved one in the book, or neither does."""

    def put(
        self,
        voucher: Voucher,
        told: AuditEntry,
        entry: Entry | None = None,
        pays: Collection[str] = (),
    ) -> None:
        """Insert revision 1, or replace the revision before. entry: what is posted with it, by whoever decided;
        pays: codes of the budget lines of projects that the entry pays, each held to its limit as it is then.

        Raises VoucherChangedError, DifferentEntryError, OverpaidError, StoreUnavailableError.
        """
        ...

    def find(self, key: str) -> Voucher | None:
        """One voucher by its id."""
        ...

    def newest(self, states: Sequence[VoucherState], limit: int = 200) -> Sequence[Voucher]:
        """Those in any of the states, the newest first."""
        ...
