"""What money needs from outside: the ledger of one centre and its months, as protocols."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from models.audit import AuditRecord
from models.message import Message
from models.money.entry import Entry, Posted
from models.money.fund.ports import Fund
from models.money.item_aside import ItemAsides
from models.money.month import LedgerMonth
from models.money.month import MonthStateError as MonthStateError
from models.money.price import PlanStatus, PlanVersion
from models.money.unposted import UnpostedEvents
from models.money.voucher import Vouchers

if TYPE_CHECKING:
    from models.money.property_ports import Property, Subsidies
from models.money.statement import Statements


class DifferentEntryError(ValueError):
    """A key is in the book already, with other content: a document changed after it was written down."""

    def __init__(self, posted: Posted) -> None:
        super().__init__(f"entry '{posted.entry.key}' is number {posted.number} already, with other content")
        self.posted = posted


class NotReversibleError(ValueError):
    """An entry says that it takes another back, which is not in the book or has other lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The lines of one group added up. Fields that were not asked for are "" or None."""

    fen: int
    account: str = ""
    space: str = ""
    day: date | None = None
    at: datetime | None = None
    month: date | None = None
    session: str = ""
    series: str = ""
    building: str = ""
    party: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Such:
    """Which lines or entries are meant; every part that is given must hold.

    first, last: business dates, both included; months: first days of months, both included; accounts: keys, or a
    beginning that ends in a dot ("income."); through, after: entries up to this number, beyond that one; text: part of
    key, memo or document; fen: what a line moves, on either side; reverses: keys, of which the entry takes one back;
    beside: accounts, on one of which the entry has a line too.
    revision: entries that their month got up to this revision; 0 = before it was first closed. A closed month as of one
    of its revisions never changes. None = everything that is known today.
    """

    first: date | None = None
    last: date | None = None
    months: tuple[date, date] | None = None
    accounts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    space: str = ""
    series: str = ""
    building: str = ""
    party: str = ""
    through: int = 0
    after: int = 0
    text: str = ""
    revision: int | None = None
    fen: int = 0
    reverses: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


ALL = Such()


@dataclass(frozen=True, slots=True)
class PostOutcome:
    """What became of entries: those now in the book, and the numbers of those that were there already."""

    posted: tuple[Posted, ...] = ()
    known: tuple[int, ...] = field(default=())


class Ledger(Protocol):
    """The book of one centre: entries are added, never changed. Each posting stands in the audit trail as well."""

    def post(self, entries: Sequence[Entry], *, by: str, at: datetime) -> PostOutcome:
        """Write entries down, all or none, each with the next number, and an audit row each, in one transaction.

        An entry whose key is there with the same content is left as it is. An entry of a closed month becomes part of its
        next revision. An entry that takes back one that was taken back already is the same as one that is known. Raises
        DifferentEntryError, NotReversibleError, StoreUnavailableError.
        """
        ...

    def find(self, such: Such = ALL, *, limit: int = 100, before: int | None = None) -> Sequence[Posted]:
        """Entries with a line that is meant, newest number first; before: only lower numbers."""
        ...

    def entry(self, number: int) -> Posted | None:
        """One entry by its number."""
        ...

    def by_keys(self, keys: Collection[str]) -> Sequence[Posted]:
        """The entries of these external ids, by number."""
        ...

    def sums(self, by: Sequence[str], such: Such = ALL) -> Sequence[Sum]:
        """Lines added up by fields of Sum ("account", "space", "day", "month", ...), in the order of those fields."""
        ...

    def lines(self, such: Such = ALL) -> Iterator[Posted]:
        """Every entry with a line that is meant, by number; for long walks."""
        ...

    def first_fault(self) -> Message | None:
        """The first thing in which the book, its months and the audit trail do not fit together; None = all holds.

        Reads all of it; others may write meanwhile.
        """
        ...

    def head(self) -> int:
        """The newest number; 0 = the book is empty."""
        ...


class Months(Protocol):
    """The months of one centre's ledger."""

    def all(self) -> Sequence[LedgerMonth]:
        """Those that were ever asked to close, in order; every other month is open."""
        ...

    def month(self, month: date) -> LedgerMonth:
        """One month; an open one where nobody asked for it."""
        ...

    def ask(self, month: date, *, by: str, at: datetime, reason: str = "", unmet: str = "") -> LedgerMonth:
        """open -> closing, or the next revision of a closed one. Raises MonthStateError, its `fault` says why.

        Months that hold entries are closed in order. Whether the month is over, and what else must be met, is checked by
        who asks. unmet: the checks that are not, as in LedgerMonth.
        """
        ...

    def agree(self, month: date, *, by: str, at: datetime, as_seen: bool = False) -> LedgerMonth:
        """closing -> closed, by another person than the one who asked; covers every entry of that instant.

        as_seen: only if no entry came to the month since it was asked for. Raises MonthStateError.
        """
        ...

    def withdraw(self, month: date, *, by: str, at: datetime) -> LedgerMonth:
        """closing -> what it was before. Raises MonthStateError."""
        ...


class PlanStateError(ValueError):
    """A version was decided already, is not there, or its own proposer would agree to it."""


class SuccessionError(ValueError):
    """A version cannot follow those that are approved; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


@dataclass(frozen=True, slots=True)
class FeesUpTo:
    """How far the programme's sessions have been charged, in the order of their changes. again: how often a plan for days
    that were over let all of them be charged once more."""

    modified: int = 0
    session: str = ""
    again: int = 0


class Prices(Protocol):
    """The price plans of one centre. Each step stands in the audit trail as well; what is approved never changes."""

    def versions(self) -> Sequence[PlanVersion]:
        """Every version of every plan, by plan and number."""
        ...

    def propose(self, version: PlanVersion, *, by: str, at: datetime) -> PlanVersion:
        """Keep a new version; it is given the next number of its plan."""
        ...

    def decide(
        self, plan: str, number: int, status: PlanStatus, *, by: str, at: datetime, today: date
    ) -> PlanVersion:
        """A proposed version is approved or refused by another person, or withdrawn by who proposed it.

        Raises PlanStateError, SuccessionError. One that begins in the past lets every session be charged once more, and
        an approved one gives the sessions from its first day on a new `modified`: readers hear of the price.
        """
        ...

    def fees_up_to(self) -> FeesUpTo:
        """Where the charging of sessions goes on."""
        ...

    def fees_are_up_to(self, reached: FeesUpTo, before: FeesUpTo) -> bool:
        """Keep a new place where the old one still stands; False = it does not, so what is kept stays as it is."""
        ...


class Trail(Protocol):
    """The rows of the audit trail that tell of one centre's book."""

    def row(self, posted: Posted) -> AuditRecord | None:
        """The row under which an entry was written down; None = there is none."""


class Money(Protocol):
    """The money of one centre."""

    @property
    def ledger(self) -> Ledger: ...
    @property
    def months(self) -> Months: ...
    @property
    def unposted(self) -> UnpostedEvents: ...
    @property
    def vouchers(self) -> Vouchers: ...
    @property
    def fund(self) -> Fund: ...
    @property
    def prices(self) -> Prices: ...
    @property
    def property_service(self) -> "Property": ...
    @property
    def subsidies(self) -> "Subsidies": ...
    @property
    def trail(self) -> Trail: ...
    @property
    def statements(self) -> Statements: ...
    @property
    def asides(self) -> ItemAsides: ...
