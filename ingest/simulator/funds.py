"""The fund of the simulated centre: a debt, a decided rule, months that were shared out, and what was paid from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from ingest.simulator.seed import number
from models.audit import AuditEntry
from models.centre import Centre
from models.money.chart import fund_account
from models.money.fund.order import DEBT, FundOrder, OrderKind, OrderStatus, order_entry
from models.money.fund.rule import BUILT_IN, Payoff, Purpose, RuleStatus
from models.money.fund.run import FundRun, run_entry
from models.money.month import next_month
from models.money.ports import Money
from models.services.fund import balances
from models.services.fund_runs import ask_of, month_to_run, planned, run_of
from models.services.strangers import RefusedError

CLERK, MANAGER = "sim-finance", "sim-manager"

DEBT_FEN = 300_000_000
DECISION, AUDITED = "居民议事会 2025-02 第2号", "建设工程决算审计 2024-07"

STILL_WAITING = 500
"""More events than come in some minutes: a year is still being written down."""

BUILDINGS = 6
OFTEN = 3
"""Months between two payments out of a bucket."""

_SPENT: Mapping[Purpose, tuple[int, Sequence[str]]] = {
    Purpose.REPAYMENT: (100, ("归还建设款",)),
    Purpose.PROPERTY: (70, ("电梯维修补贴", "楼道照明补贴", "化粪池清掏补贴", "屋面防水补贴")),
    Purpose.VOLUNTEER: (80, ("邻里清洁日", "助老理发日", "儿童读书会", "旧物交换日")),
}
"""Purpose -> per cent of the bucket that is paid out, and what for."""


def endow(money: Money, centre: Centre, until: datetime, seed: int) -> None:
    """Only where nobody but the simulated clerk and manager ever kept the fund, and once the book has caught up with the year's events: what is there stays as people left it.

    Every month that was over five days before `until` is shared out. Raises StoreError.
    """
    orders = money.fund.orders()
    by = {one.proposed_by for one in money.fund.rules()} | {one.proposed_by for one in orders}
    by |= {name for one in money.fund.runs() for name in (one.by, one.asked_by) if name}
    asked = money.fund.asked()
    if by - {CLERK, MANAGER} or (asked and asked.by != CLERK):
        return
    if money.unposted.count() > STILL_WAITING:
        return
    try:
        first = month_to_run(money)
    except RefusedError:  # nothing was earned or spent yet
        return
    if not money.fund.rules():
        _decide(money, centre, first)
    today, month, paid = centre.day_of(until), first, {one.id for one in orders}
    while next_month(month) + timedelta(days=5) <= today:
        at = _noon(next_month(month) + timedelta(days=4))
        run = _share_out(money, centre, month, at)
        month = next_month(month)
        if run.number % OFTEN == 0:
            for order in _orders(money, seed, month):
                if order.id not in paid:
                    _pay(money, centre, order)


def _share_out(money: Money, centre: Centre, month: date, at: datetime) -> FundRun:
    """One asks, the other posts, as in a house of people."""
    meant = planned(money, month)
    wanted = ask_of(meant, by=CLERK, at=at)
    if money.fund.asked() is None:  # else a start broke off just here
        money.fund.ask(wanted, _told(centre, CLERK, "ask", f"{wanted.number}", at))
    run = run_of(meant, by=MANAGER, at=at, asked_by=CLERK)
    entry = run_entry(run, day=next_month(month) - timedelta(days=1))
    money.fund.keep_run(run, entry, _told(centre, MANAGER, "run", f"{run.number}", at))
    return run


def _decide(money: Money, centre: Centre, first: date) -> None:
    at = _noon(first)
    if DEBT not in balances(money):
        _pay(money, centre, _debt(first, at))
    rule = replace(
        BUILT_IN,
        version=1,
        valid_from=first,
        decision=DECISION,
        payoff=Payoff.HOLD,
        status=RuleStatus.PROPOSED,
        proposed_by=CLERK,
        proposed_at=at,
    )
    money.fund.propose_rule(rule, _told(centre, CLERK, "rule.propose", "1", at))
    decided = replace(rule, status=RuleStatus.APPROVED, decided_by=MANAGER, decided_at=at)
    money.fund.decide_rule(decided, _told(centre, MANAGER, "rule.approve", "1", at), after=None)


def _debt(first: date, at: datetime) -> FundOrder:
    return FundOrder(
        id=f"sim-debt-{first}",
        kind=OrderKind.DEBT,
        fen=DEBT_FEN,
        day=first,
        memo=AUDITED,
        proposed_by=CLERK,
        proposed_at=at,
    )


def _orders(money: Money, seed: int, month: date) -> Iterator[FundOrder]:
    """Out of each bucket that holds something, on the eighth of a month."""
    balance, day = balances(money), month + timedelta(days=7)
    for bucket in BUILT_IN.buckets:
        share, causes = _SPENT[bucket.purpose]
        fen = -balance.get(fund_account(bucket.key), 0) * share // 100
        drawn = number(seed, bucket.key, f"{month}")
        if fen > 0:
            yield FundOrder(
                id=f"sim-{bucket.key}-{month:%Y-%m}",
                kind=OrderKind.SPEND,
                fen=fen,
                day=day,
                memo=causes[drawn % len(causes)],
                bucket=bucket.key,
                purpose=bucket.purpose,
                building=f"{drawn % BUILDINGS + 1}号楼" if bucket.purpose is Purpose.PROPERTY else "",
                proposed_by=CLERK,
                proposed_at=_noon(day),
            )


def _pay(money: Money, centre: Centre, order: FundOrder) -> None:
    at = order.proposed_at
    money.fund.propose_order(order, _told(centre, CLERK, "order.propose", order.id, at))
    done = replace(order, status=OrderStatus.APPROVED, decided_by=MANAGER, decided_at=at)
    noted = _told(centre, MANAGER, "order.approve", order.id, at)
    money.fund.decide_order(done, order_entry(done), noted)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(4), tzinfo=UTC)


def _told(centre: Centre, by: str, action: str, subject: str, at: datetime) -> AuditEntry:
    return AuditEntry(at=at, actor=by, action=f"fund.{action}", subject=subject, centre=centre.id)
