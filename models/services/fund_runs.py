"""Months are shared out: worked out first so that people see every step, then posted; the newest can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.account import Account, Permission
from models.money.chart import fund_account
from models.money.entry import EntrySource
from models.money.fund.ports import MovedOnError, ShortError
from models.money.fund.rule import HELD, FundRule, RuleStatus, base_accounts, rule_in_force
from models.money.fund.run import (
    FundRun,
    is_first_of_version,
    made,
    run_entry,
    standing_for,
    standing_runs,
    taken_back,
)
from models.money.fund.split import PayoffAwaitedError, Split, split
from models.money.month import next_month
from models.money.ports import Money, Such
from models.money.result import result
from models.ports import Ports
from models.services.fund import allowed, balances, books, repayment_room, told
from models.services.strangers import refusal

OWN_SOURCES = tuple(source.value for source in EntrySource if source is not EntrySource.FUND)
"""What is spent out of a bucket is no cost of the months: it was shared out of them before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run would do. number: its own; first: where the fund begins; through: the newest entry that it covers."""

    number: int
    first: date
    month: date
    through: int
    rule: FundRule
    split: Split


def month_to_run(ports: Ports) -> date | None:
    """The month after the newest one that was shared out, else the first one; None where there is nothing yet."""
    money = books(ports)
    runs = money.fund.runs()
    stood = standing_runs(runs)
    return next_month(stood[-1].month) if stood else _beginning(money, runs)


def plan(ports: Ports, month: date, through: int | None = None) -> Plan:
    """What a run of a month would do: the newest shared month, for what came late, or the one after it.

    through: cover entries up to this number only, as somebody saw them. Raises RefusedError.
    """
    money = books(ports)
    rules, runs, head = money.fund.rules(), money.fund.runs(), money.ledger.head()
    first, stood = _beginning(money, runs), standing_runs(runs)
    _may_follow(ports, month, first, stood)
    assert first is not None
    last = stood[-1] if stood else None
    covered = head if through is None else through
    if not (last.through if last else 0) <= covered <= head:
        raise refusal("fund.moved_on")
    rule, balance = rule_in_force(rules, month), balances(money)
    base = _base(money, rule, first, month, covered) - (
        _base(money, rule, first, last.month, last.through) if last else 0
    )
    released = -balance.get(fund_account(HELD), 0) if is_first_of_version(runs, rule) else 0
    if last and last.month == month and not base:
        raise refusal("fund.nothing")
    try:
        did = split(
            rule,
            standing_for(runs, rule),
            base,
            released=released,
            room=repayment_room(rules, balance),
        )
    except PayoffAwaitedError as error:
        raise refusal("fund.payoff") from error
    return Plan(number=len(runs) + 1, first=first, month=month, through=covered, rule=rule, split=did)


def run_fund(ports: Ports, account: Account, month: date, *, number: int, through: int) -> FundRun:
    """Post what `plan` told for these; twice is refused. Raises RefusedError, StoreError."""
    money = allowed(ports, account, Permission.FUND_RUN)
    meant = plan(ports, month, through)
    if meant.number != number:
        raise refusal("fund.moved_on")
    run = made(
        meant.split,
        meant.rule,
        number=number,
        first=meant.first,
        month=month,
        through=through,
        by=account.name,
        at=ports.clock(),
    )
    _keep(ports, account, money, run, "run")
    return run


def take_back(ports: Ports, account: Account, number: int) -> FundRun:
    """Undo the newest standing run, which is `number` for whoever asks. Raises RefusedError, StoreError."""
    money = allowed(ports, account, Permission.FUND_RUN)
    runs = money.fund.runs()
    stood = standing_runs(runs)
    if not stood or stood[-1].number != number:
        raise refusal("fund.moved_on")
    run = taken_back(runs, number=len(runs) + 1, by=account.name, at=ports.clock())
    _keep(ports, account, money, run, "take_back")
    return run


def _keep(ports: Ports, account: Account, money: Money, run: FundRun, action: str) -> None:
    entry = run_entry(run, day=_day(ports, money, run.month))
    noted = told(
        ports,
        account,
        action,
        str(run.number),
        month=run.month.isoformat(),
        version=run.version,
        base=run.base,
    )
    try:
        money.fund.keep_run(run, entry, noted)
    except MovedOnError as error:
        raise refusal("fund.moved_on") from error
    except ShortError as error:
        raise refusal("fund.spent") from error


def _day(ports: Ports, money: Money, month: date) -> date:
    """The month's last day; today where the month is closed, for a closed month does not change."""
    if money.months.month(month).through:
        return ports.centre.day_of(ports.clock())
    return next_month(month) - timedelta(days=1)


def _may_follow(ports: Ports, month: date, first: date | None, stood: Sequence[FundRun]) -> None:
    if first is None:
        raise refusal("fund.empty")
    wanted = (stood[-1].month, next_month(stood[-1].month)) if stood else (first,)
    if month not in wanted:
        raise refusal("fund.turn", month=f"{wanted[-1]:%Y-%m}")
    if ports.centre.day_of(ports.clock()) < next_month(month):
        raise refusal("fund.not_over", month=f"{month:%Y-%m}")


def _beginning(money: Money, runs: Sequence[FundRun]) -> date | None:
    """Where it began; before the first run: the first month with income or costs that an approved rule is valid for."""
    if runs:
        return runs[0].first
    months = [
        one.month for one in money.ledger.sums(["month"], Such(accounts=("income.", "cost."))) if one.month
    ]
    approved = [one.valid_from for one in money.fund.rules() if one.status is RuleStatus.APPROVED]
    return max(min(months), min(approved, default=date.min)) if months else None


def _base(money: Money, rule: FundRule, first: date, month: date, through: int) -> int:
    """What is there to share out of all months up to one, by the entries up to a number."""
    if not through:
        return 0
    such = Such(months=(first, month), accounts=base_accounts(rule), sources=OWN_SOURCES, through=through)
    return result(money.ledger.sums(["account"], such)).contribution_fen
