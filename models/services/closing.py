"""A month on its way to be closed: what stands in the way, who asked, who agreed, and what each revision added."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.account import Account, Permission
from models.calendar import Window
from models.centre import opening_windows
from models.message import Message
from models.metric import METRICS
from models.metric.period import Period, month_of
from models.money.balance_breaks import breaks
from models.money.checklist import WAITS_AT_MOST, Brought, CloseFacts, Verdict, unmet, verdicts
from models.money.fund.run import standing_runs
from models.money.meal_claim import SUBSIDY_ACCOUNT, ClaimStatus
from models.money.month import LedgerMonth, MonthStateError, MonthStatus
from models.money.ports import Money, Such
from models.money.result import Result, result
from models.money.statement import DUE, StatementLine
from models.money.voucher import VoucherState
from models.ports import Ports
from models.remark import RemarkKind
from models.services.metrics import metric_table
from models.services.remarks import remarks
from models.services.strangers import RefusedError, refusal

LONGEST_REASON = 300

WAITING_VOUCHERS = (VoucherState.DRAFT, VoucherState.ENTERED, VoucherState.SENT_BACK)

INCOME = "income."


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What came to a month with one revision; number 0 = before it was first closed.

    closed: whether two persons signed it; entries: how many came, None = not counted, for only those that wait for the next
    signature are.
    """

    number: int
    result: Result
    closed: bool
    entries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingSheet:
    """A month, its checks and its revisions; those that are not closed yet come last."""

    month: LedgerMonth
    checks: Mapping[str, Verdict]
    facts: CloseFacts
    revisions: Sequence[Revision]

    @property
    def unmet(self) -> list[str]:
        return unmet(self.checks)

    @property
    def late(self) -> Revision | None:
        """What came to a closed month and is in none of its revisions."""
        last = self.revisions[-1] if self.revisions else None
        return last if last and self.month.closed_at and not last.closed else None


def closing_sheet(ports: Ports, month: date) -> ClosingSheet:
    """Everything about closing a month. Raises RefusedError, StoreError."""
    money = _money(ports)
    facts = close_facts(ports, month)
    now = money.months.month(month)
    return ClosingSheet(month=now, checks=verdicts(facts), facts=facts, revisions=_revisions(money, now))


def months(ports: Ports) -> list[LedgerMonth]:
    """Every month that holds entries or was asked to close, the newest first. Raises RefusedError."""
    money = _money(ports)
    known = {one.month: one for one in money.months.all()}
    held = {one.month for one in money.ledger.sums(["month"]) if one.month}
    return [
        known.get(month) or LedgerMonth(month=month) for month in sorted(held | known.keys(), reverse=True)
    ]


def ask_closing(ports: Ports, account: Account, month: date, reason: str) -> LedgerMonth:
    """One person asks; without every check met, only with a reason. Raises RefusedError."""
    money = _allowed(ports, account)
    if month > ports.centre.business_day_of(ports.clock()):
        raise refusal("month_ahead")
    words = " ".join(reason.split())
    if len(words) > LONGEST_REASON or not words.isprintable():
        raise refusal("closing_reason", most=LONGEST_REASON)
    left = unmet(verdicts(close_facts(ports, month)))
    if left and not words:
        raise refusal("closing_unmet", count=len(left))
    try:
        return money.months.ask(
            month, by=account.name, at=ports.clock(), reason=words if left else "", unmet=" ".join(left)
        )
    except MonthStateError as error:
        raise _said(error) from None


def agree_closing(ports: Ports, account: Account, month: date) -> LedgerMonth:
    """Another person agrees, and the month is closed: as it was when it was asked for, or both have to look again.
    Raises RefusedError."""
    money = _allowed(ports, account)
    now = money.months.month(month)
    new = set(unmet(verdicts(close_facts(ports, month)))) - {*now.unmet.split()} if is_waiting(now) else ()
    if new and now.asked_by != account.name:
        raise refusal("closing_unmet_since", count=len(new))
    try:
        return money.months.agree(month, by=account.name, at=ports.clock(), as_seen=True)
    except MonthStateError as error:
        raise _said(error) from None


def withdraw_closing(ports: Ports, account: Account, month: date) -> LedgerMonth:
    """Nobody asks any more. Raises RefusedError."""
    try:
        return _allowed(ports, account).months.withdraw(month, by=account.name, at=ports.clock())
    except MonthStateError as error:
        raise _said(error) from None


