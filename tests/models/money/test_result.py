"""What a house earned, told with the sign that people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.chart import CHART, AccountKind, Line
from models.money.ports import Sum
from models.money.result import Result, result, results

A_LUNCH = (
    Sum(account="takings", fen=126_000),
    Sum(account="receivable.subsidy", fen=14_000),
    Sum(account="income.canteen.fare", fen=-126_000),
    Sum(account="income.canteen.subsidy", fen=-14_000),
    Sum(account="cost.food", fen=90_000),
    Sum(account="bank", fen=-90_000),
)

SUMS = st.lists(
    st.builds(
        Sum,
        account=st.sampled_from(sorted(CHART)),
        fen=st.integers(-(10**12), 10**12),
        space=st.sampled_from(["gym", "room", ""]),
    ),
    max_size=30,
)


def test_income_of_the_ledger_is_told_above_nothing_and_the_subsidy_apart() -> None:
    told = result(A_LUNCH)
    assert (told.income_fen, told.subsidy_fen, told.cost_fen, told.contribution_fen) == (
        140_000,
        14_000,
        90_000,
        50_000,
    )


def test_what_was_taken_back_lowers_what_it_belongs_to() -> None:
    refunded = result([*A_LUNCH, Sum(account="income.canteen.fare", fen=130_000)])
    assert refunded.income_fen == 10_000
    assert refunded.accounts["income.canteen.fare"] == -4_000


def test_a_result_is_told_by_line_in_the_order_of_the_lines() -> None:
    told = result([*A_LUNCH, Sum(account="cost.energy", fen=5_000), Sum(account="income.gym", fen=-800)])
    assert [(line, one.contribution_fen) for line, one in told.lines().items()] == [
        (Line.GYM, 800),
        (Line.CANTEEN, 50_000),
        (Line.HOUSE, -5_000),
    ]


@pytest.mark.parametrize("kind", [AccountKind.INCOME, AccountKind.COST])
def test_what_was_never_written_down_is_not_known(kind: AccountKind) -> None:
    assert not result([Sum(account="bank", fen=5), Sum(account="fund.open", fen=-5)]).has(kind)


def test_income_that_was_wholly_taken_back_is_known_to_be_nothing() -> None:
    assert result([Sum(account="income.gym", fen=0)]).has(AccountKind.INCOME)


@given(SUMS)
def test_contribution_is_income_less_costs_and_the_sign_is_turned_once(sums: list[Sum]) -> None:
    told = result(sums)
    of_result = [one.fen for one in sums if one.account.split(".")[0] in ("income", "cost")]
    assert told.contribution_fen == told.income_fen - told.cost_fen == -sum(of_result)


@given(SUMS)
def test_results_of_parts_add_up_to_the_result_of_the_whole(sums: list[Sum]) -> None:
    parts = results(sums, lambda one: one.space).values()
    assert sum(parts, Result()) == result(sums)
    assert sum(result(sums).lines().values(), Result()) == result(sums)
