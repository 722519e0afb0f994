"""Months are shared out: what a run covers, what late entries become, what is refused."""

from collections.abc import Callable
from datetime import date

import pytest

from models.money.fund.rule import HELD, Base, Payoff
from models.services.fund_runs import ask_run, drop_run, month_to_run, plan, post_run, take_back
from models.services.strangers import RefusedError
from tests.models.services.fund_house import CHEN, JANUARY, VIEWER, WANG, FundHouse

FEBRUARY = date(2026, 2, 1)


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.fund.")


def test_a_month_is_shared_out_by_what_it_earned_less_its_costs(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 12_000, cost=1_999)
    run = house.run()
    assert (run.base, dict(run.parts)) == (
        10_001,
        {"repayment": 5_001, "property": 4_000, "volunteer": 1_000},
    )
    assert house.balance("fund.open") == 10_001
    (entry,) = house.money.ledger.by_keys(["fund:run:1"])
    assert (entry.entry.day, entry.month, entry.by) == (date(2026, 1, 31), JANUARY, "wang")


def test_an_entry_that_comes_late_is_shared_out_by_the_next_run_and_once_only(house: FundHouse) -> None:
    house.decide()
    house.year(1_000)
    house.earn(JANUARY, 300)
    house.earn(FEBRUARY, 50)
    assert house.run().base == 350
    house.earn(JANUARY, 7)
    assert house.run(FEBRUARY).base == 7
    assert refused(lambda: plan(house.ports, FEBRUARY)) == "nothing"
    assert house.balance("fund.open") == 1_357


def test_what_was_posted_for_a_later_month_waits_for_its_own_run(house: FundHouse) -> None:
    house.decide()
    house.earn(FEBRUARY, 500)
    house.earn(JANUARY, 100)
    assert [house.run().base, house.run().base] == [100, 500]


def test_spending_from_a_bucket_is_no_cost_of_the_months(house: FundHouse) -> None:
    house.decide()
    house.year(10_000)
    house.spend("volunteer", 900, date(2026, 2, 10))
    house.earn(FEBRUARY, 1_000)
    assert house.run().base == 1_000


def test_a_base_of_income_alone_leaves_costs_out(house: FundHouse) -> None:
    house.decide(base=Base.GROSS)
    house.earn(JANUARY, 1_000, cost=900)
    assert house.run().base == 1_000


def test_a_month_below_zero_is_carried_into_the_next(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 1, cost=101)
    assert (house.run().shared, house.balance("fund.open")) == (0, 0)
    house.earn(FEBRUARY, 1_100)
    assert house.run().shared == 1_000


def test_the_debt_ends_repayment_and_what_is_held_goes_to_the_next_rule(house: FundHouse) -> None:
    house.decide()
    house.owe(600)
    house.year(1_000, 1_000)
    assert house.state().held == 400
    house.decide(payoff=Payoff.REDISTRIBUTE, valid_from=date(2026, 3, 1))
    house.earn(date(2026, 3, 1), 1_000)
    run = house.run()
    assert (run.released, dict(run.parts)) == (400, {"repayment": 0, "property": 1_120, "volunteer": 280})
    assert (house.state().held, house.balance("fund.open")) == (0, 3_000)


def test_a_rule_that_awaits_a_decision_shares_nothing_out_beyond_the_debt(house: FundHouse) -> None:
    house.decide(payoff=Payoff.AWAIT)
    house.owe(400)
    house.earn(JANUARY, 1_000)
    assert refused(house.run) == "payoff"
    assert house.balance("fund.open") == 0


def test_a_run_that_was_taken_back_can_be_made_anew(house: FundHouse) -> None:
    house.decide()
    house.year(101, 55)
    take_back(house.ports, CHEN, 2)
    assert (house.balance("fund.open"), month_to_run(house.money)) == (101, FEBRUARY)
    house.earn(FEBRUARY, 100)
    again = house.run()
    assert (again.number, again.base) == (4, 155)
    assert house.balance("fund.open") == 256
    assert HELD not in again.parts


