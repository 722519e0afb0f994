"""Statements held against the book: tied by rules or by hand, taken apart, set aside, and what is left on either side."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from secrets import token_hex

from models.account import Account, Permission
from models.message import Message
from models.metric.period import Period
from models.money.covering import uncovered
from models.money.loose import held, loose_items
from models.money.matching import (
    HAND,
    MOST_FEE_BP,
    NETTED,
    SETTLED_WITHIN,
    Pair,
    matched,
    may_settle,
)
from models.money.statement import (
    DUE,
    OWED,
    ChangedError,
    Match,
    OpenItem,
    StatementLine,
    Statements,
    StatementSource,
    TiedError,
)
from models.money.statement_entry import charge_fen, statement_entry
from models.ports import Ports
from models.services.deed import note
from models.services.imported_statements import statements_of
from models.services.strangers import RefusedError, refusal

AT_ONCE = 500
"""Matches of one transaction: others may write to the book in between."""

SHOWN = 200
"""Lines and postings that are listed on each side, the oldest first."""

AWAITED_FOR = timedelta(days=45)
"""How long before a statement's line its money may have been awaited: rents and subsidies of the month before."""

PAID_FOR = 7 * AWAITED_FOR
"""How far away the posting may be that has paid what somebody owes."""

ASIDES = ("own", "private", "void", "other")
"""Why a person sets a line aside; each is `statements.aside.<aside>` of the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSum:
    """What is left of one statement or account: receipts (in_fen) and payments (out_fen, below 0) apart."""

    of: str
    count: int
    in_fen: int
    out_fen: int

    @property
    def fen(self) -> int:
        return self.in_fen + self.out_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A page of what is left of a period on both sides, the oldest first, and how much there is in all.

    line_sums: by statement; item_sums: by account, those of "takings" as on the page of the month.
    """

    lines: Sequence[StatementLine]
    items: Sequence[OpenItem]
    line_sums: Sequence[SideSum]
    item_sums: Sequence[SideSum]

    @property
    def line_count(self) -> int:
        return sum(one.count for one in self.line_sums)

    @property
    def item_count(self) -> int:
        return sum(one.count for one in self.item_sums)


def match_all(ports: Ports, account: Account, period: Period) -> Mapping[str, int]:
    """Tie what rules can tie of a period's lines: rule -> how many matches. Raises RefusedError, StoreError.

    The bank comes last: what payment services hold for it is known once their own lines are tied.
    """
    _may(ports, account)
    found: dict[str, int] = {}
    for sources in (set(StatementSource) - {StatementSource.BANK}, {StatementSource.BANK}):
        for some in _parts(_pairs(statements_of(ports), period, sources)):
            _tie(ports, account, some)
            for pair in some:
                found[pair.rule] = found.get(pair.rule, 0) + 1
    note(
        ports,
        account,
        "statement.match",
        f"{period.first}/{period.last}",
        **found,
    )
    return found


def _pairs(statements: Statements, period: Period, sources: Collection[StatementSource]) -> list[Pair]:
    lines = [one for one in statements.open_lines(period.first, period.last) if one.source in sources]
    since, until = period.first - AWAITED_FOR, period.last + SETTLED_WITHIN
    owed = uncovered(statements.open_items(since - PAID_FOR, until + PAID_FOR, accounts=OWED))
    due = statements.open_items(since, until, accounts=DUE)
    loose: list[OpenItem] = []
    if StatementSource.BANK in sources:
        loose = loose_items(statements.open_lines(period.first - SETTLED_WITHIN, period.last))
    return matched(lines, [*due, *(one for one in owed if since <= one.day <= until)], loose)


