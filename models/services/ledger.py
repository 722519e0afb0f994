"""The book as it is looked through: entries of a filter, what they add up to, and how one hangs together with others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from models.audit import AuditRecord, chain_hash
from models.money.entry import Posted, digest
from models.money.ports import Money, Such, Sum
from models.ports import Ports
from models.services.strangers import refusal

PAGE = 50
"""Entries that a page shows."""

MOST = 20_000
"""Entries of one file; whoever wants more narrows the filter, or dumps the book."""

FAMILY = 20
"""Entries of one document that are ever looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page of the book, newest first. sums: of the whole filter by account, not of this page alone.

    older: below which number the next page begins, None = this is the last; turned: numbers that were taken back ->
    by which entry; opening: what stood in the filter before its first day; after: number -> what stood in it after that
    entry; both only where the filter is one that an amount can stand in, else None and empty.
    """

    entries: Sequence[Posted]
    sums: Sequence[Sum]
    older: int | None = None
    turned: Mapping[int, int] = field(default_factory=dict)
    opening: int | None = None
    after: Mapping[int, int] = field(default_factory=dict)

    @property
    def fen(self) -> int:
        """What the filter moved altogether."""
        return sum(one.fen for one in self.sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial balance: rows of accounts, columns of (month, revision); in every column the amounts add up to 0."""

    columns: Sequence[tuple[date, int]]
    rows: Mapping[str, Mapping[tuple[date, int], int]]

    def total(self, column: tuple[date, int]) -> int:
        """0, or the book does not balance."""
        return sum(row.get(column, 0) for row in self.rows.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One entry. record: its row of the audit trail, None = there is none; family: all entries of its document and
    those that take one of them back, by number."""

    posted: Posted
    record: AuditRecord | None
    family: Sequence[Posted]

    @property
    def sealed(self) -> bool:
        """Whether the trail still says what the book says."""
        one = self.record
        return (
            one is not None
            and one.entry.details.get("digest") == digest(self.posted)
            and one.hash == chain_hash(one.number, one.entry, one.prev_hash)
        )


def money_of(ports: Ports) -> Money:
    """The books of a centre. Raises RefusedError where none are kept."""
    if ports.money is None:
        raise refusal("no_books")
    return ports.money


def leaf(ports: Ports, such: Such, before: int | None = None) -> Leaf:
    """A page of what is meant, from below a number. Raises RefusedError."""
    ledger = money_of(ports).ledger
    found = list(ledger.find(such, limit=PAGE + 1, before=before))
    shown = found[:PAGE]
    back = ledger.find(Such(reverses=tuple(one.entry.key for one in shown)), limit=PAGE) if shown else ()
    by_key = {one.entry.reverses: one.number for one in back}
    turned = {one.number: by_key[one.entry.key] for one in shown if one.entry.key in by_key}
    opening = _opening(ports, such)
    return Leaf(
        entries=shown,
        sums=ledger.sums(["account"], such),
        older=shown[-1].number if len(found) > PAGE else None,
        turned=turned,
        opening=opening,
        after={} if opening is None else _running(ports, such, opening, shown),
    )


def moved(posted: Posted, such: Such) -> int:
    """What an entry moves in the accounts and for the purposes of a filter; all of its debits where none is named."""
    lines = [one for one in posted.entry.postings if _meant(one.account, such.accounts)]
    named = [name for name in ("space", "series", "building", "party") if getattr(such, name)]
    meant = [one for one in lines if all(getattr(one, name) == getattr(such, name) for name in named)]
    if such.accounts or named:
        return sum(one.fen for one in meant)
    return sum(one.fen for one in meant if one.fen > 0)


def _meant(account: str, accounts: Sequence[str]) -> bool:
    return not accounts or any(
        account.startswith(one) if one.endswith(".") else account == one for one in accounts
    )


def _opening(ports: Ports, such: Such) -> int | None:
    """An amount stands in accounts; the lines of a text, a source or an amount are no account."""
    if not such.accounts or such.text or such.sources or such.fen:
        return None
    if such.months is not None:
        return _fen(
            ports, replace(such, months=(date.min, _day_before(such.months[0])), first=None, last=None)
        )
    if such.first is not None:
        return _fen(ports, replace(such, first=None, last=_day_before(such.first)))
    return 0


def _day_before(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - 1))


def _fen(ports: Ports, such: Such) -> int:
    return sum(one.fen for one in money_of(ports).ledger.sums(["account"], such))


def _running(ports: Ports, such: Such, opening: int, shown: Sequence[Posted]) -> dict[int, int]:
    if not shown:
        return {}
    stands = opening + _fen(ports, replace(such, through=shown[0].number))
    after = {}
    for one in shown:
        after[one.number] = stands
        stands -= moved(one, such)
    return after


def every(ports: Ports, such: Such) -> list[Posted]:
    """Everything that is meant, newest first, for a file. Raises RefusedError when it is more than MOST."""
    found = list(money_of(ports).ledger.find(such, limit=MOST + 1))
    if len(found) > MOST:
        raise refusal("ledger.too_many", most=MOST)
    return found


def opened(ports: Ports, number: int) -> Opened | None:
    """One entry with what belongs to it; None = there is no such number. Raises RefusedError."""
    money = money_of(ports)
    posted = money.ledger.entry(number)
    if posted is None:
        return None
    return Opened(posted=posted, record=money.trail.row(posted), family=_family(money, posted))


def _family(money: Money, posted: Posted) -> list[Posted]:
    entry, ledger = posted.entry, money.ledger
    found = [posted, *ledger.find(Such(reverses=(entry.key,)), limit=1)]
    if entry.reverses:
        found += ledger.by_keys([entry.reverses])
    if entry.document:
        alike = ledger.find(Such(text=entry.document), limit=FAMILY)
        found += [one for one in alike if one.entry.document == entry.document]
    return [one for _, one in sorted({one.number: one for one in found}.items())]


def trial(ports: Ports, first: date, last: date) -> Trial:
    """What each account moved in each month from first to last, revisions apart. Raises RefusedError."""
    sums = money_of(ports).ledger.sums(["month", "revision", "account"], Such(months=(first, last)))
    rows: dict[str, dict[tuple[date, int], int]] = {}
    for one in sums:
        if one.month is not None:
            rows.setdefault(one.account, {})[one.month, one.revision] = one.fen
    columns = sorted({column for row in rows.values() for column in row})
    return Trial(columns=columns, rows=rows)
