"""Which statement lines are which takings: rules from the surest to the boldest, each money once, never a search without end."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeVar

from models.money.combination import combination
from models.money.item_group import Group, groups
from models.money.loose import held
from models.money.statement import OWED, LineKind, OpenItem, StatementLine, StatementSource
from models.money.statement_entry import charge_fen

MOMENT = timedelta(minutes=10)
"""Clocks of tills and of payment services differ, and guests need a while."""

NEAR = timedelta(days=5)
"""Over a long weekend a bank books a payment so many days after."""

SETTLED_WITHIN = timedelta(days=9)
"""The longest holiday, and the working day after it."""

MOST_FEE_BP = 100
"""Of a settlement, in basis points: payment services take 20 to 60; more is no charge but a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Lines and items that a rule holds for the same money. sure: per cent."""

    rule: str
    sure: int
    lines: tuple[StatementLine, ...]
    items: tuple[OpenItem, ...] = ()

    @property
    def fee_fen(self) -> int:
        """What was kept before the money arrived: told by the lines, or found by the rule."""
        return charge_fen(self.lines, self.items)


Found = Iterator[tuple[Sequence[StatementLine], Sequence[OpenItem]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of RULES; its name is `statements.rule.<key>` of the catalogue. find: what it ties among what is left; loose:
    lines that services paid out though nothing answers to them stand among its items."""

    key: str
    sure: int
    find: Callable[[Sequence[StatementLine], Sequence[OpenItem]], Found]
    loose: bool = False


def matched(
    lines: Sequence[StatementLine], items: Sequence[OpenItem], loose: Sequence[OpenItem] = ()
) -> list[Pair]:
    """Pairs by every rule in turn, each over what the rules before it left. No line and no item is in two pairs.

    loose: of loose_items.
    """
    left = _Left(
        {one.ref: one for one in lines}, {one.ref: one for one in items}, {one.ref: one for one in loose}
    )
    found: list[Pair] = []
    for rule in RULES:
        for some, ours in rule.find(left.some_lines(), left.some_items(loose=rule.loose)):
            if left.take(some, ours):
                found.append(Pair(rule=rule.key, sure=rule.sure, lines=tuple(some), items=tuple(ours)))
    return found


