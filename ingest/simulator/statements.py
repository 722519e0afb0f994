"""What WeChat Pay, Alipay and the bank show of the simulated centre's time, with a few recent things that do not fit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ingest.simulator.seed import number, share
from ingest.simulator.world import World
from models.calendar import business_date, business_day
from models.centre import SpaceId
from models.event import Event, EventKind
from models.metric.period import Period
from models.money.entry import Entry, EntrySource, Posted
from models.money.ports import Money, Such
from models.money.statement import LineKind, StatementLine, Statements, StatementSource
from models.money.voucher import VoucherState, voucher_entry
from models.ports import Events

LINE_BY_LINE = timedelta(days=32)
"""As long as sales are told slip by slip. Older days are shown in short: one line for all that a space took."""

AT_ONCE = timedelta(days=14)
"""Days of one transaction."""

OPENING_FEN = 20_000_000
FEE_BP = 38
ALIPAY, NO_NUMBER = 0.27, 0.25
"""Shares of sales that are paid with Alipay, and of lines on which no order number stands."""

UNSHOWN, WRONG, TWICE = 0.004, 0.0015, 0.001
"""Shares of sales that no statement shows, that show another amount, that were charged twice."""

UNKNOWN_FEN, UNKNOWN_ON = -18_800, 12
"""What goes off the bank on this day of the first month of each quarter, and is not the centre's."""

DELIVERED = "delivered"

CLAIM = "claim:"
"""What came for a meal claim was entered with the claim: its line answers to nothing more."""

CLAIM_ASIDE = "other"

_DAY = timedelta(days=1)
_WAITING = (VoucherState.ENTERED, VoucherState.SENT_BACK)
_MOST = 10_000

_ELSEWHERE = (EntrySource.SALE, EntrySource.DELIVERY, EntrySource.OPENING, EntrySource.STATEMENT)
_DESK = tuple(source.value for source in EntrySource if source not in _ELSEWHERE)
"""What is entered in the house: what no device tells, and no statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What a guest paid. order: the till's own number, "" = none; key: what it is drawn by."""

    key: str
    order: str
    space: SpaceId | str
    at: datetime
    day: date
    fen: int


def keep_takings(
    world: World,
    money: Money,
    events: Events,
    first: date,
    until: datetime,
    asked: Callable[[], None] = lambda: None,
) -> int:
    """Bring in what payment services show after the days that they have shown, up to yesterday: how many lines.

    first: the first day of all; asked: as in keep_books. What is there stays as people left it.
    """
    shown_to, yesterday, done = takings_shown(money.statements), world.centre.day_of(until) - _DAY, 0
    day = max(first, shown_to + _DAY) if shown_to else first
    in_detail = world.centre.day_of(until - LINE_BY_LINE)
    while day <= yesterday:
        asked()
        period = Period(day, min(day + AT_ONCE - _DAY, yesterday))
        lines = services(world, _payments(world, money, events, period), in_detail)
        known = {one.ref for one in money.statements.by_refs([line.ref for line in lines])}
        money.statements.put([line for line in lines if line.ref not in known])
        done += len(lines) - len(known)
        day = period.last + _DAY
    return done


def takings_shown(statements: Statements) -> date | None:
    """The last day that a payment service has shown; None = none has."""
    reach = statements.reach()
    return max(
        (last for source, (_, last) in reach.items() if source != StatementSource.BANK.value), default=None
    )


def keep_bank(world: World, money: Money, first: date, last: date) -> int:
    """Bring in what the bank shows after what it has shown, up to the last day: how many lines, each with its balance."""
    _, shown_to = money.statements.reach().get(StatementSource.BANK.value, (None, None))
    day = max(first, shown_to + _DAY) if shown_to else first
    if day > last:
        return 0
    before = money.statements.lines(shown_to, shown_to) if shown_to else ()
    balance = next((one.balance_fen or 0 for one in reversed(before) if one.balance_fen), OPENING_FEN)
    lines = bank(world, money, Period(day, last))
    money.statements.put(list(_balanced(lines, balance)))
    return len(lines)


def services(world: World, paid: Iterable[Payment], in_detail: date) -> list[StatementLine]:
    """Payments as their services show them: one by one from the day `in_detail` on, before that in short."""
    lines: list[StatementLine] = []
    short: dict[tuple[date, str], list[Payment]] = defaultdict(list)
    for one in paid:
        if one.day >= in_detail:
            lines += _paid(world, one)
        else:
            short[one.day, one.space].append(one)
    lines += (_day_of(world, space, some) for (_, space), some in short.items())
    return sorted(lines, key=lambda line: (line.at, line.ref))


def bank(world: World, money: Money, period: Period) -> list[StatementLine]:
    """What the bank shows of some days, without balances: what the services pay out, and what the book says."""
    paid = money.statements.lines(period.first - _DAY, period.last - _DAY)
    return [
        *_settled(world, paid),
        *(_bank_line(world, one) for one in _banked(world, money, period)),
        *_unknown(world, period),
    ]


def _payments(world: World, money: Money, events: Events, period: Period) -> Iterator[Payment]:
    window = period.window(world.centre.zone_info)
    yield from _sales(world, events.within(window, [EventKind.SALE, EventKind.DELIVERY]))
    such = Such(first=period.first, last=period.last, accounts=("takings",), sources=_DESK)
    yield from _desk(_standing(money.ledger.lines(such)))


def _standing(found: Iterable[Posted]) -> list[Entry]:
    """Without what was taken back, and without what took it back."""
    entries = [one.entry for one in found]
    undone = {one.reverses for one in entries if one.reverses}
    return [one for one in entries if not one.reverses and one.key not in undone]


