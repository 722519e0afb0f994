"""The simulated clerk: what was tried is written down; month by month, the oldest first, statements are matched, claimed, shared
out and the month is closed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from ingest.simulator.books import BANK_KEY, enter
from ingest.simulator.claims import claim, receive
from ingest.simulator.funds import CLERK as TREASURER
from ingest.simulator.funds import STILL_WAITING, endow
from ingest.simulator.invoices import CLERK, MANAGER
from ingest.simulator.sky import keep_weather
from ingest.simulator.statements import CLAIM, keep_bank, keep_takings, takings_shown
from ingest.simulator.tried import try_out
from ingest.simulator.world import World
from models.account import Account, Grant, Role
from models.db import Database
from models.metric.period import Period
from models.metric.period import month_of as days_of
from models.money.entry import Posting
from models.money.matching import SETTLED_WITHIN
from models.money.month import LedgerMonth, MonthStatus, month_of, next_month
from models.money.ports import Money, Such
from models.money.voucher import Voucher, VoucherState
from models.ports import UNASKED, Ports
from models.services.closing import agree_closing, ask_closing
from models.services.postings import BOOKKEEPER
from models.services.statements import match_all
from models.services.strangers import RefusedError

CLOSED_AFTER = timedelta(days=20)
"""From the end of a month until it is closed: whoever is late with a paper has had the time."""

RECENT = timedelta(days=35)
"""What is matched each day, for the months that are not closed yet."""

REASON = "少数差异已查明并记录，下月跟进"
"""What the simulated clerk writes where a check is not met."""

NOBODY = frozenset({CLERK, MANAGER, TREASURER, BOOKKEEPER})
"""Names that are no person's."""

LATE = 2
"""Which month an invoice comes late for, counted from the first, once two more are closed."""

LATE_FEN, LATE_MEMO = 386_000, "空调维修（迟到发票）"

_DAY = timedelta(days=1)
_WEATHER_DAYS = timedelta(days=60)
"""So far back the clerk looks whether the weather is there; a longer past is filled in with its facts."""
_MOST = 10_000
_ASKING = Account(id=0, name=CLERK, grants=(Grant(role=Role.FINANCE),))
_AGREEING = Account(id=0, name=MANAGER, grants=(Grant(role=Role.MANAGER),))


@dataclass(slots=True)
class Clerk:
    """The clerk of one centre. seen: the last day on which the present months were looked after, None = not yet; tried: likewise
    what was decided to try."""

    world: World
    seen: date | None = None
    tried: date | None = None

    def turn(self, database: Database, now: datetime) -> bool:
        """One step of the work, some seconds at most; whether another one waits. Raises StoreError.

        Nothing is done before the year's events are in the book, and nothing in a month in which a person acted: it is left
        to people, with all that come after it, until they have closed it.
        """
        ports = _ports(self.world, database, now)
        self._daily(ports, self.world.centre.day_of(now))
        money = ports.money
        if money is None or money.unposted.count() > STILL_WAITING:
            return False
        try:
            return self._oldest(ports, money, now) or self._today(ports, money, now)
        except RefusedError:  # a person was quicker
            return False

    def _daily(self, ports: Ports, today: date) -> None:
        """Once a day: what began meanwhile was decided before, and the weather of yesterday's evening is told."""
        if self.tried != today:
            try_out(self.world, ports, today)
            span = ports.slots.span()
            if ports.weather is not None and span is not None:
                begun = max(self.world.centre.day_of(span.start), today - _WEATHER_DAYS)
                keep_weather(self.world, ports.weather, begun, ports.clock())
            self.tried = today

    def _oldest(self, ports: Ports, money: Money, now: datetime) -> bool:
        months = list(_months(money))
        late = _awaits_revision(months)
        if late and not _persons(money, late):
            _revise(self.world, ports, money, late)
            return True
        due = next((one.month for one in months if not one.closed_at), None)
        if due is None or next_month(due) + CLOSED_AFTER > self.world.centre.day_of(now):
            return False
        if not _is_shown(money, due) or _persons(money, due):
            return False
        _close(self.world, replace(ports, clock=lambda: _noon(next_month(due) + CLOSED_AFTER)), money, due)
        return True

    def _today(self, ports: Ports, money: Money, now: datetime) -> bool:
        """The months that are not to be closed yet, once a day."""
        world, today = self.world, self.world.centre.day_of(now)
        shown = takings_shown(money.statements)
        if self.seen == today or shown is None:
            return False
        receive(world, money, today)
        keep_takings(world, money, ports.events, shown, now)
        endow(money, world.centre, now, world.seed)
        keep_bank(world, money, _first_month(money), today - _DAY)
        touched = (month for month in _of_days(today - RECENT, today) if not _persons(money, month))
        for month in touched:
            match_all(ports, _ASKING, days_of(month))
        self.seen = today
        return False


