"""What WeChat Pay, Alipay and the bank show of the simulated centre's last months, with a few things that do not fit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ingest.simulator.seed import number, share
from ingest.simulator.world import World
from models.calendar import business_day
from models.event import Event
from models.money.entry import EntrySource, Posted
from models.money.ports import Such
from models.money.statement import LineKind, StatementLine, Statements, StatementSource

BACK = timedelta(days=92)
CHUNK = 1_000

OPENING_FEN = 20_000_000
FEE_BP = 38
ALIPAY, NO_NUMBER = 0.27, 0.25
"""Shares of sales that are paid with Alipay, and of lines on which no order number stands."""

UNSHOWN, WRONG, TWICE = 0.004, 0.0015, 0.001
"""Shares of sales that no statement shows, that show another amount, that were charged twice."""

DELIVERED = "delivered"

_DAY = timedelta(days=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def keep_statements(
    world: World,
    into: Statements,
    sold: Iterable[Event],
    booked: Iterable[Posted],
    until: datetime,
    asked: Callable[[], None] = lambda: None,
) -> int:
    """Bring in the lines up to yesterday: how many are new. What is there stays as people left it.

    sold: sales of the tills and meals that were brought; booked: entries of the book that move takings or the bank. asked: as in keep_books.
    """
    today = world.centre.day_of(until)
    kept = into.lines(today - BACK - _DAY, today)
    known, last = {line.ref for line in kept}, _last_balance(kept)
    lines = [line for line in shown(world, sold, booked) if today - BACK <= line.day < today]
    new = [line for line in lines if line.ref not in known]
    new = [*(one for one in new if one.source is not StatementSource.BANK), *_balanced(new, last)]
    for start in range(0, len(new), CHUNK):
        asked()
        into.put(new[start : start + CHUNK])
    return len(new)


def shown(world: World, sold: Iterable[Event], booked: Iterable[Posted]) -> list[StatementLine]:
    """Every line, without balances."""
    entries = list(booked)
    paid = [*_sales(world, sold), *_desk(world, entries)]
    return [*paid, *_settled(world, paid), *_bank(world, entries)]


def _last_balance(kept: Sequence[StatementLine]) -> tuple[datetime, int]:
    """When the bank's statement ends, and with which balance."""
    banked = [line for line in kept if line.balance_fen is not None]
    return (banked[-1].at, banked[-1].balance_fen or 0) if banked else (_LONG_AGO, OPENING_FEN)


def asked_for(today: date) -> Such:
    """The entries that statements are made of: the desk's takings and what went over the bank."""
    sources = (EntrySource.IMPORT, EntrySource.FEE, EntrySource.RENT, EntrySource.VOUCHER)
    return Such(first=today - BACK - _DAY, last=today, accounts=("takings", "bank"), sources=tuple(sources))


def _sales(world: World, sold: Iterable[Event]) -> Iterator[StatementLine]:
    """What guests paid at the till, and at their door once a meal was there."""
    for event in sold:
        if event.values.get("state", DELIVERED) != DELIVERED:
            continue
        told = event.values
        fen = int(told.get("total_fen", 0)) - int(told.get("subsidy_fen", 0)) + int(told.get("fee_fen", 0))
        if fen > 0:
            order = event.id.rpartition(":")[2]  # the till's own number; the rest is when it was told
            yield from _paid(world, f"{event.sensor}-{event.id}", order, event.at, fen)


def _desk(world: World, entries: Sequence[Posted]) -> Iterator[StatementLine]:
    """What people paid at the gym's desk."""
    for posted in entries:
        fen = sum(one.fen for one in posted.entry.postings if one.account == "takings")
        if fen > 0:
            yield from _paid(world, posted.entry.key.replace(":", "-"), "", posted.entry.at, fen)


def _paid(world: World, key: str, order: str, at: datetime, fen: int) -> Iterator[StatementLine]:
    """One payment as its service shows it; sometimes not at all, sometimes wrongly, sometimes twice."""
    chance = share(world.seed, world.centre.id, key, "statement")
    if chance < UNSHOWN:
        return
    if chance < UNSHOWN + WRONG:
        fen += 100
    drawn = number(world.seed, world.centre.id, key, "paid")
    source = StatementSource.ALIPAY if drawn % 100 < 100 * ALIPAY else StatementSource.WECHAT
    told = order if drawn // 100 % 100 >= 100 * NO_NUMBER else ""
    when = at + timedelta(seconds=drawn % 50)
    fee = fen * FEE_BP // 10_000
    line = StatementLine(
        source=source,
        id=f"42{drawn % 10**16:016d}",
        at=when,
        day=world.centre.day_of(when),
        fen=fen - fee,
        fee_fen=fee,
        reference=told,
    )
    yield line
    if chance > 1 - TWICE:
        yield replace(line, id=f"43{drawn % 10**16:016d}", reference="")


def _settled(world: World, paid: Iterable[StatementLine]) -> Iterator[StatementLine]:
    """The services pay out each day's payments on the next one."""
    days: dict[tuple[StatementSource, date], int] = defaultdict(int)
    for line in paid:
        days[line.source, line.day] += line.fen
    for (source, day), fen in sorted(days.items()):
        yield _bank_line(
            world, f"{source}-{day:%Y%m%d}", business_day(day + _DAY, world.centre.zone_info).start, fen
        )


def _bank(world: World, entries: Iterable[Posted]) -> Iterator[StatementLine]:
    """What the book moved over the bank, and once a month something that is not the centre's."""
    months = set()
    for posted in entries:
        fen = sum(one.fen for one in posted.entry.postings if one.account == "bank")
        if fen:
            yield _bank_line(world, posted.entry.key.replace(":", "-"), posted.entry.at, fen)
            months.add(posted.month)
    for month in sorted(months):
        at = business_day(month + timedelta(days=11), world.centre.zone_info).start
        yield _bank_line(world, f"unknown-{month:%Y%m}", at, -18_800)


def _bank_line(world: World, key: str, at: datetime, fen: int) -> StatementLine:
    return StatementLine(
        source=StatementSource.BANK,
        id=f"B{number(world.seed, world.centre.id, key, 'bank') % 10**12:012d}",
        at=at,
        day=world.centre.day_of(at),
        fen=fen,
        kind=LineKind.PAYMENT,
    )


def _balanced(lines: Iterable[StatementLine], last: tuple[datetime, int]) -> Iterator[StatementLine]:
    """The bank's lines after what it has shown already, each with its balance."""
    since, balance = last
    banked = [line for line in lines if line.source is StatementSource.BANK and line.at > since]
    for line in sorted(banked, key=lambda one: (one.at, one.id)):
        balance += line.fen
        yield replace(line, balance_fen=balance)
