"""Today's rule and another one upon the same months."""

from dataclasses import replace
from datetime import date

from models.services.fund_what_if import compared
from tests.models.money.fund.rules import a_rule
from tests.models.services.fund_house import FundHouse


def test_todays_rule_makes_of_the_months_what_the_book_says(house: FundHouse) -> None:
    house.decide()
    house.owe(30_001)
    house.year(10_001, 999, 20_000, 44_000)
    house.spend("repayment", 5_000)
    state = house.state()
    now, then = compared(state, a_rule(4_500, 4_500, 1_000), 0)
    got = {one.bucket.key: one.got for one in state.vessels}
    assert {key: fen for key, fen in now.totals.items() if key != "held"} == got
    assert now.totals["held"] == state.held > 0
    assert sum(then.totals.values()) == sum(now.totals.values()) == 75_000


def test_a_larger_share_of_repayment_is_told_to_end_sooner(house: FundHouse) -> None:
    house.decide()
    house.owe(300_000)
    house.year(10_000, 10_000, 10_000)
    state = house.state()
    buckets = tuple(
        replace(one, points=points)
        for one, points in zip(state.rule.buckets, (8_000, 1_000, 1_000), strict=True)
    )
    now, same = compared(state, a_rule(), 0)
    _, sooner = compared(state, replace(state.rule, buckets=buckets), 0)
    assert now.covered == same.covered == date(2030, 12, 1)
    assert sooner.covered == date(2029, 3, 1)


def test_without_a_debt_nothing_is_told_of_its_end(house: FundHouse) -> None:
    house.decide()
    house.year(10_000, 10_000, 10_000)
    now, then = compared(house.state(), a_rule(), 5)
    assert (now.covered, then.covered) == (None, None)