def _months(money: Money) -> Iterator[LedgerMonth]:
    """From the first one in which the simulated centre kept books, to the first open one."""
    kept = {one.month: one for one in money.months.all()}
    month = _first_month(money)
    while True:
        yield kept.get(month, LedgerMonth(month=month))
        if month not in kept or not kept[month].closed_at:
            return
        month = next_month(month)


def _first_month(money: Money) -> date:
    (opening,) = money.ledger.by_keys([BANK_KEY])
    return opening.month


def _awaits_revision(months: list[LedgerMonth]) -> date | None:
    late = months[LATE] if len(months) > LATE + 2 else None
    return late.month if late and late.revision == 0 and late.status is MonthStatus.CLOSED else None


def _is_shown(money: Money, month: date) -> bool:
    """Whether the services' statements reach so far that nothing of the month is missing."""
    shown = takings_shown(money.statements)
    return shown is not None and shown >= days_of(month).last + SETTLED_WITHIN


def _persons(money: Money, month: date) -> set[str]:
    """The people who did something about a month: what they began is theirs."""
    period, kept = days_of(month), money.months.month(month)
    names = {one.by for one in money.ledger.lines(Such(months=(month, month)))}
    names |= {one.by for one in money.statements.matches(period.first, period.last)}
    names |= {kept.asked_by, kept.closed_by}
    for voucher in money.vouchers.newest(tuple(VoucherState), _MOST):
        if period.first <= voucher.day <= period.last:
            names |= {voucher.entered_by, voucher.decided_by}
    if told := money.subsidies.claim(month):
        names |= {told.checked_by, told.sent_by, told.paid_by}
    lines = money.statements.lines(period.first, period.last)
    names |= {"aside" for one in lines if one.aside and not one.party.startswith(CLAIM)}
    return names - NOBODY - {""}


def _close(world: World, ports: Ports, money: Money, month: date) -> None:
    """Everything that a good office does about a month that is over, in its order."""
    period, first = days_of(month), _first_month(money)
    settled = Period(period.last + _DAY, period.last + SETTLED_WITHIN)
    keep_bank(world, money, first, period.last)
    match_all(ports, _ASKING, period)
    if money.subsidies.claim(month) is None:
        claim(world, money, ports.events, month, world.centre.day_of(ports.clock()))
    endow(money, world.centre, ports.clock(), world.seed)
    keep_bank(world, money, first, settled.last)
    if not _persons(money, next_month(month)):
        match_all(ports, _ASKING, settled)
    _sign(ports, month)


def _sign(ports: Ports, month: date) -> None:
    ask_closing(ports, _ASKING, month, REASON)
    agree_closing(ports, _AGREEING, month)


def _revise(world: World, ports: Ports, money: Money, month: date) -> None:
    """An invoice comes for a month that is closed, and the month is closed once more."""
    space, key = next(iter(world.centre.spaces)), f"sim-{month:%Y-%m}-late"
    if money.vouchers.find(key) is None:
        lines = (
            Posting(account="cost.repair", fen=LATE_FEN, space=space),
            Posting(account="payable.supplier", fen=-LATE_FEN, space=space),
        )
        at = ports.clock()
        enter(
            world,
            money.vouchers,
            Voucher(
                id=key,
                state=VoucherState.APPROVED,
                day=days_of(month).last,
                lines=lines,
                memo=LATE_MEMO,
                entered_by=CLERK,
                entered_at=at,
                decided_by=MANAGER,
                decided_at=at,
            ),
        )
    _sign(ports, month)


def _of_days(first: date, last: date) -> Iterator[date]:
    month = month_of(first)
    while month <= last:
        yield month
        month = next_month(month)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(4), tzinfo=UTC)


def _ports(world: World, database: Database, now: datetime) -> Ports:
    """What the office's services ask for; it has no sensors and nothing live."""
    return database.ports(
        world.centre, world.calendar, lambda: now, store=UNASKED, aggregates=UNASKED, live=UNASKED
    )
