"""How the fund stands: the rule in force, what each bucket got, spent and holds, the debt and when it will be covered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.account import Account, Permission
from models.money.chart import fund_account
from models.money.fund.ask import FundAsk
from models.money.fund.order import DEBT, FundOrder, OrderKind, OrderStatus
from models.money.fund.outlook import Outlook, outlook
from models.money.fund.rule import (
    BUILT_IN,
    HELD,
    Bucket,
    FundRule,
    Purpose,
    RuleStatus,
    rule_in_force,
    usual_rule,
)
from models.money.fund.run import FundRun, shared_by_month, standing_runs
from models.money.month import month_of
from models.money.ports import Money, Such
from models.ports import Ports
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Vessel:
    """A bucket with what came in and went out, in fen; got = spent + left."""

    bucket: Bucket
    got: int
    spent: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """opened: what stood at the beginning; owed: now; aside: what the repayment buckets hold towards it."""

    opened: int
    owed: int
    aside: int

    @property
    def remaining(self) -> int:
        """What is still to be set aside."""
        return max(self.owed - self.aside, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FundState:
    """usual: what holds until people decide; rule: in force today; vessels: of it first, then those of older versions that hold or held something.

    asked: the run that waits for a second person. debt: None = nobody entered one; outlook: None likewise. held: fen that
    await the next rule.
    """

    rules: Sequence[FundRule]
    usual: FundRule
    rule: FundRule
    runs: Sequence[FundRun]
    asked: FundAsk | None
    orders: Sequence[FundOrder]
    vessels: Sequence[Vessel]
    held: int
    debt: Debt | None
    outlook: Outlook | None

    @property
    def stood(self) -> Sequence[FundRun]:
        """The runs that were not taken back."""
        return standing_runs(self.runs)

    def vessel(self, key: str) -> Vessel | None:
        return next((one for one in self.vessels if one.bucket.key == key), None)

    def waiting_orders(self) -> Sequence[FundOrder]:
        return [one for one in self.orders if one.status is OrderStatus.PROPOSED]

    def waiting_rules(self) -> Sequence[FundRule]:
        return [one for one in self.rules if one.status is RuleStatus.PROPOSED]


def fund_state(ports: Ports) -> FundState:
    """Raises RefusedError where no books are kept, StoreError."""
    money = books(ports)
    rules, runs, orders = money.fund.rules(), money.fund.runs(), money.fund.orders()
    usual = usual_rule(ports.centre.fund)
    rule = rule_in_force(rules, month_of(ports.centre.business_day_of(ports.clock())), usual)
    balance = balances(money)
    vessels = _vessels(known_buckets(rules, usual), rule, orders, balance)
    debt = _debt(vessels, spends(orders), balance)
    return FundState(
        rules=rules,
        usual=usual,
        rule=rule,
        runs=runs,
        asked=money.fund.asked(),
        orders=orders,
        vessels=vessels,
        held=-balance.get(fund_account(HELD), 0),
        debt=debt,
        outlook=outlook(debt.remaining, _repaid(vessels, runs)) if debt else None,
    )


def books(ports: Ports) -> Money:
    """Raises RefusedError where this deployment keeps none."""
    if ports.money is None:
        raise refusal("fund.nowhere")
    return ports.money


def allowed(ports: Ports, account: Account, *permissions: Permission) -> Money:
    """The books, for somebody who holds one of the permissions. Raises RefusedError."""
    if not any(account.may(one, ports.centre.id) for one in permissions):
        raise refusal("fund.not_allowed")
    return books(ports)


def another(account: Account, did: str, fault: str = "same_person") -> None:
    """Nobody decides what he proposed himself, nor undoes what he did himself. Raises RefusedError."""
    if account.name == did:
        raise refusal(f"fund.{fault}")


def balances(money: Money) -> Mapping[str, int]:
    """Of the accounts of the fund and its debt, as the ledger signs them."""
    sums = money.ledger.sums(["account"], Such(accounts=("fund.", DEBT)))
    return {one.account: one.fen for one in sums}


def repayment_room(rules: Iterable[FundRule], balance: Mapping[str, int], usual: FundRule) -> int | None:
    """What may still be set aside for repayment; None where no debt was entered."""
    if DEBT not in balance:
        return None
    keys = {one.key for one in known_buckets(rules, usual) if one.purpose is Purpose.REPAYMENT}
    return -balance[DEBT] + sum(balance.get(fund_account(key), 0) for key in keys)


def known_buckets(rules: Iterable[FundRule], usual: FundRule) -> Sequence[Bucket]:
    """Of every approved version, each key once as its newest version has it; those of the usual and of the built-in rule
    among them."""
    approved = [BUILT_IN, usual, *(one for one in rules if one.status is RuleStatus.APPROVED)]
    return list({bucket.key: bucket for rule in approved for bucket in rule.buckets}.values())


def _vessels(
    known: Sequence[Bucket], rule: FundRule, orders: Sequence[FundOrder], balance: Mapping[str, int]
) -> list[Vessel]:
    current = {one.key for one in rule.buckets}
    older = [one for one in known if one.key not in current and fund_account(one.key) in balance]
    found = []
    for bucket in (*rule.buckets, *older):
        spent = sum(one.fen for one in spends(orders) if one.bucket == bucket.key)
        left = -balance.get(fund_account(bucket.key), 0)
        found.append(Vessel(bucket=bucket, got=spent + left, spent=spent, left=left))
    return found


def spends(orders: Iterable[FundOrder]) -> list[FundOrder]:
    """What was paid out of buckets."""
    return [one for one in orders if one.kind is OrderKind.SPEND and one.status is OrderStatus.APPROVED]


def _debt(vessels: Iterable[Vessel], paid: Iterable[FundOrder], balance: Mapping[str, int]) -> Debt | None:
    """The counter-side of what stood at the beginning holds more than this debt: what stood there is what is owed and what
    was repaid."""
    if DEBT not in balance:
        return None
    repaid = sum(one.fen for one in paid if one.purpose is Purpose.REPAYMENT)
    aside = sum(one.left for one in vessels if one.bucket.purpose is Purpose.REPAYMENT)
    return Debt(opened=repaid - balance[DEBT], owed=-balance[DEBT], aside=aside)


def _repaid(vessels: Iterable[Vessel], runs: Sequence[FundRun]) -> Mapping[date, int]:
    """What came to repayment by month, whatever its bucket was called then."""
    found: dict[date, int] = {}
    for one in vessels:
        if one.bucket.purpose is Purpose.REPAYMENT:
            for month, fen in shared_by_month(runs, one.bucket.key).items():
                found[month] = found.get(month, 0) + fen
    return found