def close_facts(ports: Ports, month: date) -> CloseFacts:
    """What the checks judge. Raises RefusedError, StoreError."""
    money, today = _money(ports), ports.centre.business_day_of(ports.clock())
    period = month_of(month)
    kept = money.statements
    old = today - WAITS_AT_MOST
    lines = kept.lines(period.first, period.last)
    sums = kept.item_sums(period.first, period.last)
    items = [one for one in sums if one.open and one.day < old and one.of in DUE]
    return CloseFacts(
        month=month,
        last=period.last,
        today=today,
        quiet_days=quiet_days(ports, period),
        unposted=money.unposted.count(),
        takings=any(one.of == "takings" for one in sums),
        statements=_brought(kept.reach(), lines),
        breaks=len(breaks(lines)),
        old_lines=sum(line.day < old for line in kept.open_lines(period.first, period.last)),
        old_items=sum(one.count for one in items),
        vouchers=sum(period.holds(one.day) for one in money.vouchers.newest(WAITING_VOUCHERS)),
        claim=_claimed(money, month),
        fund=_shared_out(money, month),
        off_fen=sum(one.fen for one in money.ledger.sums(["month"], Such(months=(month, month)))),
        coverage=METRICS["coverage"].value(metric_table(ports, period).total()),
    )  # fmt: skip


def _brought(reach: Mapping[str, tuple[date, date]], lines: Sequence[StatementLine]) -> Mapping[str, Brought]:
    count = Counter(line.source.value for line in lines)
    return {source: Brought(first, last, count[source]) for source, (first, last) in reach.items()}


def quiet_days(ports: Ports, period: Period) -> list[date]:
    """Open days up to yesterday on which nothing was earned and nobody noted why. Raises StoreError."""
    zone, today = ports.centre.zone_info, ports.centre.business_day_of(ports.clock())
    such = Such(
        first=period.first,
        last=period.last,
        accounts=(INCOME,),
        sources=("sale", "delivery", "import", "fee"),
    )
    earned = {one.day for one in _money(ports).ledger.sums(["day"], such)}
    shut = [one.window for one in remarks(ports, period.window(zone)) if one.kind is RemarkKind.CLOSURE]
    return [
        day
        for day in period.days()
        if day < today and day not in earned and _opens(ports, day) and not _noted(ports, day, shut)
    ]  # fmt: skip


def _opens(ports: Ports, day: date) -> bool:
    zone = ports.centre.zone_info
    return any(opening_windows(space, day, ports.calendar, zone) for space in ports.centre.spaces.values())


def _noted(ports: Ports, day: date, shut: Sequence[Window]) -> bool:
    whole = Period(day, day).window(ports.centre.zone_info)
    return any(window.overlap(whole) for window in shut)


def _claimed(money: Money, month: date) -> bool | None:
    """None where the month has no subsidised meal."""
    such = Such(months=(month, month), accounts=(SUBSIDY_ACCOUNT,))
    if not any(one.fen for one in money.ledger.sums(["account"], such)):
        return None
    claim = money.subsidies.claim(month)
    return claim is not None and claim.status is not ClaimStatus.DRAFT


def _shared_out(money: Money, month: date) -> bool | None:
    """None where no rule of the fund was ever decided."""
    if not money.fund.rules():
        return None
    return any(run.first <= month <= run.month for run in standing_runs(money.fund.runs()))


def _revisions(money: Money, month: LedgerMonth) -> list[Revision]:
    """What each revision added, those that nothing was earned or spent in too."""
    of_month = (month.month, month.month)
    sums = money.ledger.sums(["revision", "account"], Such(months=of_month))
    late = (
        sum(1 for _ in money.ledger.lines(Such(months=of_month, after=month.through)))
        if month.closed_at
        else 0
    )
    numbers = range(month.revision + 1 if month.closed_at and not late else month.taking + 1)
    return [
        Revision(
            number=number,
            result=result(one for one in sums if one.revision == number),
            closed=bool(month.closed_at) and number <= month.revision,
            entries=late if month.closed_at and number > month.revision else None,
        )
        for number in numbers
    ]


def _money(ports: Ports) -> Money:
    if ports.money is None:
        raise refusal("no_books")
    return ports.money


def _allowed(ports: Ports, account: Account) -> Money:
    if not account.may(Permission.MONTH_CLOSE, ports.centre.id):
        raise refusal("not_your_books")
    return _money(ports)


def _said(error: MonthStateError) -> RefusedError:
    values = {"month": f"{error.earlier:%Y-%m}"} if error.earlier else {}
    return RefusedError(Message(f"refused.month.{error.fault}", values))


def is_waiting(month: LedgerMonth) -> bool:
    """Whether somebody has asked for a month and nobody has agreed yet."""
    return month.status is MonthStatus.CLOSING
