"""One entry of the ledger: lines that add up to nothing, where it came from, and its place in the book."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from models.money.chart import account_of
from models.programme.fitting import storable

MOST_FEN = 10**13
"""A hundred billion yuan: a line above it is a mistake, whoever wrote it."""

LONGEST_KEY = 200
LONGEST_MEMO = 500
LONGEST_DOCUMENT = 300
LONGEST_WORD = 200
"""Of what a line says it was for."""

MOST_LINES = 1_000


class EntrySource(StrEnum):
    """What kind of document stands behind an entry; each is `money.source.<source>` of the catalogue."""

    SALE = "sale"  # a till or a machine, over MQTT
    DELIVERY = "delivery"
    FEE = "fee"  # a booked place of a priced session
    RENT = "rent"
    PROPERTY = "property"
    IMPORT = "import"  # a row of a file that somebody brought in
    VOUCHER = "voucher"  # entered by hand by one person, approved by another
    STATEMENT = "statement"  # a line of a bank's or a payment service's statement
    CLAIM = "claim"  # a claim of subsidies that was paid; the bank's statement shows it later
    FUND = "fund"  # a split, or a use of a bucket
    OPENING = "opening"  # what stood there before this ledger
    REVERSAL = "reversal"


class UnbalancedError(ValueError):
    """The lines of an entry do not add up to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One line of an entry. fen: debit above 0, credit below, never 0. The rest says what it was for; "" = nothing.

    space, session, series: of the centre and its programme; building: a house that the property service keeps;
    party: a stall, an operator, a project, whatever the line concerns beside those.
    """

    account: str
    fen: int
    space: str = ""
    session: str = ""
    series: str = ""
    building: str = ""
    party: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError for an account that is not there and for an amount that cannot be."""
        account_of(self.account)
        if type(self.fen) is not int or not 0 < abs(self.fen) <= MOST_FEN:
            raise ValueError(f"line of account '{self.account}': {self.fen!r} fen is no amount")
        for word in (self.space, self.session, self.series, self.building, self.party):
            if word and (len(word) > LONGEST_WORD or not storable(word)):
                _check_text(f"line of account {self.account[:64]!r}", word, LONGEST_WORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be written down. key: the external id, unique in the centre: the same key is the same document.

    day: the business date (from 04:00 to 04:00); at: when it happened; document: what a reader is led back to, as
    "event:<sensor>:<kind>:<id>", "row:<batch>:<number>", "voucher:<id>", "booking:<id>" or "tenancy:<id>:<month>".
    reverses: the key of the entry that this one takes back.
    """

    key: str
    source: EntrySource
    day: date
    at: datetime
    postings: tuple[Posting, ...]
    document: str = ""
    memo: str = ""
    reverses: str = ""

    def __post_init__(self) -> None:
        """Raises UnbalancedError, ValueError for what no database keeps or nobody could mean."""
        if not 0 < len(self.key) <= LONGEST_KEY or not self.key.isprintable():
            raise ValueError(f"entry key {self.key[:64]!r} is not 1 to {LONGEST_KEY} printable signs")
        name = f"entry '{self.key}'"
        for text, longest in (
            (self.memo, LONGEST_MEMO),
            (self.document, LONGEST_DOCUMENT),
            (self.reverses, LONGEST_KEY),
        ):
            _check_text(name, text, longest)
        if type(self.day) is not date or self.at.tzinfo is None:
            raise ValueError(f"{name}: day {self.day!r} or instant {self.at!r} is none")
        if len(self.postings) > MOST_LINES:
            raise ValueError(f"{name}: {len(self.postings)} lines, {MOST_LINES} are allowed")
        total = sum(one.fen for one in self.postings)
        if total or len(self.postings) < 2:
            raise UnbalancedError(f"{name}: {len(self.postings)} lines leave {total} fen, they must leave 0")


def _check_text(name: str, text: str, longest: int) -> None:
    if text and (len(text) > longest or not storable(text)):
        raise ValueError(f"{name}: {text[:64]!r} is not up to {longest} signs that can be kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An entry in the book. number: 1, 2, 3 ... without a gap in each centre.

    month: the first day of the month that it counts in; revision: 0 = before that month was closed, n = as part of its
    n-th revision; by: who wrote it; posted_at: when.
    """

    number: int
    entry: Entry
    month: date
    revision: int
    by: str
    posted_at: datetime


def digest(posted: Posted) -> str:
    """SHA-256 over every field, in one unambiguous spelling; it stands in the audit trail beside the number."""
    entry = posted.entry
    fields = [
        posted.number,
        posted.month.isoformat(),
        posted.revision,
        posted.by,
        _instant(posted.posted_at),
        *(entry.key, entry.source.value, entry.day.isoformat(), _instant(entry.at)),
        *(entry.document, entry.memo, entry.reverses),
        [
            [one.account, one.fen, one.space, one.session, one.series, one.building, one.party]
            for one in entry.postings
        ],
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=True).encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def reversal(posted: Posted, *, key: str, day: date, at: datetime, memo: str = "") -> Entry:
    """The entry that takes another back, line by line."""
    return Entry(
        key=key,
        source=EntrySource.REVERSAL,
        day=day,
        at=at,
        postings=tuple(_turned(posted.entry.postings)),
        document=posted.entry.document,
        memo=memo,
        reverses=posted.entry.key,
    )


def takes_back(entry: Entry, posted: Posted) -> bool:
    """Whether its lines are those of the other, each turned round."""
    return entry.postings == tuple(_turned(posted.entry.postings))


def _turned(postings: Sequence[Posting]) -> list[Posting]:
    return [replace(one, fen=-one.fen) for one in postings]
