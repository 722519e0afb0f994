"""What people type into the forms of the fund."""

from datetime import date

import pytest

from dashboard.fund_typed import amount_of, month_typed, points_of, rule_of
from models.money.fund.rule import Base, Payoff, Purpose
from models.services.strangers import RefusedError

FORM = {
    "decision": " council no. 2 ",
    "valid_from": "2026-04",
    "base": "net",
    "payoff": "redistribute",
    "account.income.gym": "income.gym",
    "account.cost.gym": "x",
    "key0": "repayment",
    "purpose0": "repayment",
    "share0": "45",
    "key2": " trees ",
    "zh2": "种树",
    "purpose2": "other",
    "share2": "55.00",
}


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("50", 5_000),
        ("33.3", 3_330),
        ("0.01", 1),
        ("100", 10_000),
        ("0", None),
        ("101", None),
        ("1.234", None),
        ("-5", None),
        ("", None),
        ("５", None),
    ],
)
def test_a_share_is_read_to_basis_points_or_not_at_all(text: str, points: int | None) -> None:
    assert points_of(text) == points


def test_a_form_is_a_draft_and_rows_without_a_key_are_none() -> None:
    rule = rule_of(FORM)
    assert (rule.decision, rule.valid_from, rule.base, rule.payoff, rule.accounts) == (
        "council no. 2",
        date(2026, 4, 1),
        Base.NET,
        Payoff.REDISTRIBUTE,
        (),
    )
    assert [(one.key, one.purpose, one.points, one.name) for one in rule.buckets] == [
        ("repayment", Purpose.REPAYMENT, 4_500, {}),
        ("trees", Purpose.OTHER, 5_500, {"zh-Hans": "种树"}),
    ]


@pytest.mark.parametrize(
    "wrong", [{"base": "all"}, {"payoff": ""}, {"purpose0": "fun"}, {"valid_from": "soon"}]
)
def test_what_no_form_of_ours_says_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        rule_of(FORM | wrong)


@pytest.mark.parametrize("amount", ["", "0", "-3", "1.234", "ten", "0.00"])
def test_an_amount_that_pays_nothing_is_refused(amount: str) -> None:
    with pytest.raises(RefusedError) as error:
        amount_of({"amount": amount})
    assert error.value.message.key == "refused.fund.amount"


def test_amounts_and_months_are_read_exactly() -> None:
    assert amount_of({"amount": "1,234.56"}) == 123_456
    assert month_typed("2026-04-15") == date(2026, 4, 1)


def test_a_base_of_ones_own_has_the_accounts_that_were_ticked() -> None:
    assert rule_of(FORM | {"base": "custom"}).accounts == ("income.gym",)