def _parts(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    return (pairs[n : n + AT_ONCE] for n in range(0, len(pairs), AT_ONCE))


def match_by_hand(
    ports: Ports, account: Account, lines: Collection[str], items: Collection[str], *, charged: bool = False
) -> Match:
    """Tie what a person says is the same money: lines and items, or items alone that cancel each other. charged: what is missing is a service's charge, within MOST_FEE_BP.

    Raises RefusedError.
    """
    _may(ports, account)
    statements = statements_of(ports)
    chosen, awaited = statements.by_refs(lines), statements.open_by_refs(items)
    if not items or len(chosen) < len(set(lines)):
        raise refusal("statement_choose")
    if len(awaited) < len(set(items)):
        raise refusal("statement_tied")
    if chosen:
        _same_money(chosen, awaited, charged=charged)
    else:
        _even(awaited)
    rule = HAND if chosen else NETTED
    pair = Pair(rule=rule, sure=100, lines=tuple(chosen), items=tuple(awaited))
    (match,) = _tie(ports, account, [pair])
    told = {"lines": " ".join(match.lines)[:400], "items": " ".join(match.items)[:400]}
    note(ports, account, "statement.tie", match.id, **told)
    return match


def _same_money(lines: Sequence[StatementLine], items: Sequence[OpenItem], *, charged: bool) -> None:
    if len({line.source for line in lines}) > 1:
        raise refusal("statement_several")
    if any(line.aside for line in lines):
        raise refusal("statement_aside")
    if not all(may_settle(line, item) for line in lines for item in items):
        raise refusal("statement_elsewhere")
    _adds_up(lines, items, charged=charged)


def _even(items: Sequence[OpenItem]) -> None:
    """Postings alone cancel each other: on every account they add up to nothing."""
    if any(
        sum(one.fen for one in items if one.account == account) for account in {one.account for one in items}
    ):
        raise refusal("statement_not_even")


def _adds_up(lines: Sequence[StatementLine], items: Sequence[OpenItem], *, charged: bool) -> None:
    awaited = sum(item.fen for item in items)
    missing = charge_fen(lines, items) - sum(line.fee_fen for line in lines)
    if missing == 0:
        return
    if not 0 < missing * 10_000 <= MOST_FEE_BP * awaited:
        raise refusal("statement_differs", missing=_yuan(missing))
    if not charged:
        raise refusal("statement_charge", missing=_yuan(missing))


def _yuan(fen: int) -> str:
    return f"{Decimal(fen).scaleb(-2):,}"


def _tie(ports: Ports, account: Account, pairs: Sequence[Pair]) -> list[Match]:
    """Raises RefusedError when somebody was quicker, or what was looked at has changed."""
    now = ports.clock()
    entries = [statement_entry(pair.lines, pair.items, pair.rule) if pair.lines else None for pair in pairs]
    matches = [
        Match(
            id=token_hex(8),
            rule=pair.rule,
            sure=pair.sure,
            lines=tuple(line.ref for line in pair.lines),
            items=tuple(item.ref for item in pair.items if held(item)),
            by=account.name,
            at=now,
            entry=entry.key if entry else "",
            fee_fen=pair.fee_fen,
        )
        for pair, entry in zip(pairs, entries, strict=True)
    ]
    seen: list[StatementLine | OpenItem] = [line for pair in pairs for line in pair.lines]
    seen += [item for pair in pairs for item in pair.items if held(item)]
    try:
        statements_of(ports).tie(matches, [one for one in entries if one], seen, by=account.name, at=now)
    except TiedError:
        raise RefusedError(Message("refused.statement_tied")) from None
    except ChangedError:
        raise refusal("statement_changed") from None
    return matches


def unmatch(ports: Ports, account: Account, match: str) -> Match:
    """Take a match apart; its entry is taken back on its own day. Raises RefusedError."""
    _may(ports, account)
    try:
        ended = statements_of(ports).untie(match, by=account.name, at=ports.clock())
    except TiedError:
        raise refusal("statement_untie") from None
    note(ports, account, "statement.untie", match, lines=" ".join(ended.lines)[:400])
    return ended


def set_aside(ports: Ports, account: Account, line: str, why: str) -> StatementLine:
    """Look no longer for what a line answers to; why "" = look again. Raises RefusedError."""
    _may(ports, account)
    if why and why not in ASIDES:
        raise refusal("no_deed")
    statements = statements_of(ports)
    found = statements.by_refs([line])
    if not found:
        raise refusal("statement_choose")
    changed = replace(found[0], aside=why)
    try:
        statements.put([changed])
    except TiedError:
        raise refusal("statement_tied") from None
    note(ports, account, "statement.aside", line, why=why)
    return changed


def unmatched(
    ports: Ports, period: Period, *, owed: bool = False, pages: tuple[int, int] = (1, 1), most: int = SHOWN
) -> Unmatched:
    """What is left of a period. owed: of the book what somebody owes or is owed, in the place of what statements show
    within days. pages: of lines and of items, from 1, each of `most`. Raises RefusedError, StoreError."""
    statements = statements_of(ports)
    lines = statements.open_lines(period.first, period.last)
    sums = statements.item_sums(period.first, period.last)
    left = [one for one in sums if one.open and (one.of not in DUE) == owed]
    of_lines, of_items = (most * (max(page, 1) - 1) for page in pages)
    accounts = OWED if owed else DUE
    return Unmatched(
        lines=lines[of_lines : of_lines + most],
        items=statements.open_items(period.first, period.last, limit=most, skip=of_items, accounts=accounts),
        line_sums=_side_sums(
            (line.source.value, 1, line.gross_fen, max(line.gross_fen, 0)) for line in lines
        ),
        item_sums=_side_sums((one.of, one.count, one.fen, one.in_fen) for one in left),
    )


def _side_sums(told: Iterable[tuple[str, int, int, int]]) -> list[SideSum]:
    """told: of what, how many, their sum, and that of those above 0."""
    found: dict[str, list[int]] = {}
    for of, *numbers in told:
        kept = found.get(of, [0, 0, 0])
        found[of] = [a + b for a, b in zip(kept, numbers, strict=True)]
    return [
        SideSum(of=of, count=count, in_fen=came, out_fen=fen - came)
        for of, (count, fen, came) in sorted(found.items())
    ]


def standing(ports: Ports, period: Period) -> tuple[Sequence[Match], Sequence[StatementLine]]:
    """The newest matches of a period's lines, those that changed first, and its lines that were set aside. Raises RefusedError, StoreError."""
    statements = statements_of(ports)
    matches = statements.matches(period.first, period.last)
    return matches, [line for line in statements.lines(period.first, period.last) if line.aside]


def _may(ports: Ports, account: Account) -> None:
    if not account.may(Permission.MONEY_ENTER, ports.centre.id):
        raise refusal("not_your_books")