def test_nobody_takes_back_what_he_shared_out_himself(house: FundHouse) -> None:
    house.decide()
    house.year(101)
    assert refused(lambda: take_back(house.ports, WANG, 1)) == "ran_it"
    assert house.balance("fund.open") == 101
    assert take_back(house.ports, CHEN, 1).by == "chen"
    assert house.balance("fund.open") == 0


def test_what_was_spent_cannot_be_taken_back(house: FundHouse) -> None:
    house.decide()
    house.year(1_000)
    house.spend("property", 1)
    assert refused(lambda: take_back(house.ports, CHEN, 1)) == "spent"


def test_who_asks_to_share_a_month_out_does_not_post_it_himself(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 100)
    house.ask()
    assert refused(lambda: post_run(house.ports, CHEN, 1)) == "asked_it"
    assert (house.balance("fund.open"), house.state().runs) == (0, [])
    run = post_run(house.ports, WANG, 1)
    assert (run.asked_by, run.by, house.state().asked) == ("chen", "wang", None)


def test_what_is_posted_is_what_was_asked_for_and_later_entries_wait(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 100)
    house.ask()
    house.earn(JANUARY, 1)
    assert post_run(house.ports, WANG, 1).base == 100
    assert house.run(JANUARY).base == 1


def test_what_is_not_any_more_as_it_was_asked_for_is_dropped_and_asked_for_anew(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 1_000)
    house.ask()
    house.owe(10)
    assert refused(lambda: post_run(house.ports, WANG, 1)) == "not_as_asked"
    drop_run(house.ports, WANG, 1)
    assert house.run().parts["repayment"] == 10


def test_only_one_run_is_asked_for_at_a_time_and_each_is_posted_once(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 100)
    wanted = house.ask()
    assert refused(house.ask) == "moved_on"
    post_run(house.ports, WANG, 1)
    assert refused(lambda: post_run(house.ports, WANG, 1)) == "moved_on"
    assert refused(lambda: drop_run(house.ports, CHEN, 1)) == "moved_on"
    again = {"number": 1, "through": wanted.through}
    assert refused(lambda: ask_run(house.ports, CHEN, JANUARY, **again)) == "nothing"
    assert refused(lambda: ask_run(house.ports, CHEN, JANUARY, number=1, through=99)) == "moved_on"
    assert refused(lambda: take_back(house.ports, CHEN, 2)) == "moved_on"


def test_months_are_shared_out_in_their_order_and_when_they_are_over(house: FundHouse) -> None:
    house.decide(valid_from=date(2026, 10, 1))
    assert refused(lambda: plan(house.ports, JANUARY)) == "empty"
    house.earn(date(2026, 9, 1), 100)
    house.earn(date(2026, 10, 1), 100)
    assert refused(lambda: plan(house.ports, date(2026, 9, 1))) == "turn"
    assert house.run().base == 100
    assert refused(house.run) == "not_over"


def test_who_may_not_run_the_fund_runs_nothing(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 100)
    assert refused(lambda: ask_run(house.ports, WANG, JANUARY, number=1, through=1)) == "not_allowed"
    house.ask()
    assert refused(lambda: post_run(house.ports, VIEWER, 1)) == "not_allowed"
    assert refused(lambda: drop_run(house.ports, VIEWER, 1)) == "not_allowed"
    assert refused(lambda: take_back(house.ports, VIEWER, 1)) == "not_allowed"


def test_a_closed_month_does_not_change_when_it_is_shared_out(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 1_000)
    months = house.money.months
    months.ask(JANUARY, by="chen", at=house.now, reason="test")
    months.agree(JANUARY, by="wang", at=house.now)
    house.run()
    (posted,) = house.money.ledger.by_keys(["fund:run:1"])
    assert (posted.month, posted.revision) == (date(2026, 11, 1), 0)
    assert months.month(JANUARY).through < posted.number
