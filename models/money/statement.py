"""Lines of statements, postings that still wait for one, and the matches that tie them: values and what keeps them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from models.money.entry import Entry


class StatementSource(StrEnum):
    """Whose statement it is; the account of the chart that it shows has the same key."""

    WECHAT = "wechat"
    ALIPAY = "alipay"
    BANK = "bank"


class LineKind(StrEnum):
    """What a line says of itself; each is `statements.kind.<kind>` of the catalogue."""

    PAYMENT = "payment"
    REFUND = "refund"
    FEE = "fee"
    TRANSFER = "transfer"  # to an account of our own: the other statement shows where it arrived
    NEUTRAL = "neutral"  # the service calls it neither income nor cost
    VOID = "void"  # no money moved in the end
    TRADED = "traded"  # the service's other bill tells it too: here it only moves the balance


SET_ASIDE = frozenset({LineKind.TRANSFER, LineKind.NEUTRAL, LineKind.VOID, LineKind.TRADED})
"""Kinds that nothing in the book answers to. Of a bank, a transfer is where the money arrives: it is matched."""

DUE = ("takings", "wechat", "alipay", "bank")
"""Accounts whose postings are on a statement within days."""

OWED = ("receivable.", "payable.")
"""Accounts whose postings wait until somebody pays; a beginning ends in a dot."""

AWAITED = (*DUE, *OWED)
"""Accounts whose postings a statement line may answer to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line. fen: by how much the account moved, in above 0; fee_fen: what the service kept of it before that.

    day: business date; balance_fen: what the statement says stood there afterwards, None = it does not say.
    aside: why nobody looks for what it answers to, "" = somebody does; its words are `statements.aside.<aside>`.
    """

    source: StatementSource
    id: str
    at: datetime
    day: date
    fen: int
    fee_fen: int = 0
    balance_fen: int | None = None
    kind: LineKind = LineKind.PAYMENT
    reference: str = ""
    party: str = ""
    aside: str = ""

    @property
    def ref(self) -> str:
        """What it is known by among all statements of a centre."""
        return f"{self.source}:{self.id}"

    @property
    def gross_fen(self) -> int:
        """What the payer paid."""
        return self.fen + self.fee_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """A posting that no statement line has answered to yet. fen: debit above 0 as in the ledger.

    number, place: the entry and which of its lines; words: order numbers under which a statement may know it.
    """

    number: int
    place: int
    account: str
    fen: int
    day: date
    at: datetime
    key: str
    document: str = ""
    space: str = ""
    party: str = ""

    @property
    def ref(self) -> str:
        """What it is known by among all postings of a centre."""
        return f"{self.number}.{self.place}"

    @property
    def words(self) -> frozenset[str]:
        """The last parts of its key and its document: the till's or the file's own number of it."""
        tails = (text.rpartition(":")[2].partition("#")[0] for text in (self.key, self.document))
        return frozenset(tail.casefold() for tail in tails if len(tail) > 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Lines and items that are the same money. rule: a row of RULES, "hand" or "netted", which has no lines.

    sure: per cent; entry: key of the ledger entry that moved the money on, "" = nothing had to move. changed: whether the book has taken
    back one of its items since, and no statement shows that: it is to be taken apart and what is right now tied anew.
    """

    id: str
    rule: str
    sure: int
    lines: tuple[str, ...]
    items: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None
    entry: str = ""
    fee_fen: int = 0
    changed: bool = False
    ended_by: str = ""
    ended_at: datetime | None = None


class TiedError(ValueError):
    """A line or an item is part of another match already, or of none that could be taken apart."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"'{ref}' is tied already, or what it became is")
        self.ref = ref


class ChangedError(ValueError):
    """A line or an item is not any more what was looked at."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"'{ref}' has changed since it was looked at")
        self.ref = ref


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySum:
    """What stands on one day: open or tied, of one source or account. count: how many lines; in_fen: of those above 0."""

    day: date
    of: str
    open: bool
    fen: int
    in_fen: int
    count: int


class Statements(Protocol):
    """The statements of one centre and what they are tied to."""

    def put(self, lines: Sequence[StatementLine]) -> None:
        """Insert or replace by (source, id). Raises TiedError for one that is part of a match."""
        ...

    def remove(self, line: str) -> None:
        """Forget a line by its ref; one that is not there is no error. Raises TiedError."""
        ...

    def lines(self, first: date, last: date) -> Sequence[StatementLine]:
        """Every line of business dates from first to last, both included, by instant."""
        ...

    def by_refs(self, refs: Collection[str]) -> Sequence[StatementLine]:
        """The lines of these refs, by ref."""
        ...

    def reach(self) -> Mapping[str, tuple[date, date]]:
        """The business days of the oldest and of the newest line of each source that ever had one."""
        ...

    def open_lines(self, first: date, last: date, *, limit: int = 0) -> Sequence[StatementLine]:
        """Lines that are in no match and not set aside, the oldest first; limit 0 = all."""
        ...

    def open_items(
        self, first: date, last: date, *, limit: int = 0, skip: int = 0, accounts: Sequence[str] = AWAITED
    ) -> Sequence[OpenItem]:
        """Postings of some accounts that are in no match and were not set aside, the oldest first, `limit` of them after the
        first `skip`; what was taken back is left out with what
        took it back."""
        ...

    def open_by_refs(self, refs: Collection[str]) -> Sequence[OpenItem]:
        """The open items of these refs, of whatever day; what is no ref is of none."""
        ...

    def posted_by_refs(self, refs: Collection[str]) -> Sequence[OpenItem]:
        """The awaited postings of these refs, open or not, but for those that came to nothing."""
        ...

    def item_sums(self, first: date, last: date) -> Sequence[DaySum]:
        """Awaited postings by day, account and whether they are open."""
        ...

    def tie(
        self,
        matches: Sequence[Match],
        entries: Sequence[Entry],
        seen: Sequence[StatementLine | OpenItem],
        *,
        by: str,
        at: datetime,
    ) -> None:
        """Keep matches and post their entries, all or none. seen: their lines and items, as they were looked at.

        Raises TiedError, ChangedError where one of them is another by now, and as Ledger.post.
        """
        ...

    def untie(self, match: str, *, by: str, at: datetime) -> Match:
        """Take a match apart and its entry back. Raises TiedError when the entry itself is tied by another match."""
        ...

    def matches(self, first: date, last: date, *, limit: int = 500) -> Sequence[Match]:
        """Standing matches with a line of these days, or of postings of these days alone, those that changed before all others, then the newest first."""
        ...
