"""Months are shared out: worked out first so that people see every step, asked for by one person and posted by another; the newest can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.account import Account, Permission
from models.audit import AuditEntry
from models.money.chart import fund_account
from models.money.entry import EntrySource
from models.money.fund.ask import FundAsk
from models.money.fund.ports import MovedOnError, ShortError
from models.money.fund.rule import (
    BUILT_IN,
    HELD,
    FundRule,
    RuleStatus,
    base_accounts,
    rule_in_force,
    usual_rule,
)
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
from models.services.deed import done_by
from models.services.fund import allowed, another, balances, books, repayment_room
from models.services.strangers import RefusedError, refusal

OWN_SOURCES = tuple(source.value for source in EntrySource if source is not EntrySource.FUND)
"""What is spent out of a bucket is no cost of the months: it was shared out of them before."""

AGREES = (Permission.FUND_RULE, Permission.MONEY_APPROVE)
"""Who may post what another person asked for, as with payments out of a bucket."""

TAKES_BACK = (Permission.FUND_RUN, Permission.FUND_RULE)
"""Who keeps the fund, and who decides about its rules: where one person alone shares out, somebody can still undo it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run would do. number: its own; first: where the fund begins; through: the newest entry that it covers."""

    number: int
    first: date
    month: date
    through: int
    rule: FundRule
    split: Split


def month_to_run(money: Money) -> date:
    """The month after the newest one that was shared out, else the first one. Raises RefusedError where there is nothing."""
    runs = money.fund.runs()
    last = next(reversed(standing_runs(runs)), None)
    return next_month(last.month) if last else _beginning(money, runs)


def plan(ports: Ports, month: date, through: int | None = None) -> Plan:
    """What a run of a month would do: the newest shared month, for what came late, or the one after it.

    through: cover entries up to this number only, as somebody saw them. Raises RefusedError.
    """
    if ports.centre.business_day_of(ports.clock()) < next_month(month):
        raise refusal("fund.not_over", month=f"{month:%Y-%m}")
    return planned(books(ports), month, through, usual_rule(ports.centre.fund))


def plans(ports: Ports) -> Sequence[Plan | RefusedError]:
    """What came late for the newest shared month, where something did, and the next month; or why it cannot be."""
    found: list[Plan | RefusedError] = []
    money = books(ports)
    last = next(reversed(standing_runs(money.fund.runs())), None)
    for month in [last.month, next_month(last.month)] if last else [None]:
        try:
            found.append(plan(ports, month or month_to_run(money)))
        except RefusedError as error:
            found.append(error)
    return [
        one
        for one in found
        if not (isinstance(one, RefusedError) and one.message.key == "refused.fund.nothing")
    ]


def planned(money: Money, month: date, through: int | None = None, usual: FundRule = BUILT_IN) -> Plan:
    """The same for any month, over or not. usual: what holds where nothing was decided. Raises RefusedError."""
    rules, runs, head = money.fund.rules(), money.fund.runs(), money.ledger.head()
    first, last = _beginning(money, runs), next(reversed(standing_runs(runs)), None)
    _may_follow(month, first, last)
    covered = head if through is None else through
    if not (last.through if last else 0) <= covered <= head:
        raise refusal("fund.moved_on")
    rule, balance = rule_in_force(rules, month, usual), balances(money)
    base = _base(money, rule, first, month, covered)
    base -= _base(money, rule, first, last.month, last.through) if last else 0
    if last and last.month == month and not base:
        raise refusal("fund.nothing")
    released = -balance.get(fund_account(HELD), 0) if is_first_of_version(runs, rule) else 0
    room = repayment_room(rules, balance, usual)
    try:
        did = split(rule, standing_for(runs, rule), base, released=released, room=room)
    except PayoffAwaitedError as error:
        raise refusal("fund.payoff") from error
    return Plan(number=len(runs) + 1, first=first, month=month, through=covered, rule=rule, split=did)


def run_of(meant: Plan, *, by: str, at: datetime, asked_by: str = "") -> FundRun:
    """A plan as the next run."""
    return made(
        meant.split,
        meant.rule,
        number=meant.number,
        first=meant.first,
        month=meant.month,
        through=meant.through,
        asked_by=asked_by,
        by=by,
        at=at,
    )


def ask_of(meant: Plan, *, by: str, at: datetime) -> FundAsk:
    """A plan as what somebody asks for."""
    return FundAsk(
        number=meant.number,
        month=meant.month,
        through=meant.through,
        version=meant.rule.version,
        base=meant.split.base,
        parts=meant.split.parts,
        by=by,
        at=at,
    )


def ask_run(ports: Ports, account: Account, month: date, *, number: int, through: int) -> FundAsk:
    """Ask for what `plan` told for these: nothing moves until another person posts it. Raises RefusedError, StoreError."""
    money = allowed(ports, account, Permission.FUND_RUN)
    meant = plan(ports, month, through)
    if meant.number != number:
        raise refusal("fund.moved_on")
    wanted = ask_of(meant, by=account.name, at=ports.clock())
    try:
        money.fund.ask(wanted, _told_ask(ports, account, "ask", wanted))
    except MovedOnError as error:
        raise refusal("fund.moved_on") from error
    return wanted


def asked_plan(ports: Ports, wanted: FundAsk) -> Plan:
    """What posting it would do now. Raises RefusedError where that is not any more what was asked for."""
    meant = plan(ports, wanted.month, wanted.through)
    if meant.number != wanted.number or not wanted.is_still(meant.rule.version, meant.split):
        raise refusal("fund.not_as_asked")
    return meant


def post_run(ports: Ports, account: Account, number: int) -> FundRun:
    """Post what another person asked for, as it was asked for. Raises RefusedError, StoreError."""
    money = allowed(ports, account, *AGREES)
    wanted = _asked(money, number)
    another(account, wanted.by, "asked_it")
    run = run_of(asked_plan(ports, wanted), by=account.name, at=ports.clock(), asked_by=wanted.by)
    _keep(ports, account, money, run, "run")
    return run


def drop_run(ports: Ports, account: Account, number: int) -> None:
    """Whoever asked thinks better of it, or somebody else refuses it. Raises RefusedError, StoreError."""
    money = allowed(ports, account, Permission.FUND_RUN, *AGREES)
    wanted = _asked(money, number)
    try:
        money.fund.drop_ask(wanted, _told_ask(ports, account, "drop", wanted))
    except MovedOnError as error:
        raise refusal("fund.moved_on") from error


def _asked(money: Money, number: int) -> FundAsk:
    wanted = money.fund.asked()
    if wanted is None or wanted.number != number:
        raise refusal("fund.moved_on")
    return wanted


def _told_ask(ports: Ports, account: Account, action: str, wanted: FundAsk) -> AuditEntry:
    month = wanted.month.isoformat()
    return done_by(ports, account, f"fund.{action}", str(wanted.number), month=month, base=wanted.base)


def take_back(ports: Ports, account: Account, number: int) -> FundRun:
    """Undo the newest standing run, which is `number` for whoever asks: not who made it, for then one person alone could
    share out a month again and again until it suits. Raises RefusedError, StoreError."""
    money = allowed(ports, account, *TAKES_BACK)
    runs = money.fund.runs()
    stood = standing_runs(runs)
    if not stood or stood[-1].number != number:
        raise refusal("fund.moved_on")
    another(account, stood[-1].by, "ran_it")
    run = taken_back(runs, number=len(runs) + 1, by=account.name, at=ports.clock())
    _keep(ports, account, money, run, "take_back")
    return run


def _keep(ports: Ports, account: Account, money: Money, run: FundRun, action: str) -> None:
    entry = run_entry(run, day=_day(ports, money, run.month))
    noted = done_by(
        ports,
        account,
        f"fund.{action}",
        str(run.number),
        month=run.month.isoformat(),
        version=run.version,
        base=run.base,
        asked_by=run.asked_by,
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
        return ports.centre.business_day_of(ports.clock())
    return next_month(month) - timedelta(days=1)


def _may_follow(month: date, first: date, last: FundRun | None) -> None:
    wanted = (last.month, next_month(last.month)) if last else (first,)
    if month not in wanted:
        raise refusal("fund.turn", month=f"{wanted[-1]:%Y-%m}")


def _beginning(money: Money, runs: Sequence[FundRun]) -> date:
    """Where it began; before the first run: the first month with income or costs that an approved rule is valid for.
    Raises RefusedError where there is none."""
    if runs:
        return runs[0].first
    months = [
        one.month for one in money.ledger.sums(["month"], Such(accounts=("income.", "cost."))) if one.month
    ]
    if not months:
        raise refusal("fund.empty")
    approved = [one.valid_from for one in money.fund.rules() if one.status is RuleStatus.APPROVED]
    return max(min(months), min(approved, default=date.min))


def _base(money: Money, rule: FundRule, first: date, month: date, through: int) -> int:
    """What is there to share out of all months up to one, by the entries up to a number."""
    if not through:
        return 0
    such = Such(months=(first, month), accounts=base_accounts(rule), sources=OWN_SOURCES, through=through)
    return result(money.ledger.sums(["account"], such)).contribution_fen
