"""Rules of the fund: what may be proposed, which version holds, and what their base is made of."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.i18n import LOCALES, catalogue
from models.money.fund.rule import (
    BUILT_IN,
    RULE_FAULTS,
    Base,
    FundRule,
    Payoff,
    Purpose,
    RuleStatus,
    base_accounts,
    rule_faults,
    rule_in_force,
)
from models.money.ports import Sum
from models.money.result import result
from tests.models.money.fund.rules import JANUARY, a_rule

GOOD = a_rule()
FIRST, SECOND = GOOD.buckets[:2]


def test_the_usual_rule_has_no_fault_and_the_built_in_one_lacks_its_decision_only() -> None:
    assert rule_faults(GOOD) == []
    assert rule_faults(replace(BUILT_IN, valid_from=JANUARY)) == ["decision"]


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (replace(GOOD, buckets=()), "buckets"),
        (replace(GOOD, buckets=(FIRST, replace(SECOND, key="held"))), "keys"),
        (replace(GOOD, buckets=(FIRST, replace(SECOND, key=FIRST.key))), "keys"),
        (replace(GOOD, buckets=(FIRST, replace(SECOND, key="Property"))), "keys"),
        (replace(GOOD, buckets=(replace(FIRST, points=9_999),)), "points"),
        (replace(GOOD, buckets=(replace(FIRST, points=10_001), replace(SECOND, points=-1))), "points"),
        (
            replace(GOOD, buckets=(FIRST, replace(SECOND, purpose=Purpose.REPAYMENT, points=5_000))),
            "repayments",
        ),
        (replace(a_rule(10_000), payoff=Payoff.REDISTRIBUTE), "payoff"),
        (replace(GOOD, base=Base.CUSTOM), "accounts"),
        (replace(GOOD, base=Base.CUSTOM, accounts=("bank",)), "accounts"),
        (replace(GOOD, accounts=("income.gym",)), "accounts"),
        (replace(GOOD, valid_from=date(2026, 1, 2)), "month"),
        (replace(GOOD, decision="  "), "decision"),
        (replace(GOOD, decision="a\u202eb"), "decision"),
    ],
)
def test_a_rule_that_cannot_be_is_told_by_its_fault(rule: FundRule, fault: str) -> None:
    assert fault in rule_faults(rule)


def test_every_fault_has_its_words() -> None:
    keys = {f"refused.fund.rule.{fault}" for fault in RULE_FAULTS}
    assert all(keys <= set(catalogue(locale)) for locale in LOCALES)


def test_the_newest_approved_version_holds_from_its_first_month_on() -> None:
    later = a_rule(version=2, valid_from=date(2026, 7, 1))
    proposed = replace(a_rule(version=3), status=RuleStatus.PROPOSED)
    rules = [GOOD, later, proposed]
    told = [rule_in_force(rules, date(2026, month, 1)).version for month in (1, 6, 7, 12)]
    assert told == [1, 1, 2, 2]
    assert rule_in_force(rules, date(2025, 12, 1)) == BUILT_IN


@pytest.mark.parametrize(
    ("base", "fen"), [(Base.NET, 600), (Base.GROSS, 1_000), (Base.OPERATOR_SHARE, 300), (Base.CUSTOM, 250)]
)
def test_a_base_is_made_of_its_accounts_with_income_above_and_costs_below_zero(base: Base, fen: int) -> None:
    sums = {
        "income.gym": -700,
        "income.operator_share": -300,
        "cost.energy": 50,
        "cost.staff": 350,
        "bank": 9,
    }
    accounts = ("income.operator_share", "cost.energy") if base is Base.CUSTOM else ()
    meant = base_accounts(replace(GOOD, base=base, accounts=accounts))
    asked = [Sum(account=key, fen=one) for key, one in sums.items() if key.startswith(meant)]
    assert result(asked).contribution_fen == fen
