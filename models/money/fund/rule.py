"""The rule by which proceeds are shared out: of what, into which buckets, from when on, decided by whom."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from models.message import LocalText
from models.money.chart import CHART, FUND_APPLIED, FUND_OPEN, FUND_PREFIX, AccountKind
from models.usual_fund import UsualFund

WHOLE_POINTS = 10_000
"""Basis points of a whole."""

HELD = "held"
"""The place for what no bucket may take: a debt is paid and the next decision is awaited."""

LONGEST_DECISION = 200
MOST_BUCKETS = 12
BUCKET_KEY = re.compile(r"[a-z][a-z0-9_]{0,23}")
_RESERVED = {FUND_OPEN.removeprefix(FUND_PREFIX), FUND_APPLIED.removeprefix(FUND_PREFIX), HELD}


class Base(StrEnum):
    """What is shared out; each is `fund.base.<base>` of the catalogue."""

    NET = "net"  # income less costs
    GROSS = "gross"  # income
    OPERATOR_SHARE = "operator_share"  # what operators pay in
    CUSTOM = "custom"  # accounts of one's own


class Purpose(StrEnum):
    """What a bucket is spent on; each is `fund.purpose.<purpose>` of the catalogue."""

    REPAYMENT = "repayment"
    PROPERTY = "property"
    VOLUNTEER = "volunteer"
    OTHER = "other"


class Payoff(StrEnum):
    """What becomes of the share of repayment once the debt is covered; each is `fund.payoff.<payoff>`."""

    HOLD = "hold"  # set aside until another rule shares it out
    REDISTRIBUTE = "redistribute"  # to the other buckets, in proportion
    AWAIT = "await"  # nothing is shared out until people have decided


class RuleStatus(StrEnum):
    """A version is proposed by one person and decided by another; then it never changes."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """points: of WHOLE_POINTS. name: empty for those of the built-in rule, which the catalogue names."""

    key: str
    purpose: Purpose
    points: int
    name: LocalText = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRule:
    """One version. version: 1, 2, 3 ...; 0 = built in. valid_from: the first day of the first month that it shares out.

    accounts: of the base CUSTOM, keys or beginnings that end in a dot. decision: where it was decided, in people's words.
    """

    version: int
    buckets: tuple[Bucket, ...]
    valid_from: date
    decision: str
    base: Base = Base.NET
    accounts: tuple[str, ...] = ()
    payoff: Payoff = Payoff.HOLD
    status: RuleStatus = RuleStatus.PROPOSED
    proposed_by: str = ""
    proposed_at: datetime | None = None
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def repayment(self) -> Bucket | None:
        return next((one for one in self.buckets if one.purpose is Purpose.REPAYMENT), None)

    def bucket(self, key: str) -> Bucket | None:
        return next((one for one in self.buckets if one.key == key), None)


BUILT_IN = FundRule(
    version=0,
    buckets=(
        Bucket(key="repayment", purpose=Purpose.REPAYMENT, points=5_000),
        Bucket(key="property", purpose=Purpose.PROPERTY, points=4_000),
        Bucket(key="volunteer", purpose=Purpose.VOLUNTEER, points=1_000),
    ),
    valid_from=date.min,
    decision="",
    status=RuleStatus.APPROVED,
)
"""What is used until people of the centre have decided: half repays, 40 % goes to property service, 10 % to volunteers."""


def usual_rule(told: UsualFund | None) -> FundRule:
    """What is used until people have decided: what the centre file says, else the built-in rule."""
    if told is None:
        return BUILT_IN
    buckets = tuple(
        Bucket(key=one.key, purpose=Purpose(one.purpose), points=one.points, name=one.name)
        for one in told.buckets
    )
    return replace(BUILT_IN, base=Base(told.base), payoff=Payoff(told.payoff), buckets=buckets)


def rule_in_force(rules: Iterable[FundRule], month: date, usual: FundRule = BUILT_IN) -> FundRule:
    """The newest approved version that is valid in a month (its first day), else the usual one."""
    valid = [one for one in rules if one.status is RuleStatus.APPROVED and one.valid_from <= month]
    return max(valid, key=lambda one: (one.valid_from, one.version), default=usual)


def rule_faults(rule: FundRule) -> Sequence[str]:
    """What is wrong with a rule that somebody proposes; each is `refused.fund.rule.<fault>` of the catalogue."""
    return [key for key, wrong in RULE_FAULTS.items() if wrong(rule)]


def base_accounts(rule: FundRule) -> tuple[str, ...]:
    """Which accounts the base is made of, as keys or beginnings: income less costs of these is shared out."""
    return rule.accounts if rule.base is Base.CUSTOM else _ACCOUNTS[rule.base]


_ACCOUNTS: Mapping[Base, tuple[str, ...]] = {
    Base.NET: ("income.", "cost."),
    Base.GROSS: ("income.",),
    Base.OPERATOR_SHARE: ("income.operator_share",),
}


def _has_strange_accounts(rule: FundRule) -> bool:
    told = [one.key for one in CHART.values() if one.kind in (AccountKind.INCOME, AccountKind.COST)]
    known = all(
        any(key == one or (one.endswith(".") and key.startswith(one)) for key in told)
        for one in rule.accounts
    )
    return bool(rule.accounts) != (rule.base is Base.CUSTOM) or not known


def _has_odd_keys(rule: FundRule) -> bool:
    keys = [one.key for one in rule.buckets]
    return len(set(keys)) < len(keys) or any(
        not BUCKET_KEY.fullmatch(key) or key in _RESERVED for key in keys
    )


RULE_FAULTS: Mapping[str, Callable[[FundRule], bool]] = {
    "buckets": lambda rule: not 0 < len(rule.buckets) <= MOST_BUCKETS,
    "keys": _has_odd_keys,
    "points": lambda rule: (
        sum(one.points for one in rule.buckets) != WHOLE_POINTS
        or any(one.points <= 0 for one in rule.buckets)
    ),
    "repayments": lambda rule: sum(one.purpose is Purpose.REPAYMENT for one in rule.buckets) > 1,
    "payoff": lambda rule: rule.payoff is Payoff.REDISTRIBUTE and len(rule.buckets) < 2,
    "accounts": _has_strange_accounts,
    "month": lambda rule: rule.valid_from.day != 1,
    "decision": lambda rule: (
        not 0 < len(rule.decision.strip()) <= LONGEST_DECISION or not rule.decision.isprintable()
    ),
}