def _banked(world: World, money: Money, period: Period) -> list[Entry]:
    """What the book moved over the bank, and what waits to be signed: the money has gone by then."""
    such = Such(first=period.first, last=period.last, accounts=("bank",), sources=_DESK)
    found = _standing(money.ledger.lines(such))
    claims = replace(such, sources=(EntrySource.STATEMENT.value,), text=CLAIM)
    found += (one for one in _standing(money.ledger.lines(claims)) if one.key.startswith(CLAIM))
    waiting = money.vouchers.newest(_WAITING, _MOST)
    found += (
        voucher_entry(one, world.centre.zone_info)
        for one in waiting
        if period.first <= one.day <= period.last
    )
    return [one for one in found if _moved(one, "bank")]


def _moved(entry: Entry, account: str) -> int:
    return sum(one.fen for one in entry.postings if one.account == account)


def _sales(world: World, sold: Iterable[Event]) -> Iterator[Payment]:
    """What guests paid at the till, and at their door once a meal was there."""
    zone, sensors = world.centre.zone_info, world.centre.sensors
    for event in sold:
        if event.values.get("state", DELIVERED) != DELIVERED:
            continue
        told = event.values
        fen = int(told.get("total_fen", 0)) - int(told.get("subsidy_fen", 0)) + int(told.get("fee_fen", 0))
        if fen > 0:
            yield Payment(
                key=f"{event.sensor}-{event.id}",
                order=str(
                    told.get("order", event.id.rpartition(":")[2])
                ),  # the rest of it is when it was told
                space=sensors[event.sensor].space if event.sensor in sensors else "",
                at=event.at,
                day=business_date(event.at, zone),
                fen=fen,
            )


def _desk(entries: Iterable[Entry]) -> Iterator[Payment]:
    """What people paid at the gym's desk, for courses and to the property service."""
    for one in entries:
        fen = _moved(one, "takings")
        space = next(line.space for line in one.postings if line.account == "takings")
        if fen > 0:
            yield Payment(
                key=one.key.replace(":", "-"), order="", space=space, at=one.at, day=one.day, fen=fen
            )


def _paid(world: World, one: Payment) -> Iterator[StatementLine]:
    """One payment as its service shows it; sometimes not at all, sometimes wrongly, sometimes twice."""
    fen, chance = one.fen, share(world.seed, world.centre.id, one.key, "statement")
    if chance < UNSHOWN:
        return
    if chance < UNSHOWN + WRONG:
        fen += 100
    drawn = number(world.seed, world.centre.id, one.key, "paid")
    told = one.order if drawn // 100 % 100 >= 100 * NO_NUMBER else ""
    when = one.at + timedelta(seconds=drawn % 50)
    line = _line(drawn, when, one.day, fen, reference=told)
    yield line
    if chance > 1 - TWICE:
        yield replace(line, id=f"43{drawn % 10**16:016d}", reference="")


def _day_of(world: World, space: str, some: Sequence[Payment]) -> StatementLine:
    """All that a space took on a day that is long over, through its own code on the counter."""
    first = some[0]
    drawn = number(world.seed, world.centre.id, space, f"{first.day}", "day")
    code = number(world.seed, world.centre.id, space, "code")
    when = max(one.at for one in some)
    return replace(_line(drawn, when, first.day, sum(one.fen for one in some)), source=_source(code))


def _line(drawn: int, at: datetime, day: date, fen: int, reference: str = "") -> StatementLine:
    fee = fen * FEE_BP // 10_000
    return StatementLine(
        source=_source(drawn),
        id=f"42{drawn % 10**16:016d}",
        at=at,
        day=day,
        fen=fen - fee,
        fee_fen=fee,
        reference=reference,
    )


def _source(drawn: int) -> StatementSource:
    return StatementSource.ALIPAY if drawn % 100 < 100 * ALIPAY else StatementSource.WECHAT


def _settled(world: World, paid: Iterable[StatementLine]) -> Iterator[StatementLine]:
    """The services pay out each day's payments on the next one."""
    days: dict[tuple[StatementSource, date], int] = defaultdict(int)
    for line in paid:
        if line.source is not StatementSource.BANK:
            days[line.source, line.day] += line.fen
    for (source, day), fen in sorted(days.items()):
        yield _at_bank(world, f"{source}-{day:%Y%m%d}", _opens(world, day + _DAY), day + _DAY, fen)


def _bank_line(world: World, entry: Entry) -> StatementLine:
    line = _at_bank(world, entry.key.replace(":", "-"), entry.at, entry.day, _moved(entry, "bank"))
    if entry.key.startswith(CLAIM):
        return replace(line, party=entry.key, aside=CLAIM_ASIDE)
    return line


def _unknown(world: World, period: Period) -> Iterator[StatementLine]:
    for day in period.days():
        if day.day == UNKNOWN_ON and day.month % 3 == 1:
            yield _at_bank(world, f"unknown-{day:%Y%m}", _opens(world, day), day, UNKNOWN_FEN)


def _opens(world: World, day: date) -> datetime:
    return business_day(day, world.centre.zone_info).start


def _at_bank(world: World, key: str, at: datetime, day: date, fen: int) -> StatementLine:
    return StatementLine(
        source=StatementSource.BANK,
        id=f"B{number(world.seed, world.centre.id, key, 'bank') % 10**12:012d}",
        at=at,
        day=day,
        fen=fen,
        kind=LineKind.PAYMENT,
    )


def _balanced(lines: Iterable[StatementLine], balance: int) -> Iterator[StatementLine]:
    for line in sorted(lines, key=lambda one: (one.at, one.id)):
        balance += line.fen
        yield replace(line, balance_fen=balance)