@dataclass(slots=True)
class _Left:
    """What no rule has tied yet."""

    lines: dict[str, StatementLine] = field(default_factory=dict)
    items: dict[str, OpenItem] = field(default_factory=dict)
    loose: dict[str, OpenItem] = field(default_factory=dict)

    def some_lines(self) -> list[StatementLine]:
        return sorted(self.lines.values(), key=lambda one: (one.at, one.ref))

    def some_items(self, *, loose: bool = False) -> list[OpenItem]:
        found = [*self.items.values(), *(self.loose.values() if loose else ())]
        return sorted(found, key=lambda one: (one.at, one.number, one.place))

    def take(self, lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> bool:
        """False when another pair of the same rule was quicker."""
        there = self.items.keys() | self.loose.keys()
        if any(one.ref not in self.lines for one in lines) or any(one.ref not in there for one in items):
            return False
        for line in lines:
            del self.lines[line.ref]
        for item in items:
            (self.items if held(item) else self.loose).pop(item.ref)
        return True


def may_settle(line: StatementLine, item: OpenItem) -> bool:
    """Whether a line of this source can be what an item waits for: a bank also shows where other accounts' money goes."""
    own = item.account == line.source.value
    elsewhere = item.account in ("wechat", "alipay", "bank") and not own
    return own or not elsewhere or line.source.value == "bank"


def _charges(lines: Sequence[StatementLine], _items: Sequence[OpenItem]) -> Found:
    """A line that is a charge by itself answers to nothing."""
    return ((((line,), ())) for line in lines if line.kind is LineKind.FEE and line.fen < 0)


def _same_reference(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """The till's number on the statement, and the same amount."""
    by_word: dict[str, list[OpenItem]] = defaultdict(list)
    for item in items:
        for word in item.words:
            by_word[word].append(item)
    for line in lines:
        for item in by_word.get(line.reference.casefold(), ()) if line.reference else ():
            if item.fen == line.gross_fen and may_settle(line, item):
                yield (line,), (item,)


def _same_moment(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """The same amount within minutes: the nearest first."""
    by_fen: dict[int, list[OpenItem]] = defaultdict(list)
    for item in items:
        by_fen[item.fen].append(item)
    return _nearest(
        (abs(item.at - line.at), line, item)
        for line in lines
        for item in _around(by_fen.get(line.gross_fen, ()), line)
        if may_settle(line, item)
    )


def _nearest(near: Iterable[tuple[timedelta, StatementLine, OpenItem]]) -> Found:
    for _, line, item in sorted(near, key=lambda one: (one[0], one[1].ref, one[2].ref)):
        yield (line,), (item,)


def _around(items: Sequence[OpenItem], line: StatementLine) -> Sequence[OpenItem]:
    """Items in order of time that lie within MOMENT of a line."""
    low = bisect_left(items, line.at - MOMENT, key=lambda one: one.at)
    return items[low : bisect_right(items, line.at + MOMENT, key=lambda one: one.at)]


def _same_day(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """The same amount on the same day, in order of time: which of several equal ones it was makes no difference."""
    by_day: dict[tuple[date, int], list[OpenItem]] = defaultdict(list)
    for item in items:
        by_day[item.day, item.fen].append(item)
    for line in lines:
        waiting = by_day.get((line.day, line.gross_fen), [])
        first = next((one for one in waiting if may_settle(line, one)), None)
        if first is not None:
            waiting.remove(first)
            yield (line,), (first,)


def _alone_nearby(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """The same amount some days away, where neither side has another one that it could be."""
    waiting, same = _Days(items), _Days(lines)
    for line in lines:
        near = [one for one in waiting.around(line.day, line.gross_fen) if may_settle(line, one)]
        if len(near) == 1 and len(list(same.around(near[0].day, line.gross_fen))) == 1:
            yield (line,), near


One = TypeVar("One", StatementLine, OpenItem)


class _Days(Generic[One]):
    """Lines or items by day and amount."""

    def __init__(self, some: Iterable[One]) -> None:
        self._kept: dict[tuple[date, int], list[One]] = defaultdict(list)
        for one in some:
            self._kept[one.day, one.gross_fen if isinstance(one, StatementLine) else one.fen].append(one)

    def around(self, day: date, fen: int) -> Iterator[One]:
        """Those of an amount within NEAR of a day."""
        for n in range(-NEAR.days, NEAR.days + 1):
            yield from self._kept.get((day + timedelta(days=n), fen), ())


def _booked(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """What the book has on the bank already, the nearest day first: no money has to move for it."""
    waiting = _Days(one for one in items if one.account == StatementSource.BANK)
    banked = [line for line in lines if line.source is StatementSource.BANK]
    return _nearest(
        (abs(one.day - line.day), line, one)
        for line in banked
        for one in waiting.around(line.day, line.gross_fen)
    )


def _settlement(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """One line for a day's items or those of some days in a row, less a charge within MOST_FEE_BP; one answer only."""
    by_end: dict[date, list[Group]] = defaultdict(list)
    for group in groups(items):
        by_end[group.last].append(group)
    for line in lines:
        ends = (line.day - timedelta(days=n) for n in range(SETTLED_WITHIN.days + 1))
        fits = [group for day in ends for group in by_end.get(day, ()) if _settles(line, group)]
        exact = [group for group in fits if group.fen == line.gross_fen]
        best = [group for group in exact if group.last == line.day] or exact or fits
        if len(best) == 1:
            yield (line,), best[0].items


def _payout(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """What a service paid out for some days in a row, to the fen, with what nobody found in the book yet: else one line
    that answers to nothing would keep all its day's money waiting."""
    banked = [line for line in lines if line.source is StatementSource.BANK]
    for line, some in _settlement(banked, items):
        tied = sum(map(held, some))
        if 0 < tied < len(some) and sum(one.fen for one in some) == line[0].gross_fen:
            yield line, some


def _settles(line: StatementLine, group: Group) -> bool:
    if not may_settle(line, group.items[0]):
        return False
    missing = group.fen - line.gross_fen
    charged = line.source.value == "bank" and not line.fee_fen and line.fen > 0
    charged &= not group.items[0].account.startswith(OWED)  # what somebody owes comes without a charge
    return missing == 0 or (charged and 0 < missing * 10_000 <= MOST_FEE_BP * group.fen)


def _day_total(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """One item for all of a day's lines of a service: a till whose day was entered as one sum."""
    by_day: dict[tuple[date, StatementSource], list[StatementLine]] = defaultdict(list)
    for line in lines:
        by_day[line.day, line.source].append(line)
    for item in items:
        for source in StatementSource:
            some = by_day.get((item.day, source), [])
            fits = len(some) > 1 and all(may_settle(line, item) for line in some)
            if fits and sum(line.gross_fen for line in some) == item.fen:
                yield some, (item,)


def _a_few(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> Found:
    """One line for a few items of days nearby, where one choice alone adds up."""
    by_account: dict[str, dict[date, list[OpenItem]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        by_account[item.account][item.day].append(item)
    for line in lines:
        answers = []
        for days in by_account.values():
            some = [
                one
                for n in range(-NEAR.days, NEAR.days + 1)
                for one in days.get(line.day + timedelta(days=n), ())
            ]
            chosen = combination([one.fen for one in some], line.gross_fen)
            if chosen is not None and may_settle(line, some[0]):
                answers.append([some[n] for n in chosen])
        if len(answers) == 1:
            yield (line,), answers[0]


RULES: tuple[Rule, ...] = (
    Rule("fee", 95, _charges),
    Rule("reference", 100, _same_reference),
    Rule("moment", 90, _same_moment),
    Rule("booked", 85, _booked),
    Rule("settlement", 80, _settlement),
    Rule("payout", 75, _payout, loose=True),
    Rule("day", 70, _same_day),
    Rule("total", 80, _day_total),
    Rule("nearby", 60, _alone_nearby),
    Rule("few", 50, _a_few),
)
"""In the order in which they are tried. To add one: a row here and its name in both catalogues."""

HAND, NETTED = "hand", "netted"
"""The rules of what a person tied: lines to postings, or postings that cancel each other and no statement shows."""
