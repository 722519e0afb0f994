"""How the fund stands."""

from dataclasses import replace
from datetime import date

import pytest

from models.money.fund.rule import BUILT_IN, Payoff
from models.services.fund import fund_state
from models.services.strangers import RefusedError
from tests.models.money.fund.rules import a_rule
from tests.models.services.fund_house import FundHouse


def test_without_a_decision_the_built_in_rule_is_told_as_such(house: FundHouse) -> None:
    state = house.state()
    assert (state.rule, state.debt, state.outlook, state.held) == (BUILT_IN, None, None, 0)
    assert [one.got for one in state.vessels] == [0, 0, 0]


def test_each_bucket_tells_what_it_got_spent_and_holds(house: FundHouse) -> None:
    house.decide()
    house.year(10_001)
    house.spend("property", 1_500)
    told = {one.bucket.key: (one.got, one.spent, one.left) for one in house.state().vessels}
    assert told == {
        "repayment": (5_001, 0, 5_001),
        "property": (4_000, 1_500, 2_500),
        "volunteer": (1_000, 0, 1_000),
    }


def test_a_debt_shrinks_by_what_is_paid_and_its_end_is_foretold(house: FundHouse) -> None:
    house.decide()
    house.owe(100_000)
    house.year(20_000, 20_000, 20_000)
    debt, outlook = house.state().debt, house.state().outlook
    assert debt is not None
    assert outlook is not None
    assert (debt.opened, debt.owed, debt.aside, debt.remaining) == (100_000, 100_000, 30_000, 70_000)
    assert outlook.likely == date(2026, 10, 1)
    house.spend("repayment", 30_000)
    after = house.state().debt
    assert after is not None
    assert (after.owed, after.aside, after.remaining) == (70_000, 0, 70_000)


def test_a_bucket_of_an_older_version_is_told_for_as_long_as_it_held_something(house: FundHouse) -> None:
    house.decide()
    house.year(1_000)
    fewer = tuple(replace(one, points=5_000) for one in a_rule().buckets[:2])
    house.decide(valid_from=date(2026, 2, 1), buckets=fewer, payoff=Payoff.HOLD)
    state = house.state()
    assert [one.bucket.key for one in state.vessels] == ["repayment", "property", "volunteer"]
    assert state.rule.version == 2


def test_where_no_books_are_kept_there_is_no_fund(house: FundHouse) -> None:
    with pytest.raises(RefusedError) as error:
        fund_state(replace(house.ports, money=None))
    assert error.value.message.key == "refused.fund.nowhere"
