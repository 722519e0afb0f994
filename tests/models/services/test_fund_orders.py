"""Money out of the buckets: two persons, and never more than there is."""

from collections.abc import Callable
from datetime import date

import pytest

from models.money.ports import Such
from models.services.fund_orders import decide_order, propose_debt, propose_spend
from models.services.strangers import RefusedError
from tests.models.services.fund_house import CHEN, VIEWER, WANG, FundHouse
from tests.models.services.test_fund_runs import refused

DAY = date(2026, 11, 1)


def test_a_spend_pays_and_empties_its_bucket_when_another_person_approves(house: FundHouse) -> None:
    house.decide()
    house.year(10_000)
    order = propose_spend(house.ports, CHEN, "property", 1_500, DAY, "  lift  repair ", "building 3")
    assert (order.memo, house.balance("fund.property")) == ("lift repair", -4_000)
    with pytest.raises(RefusedError) as error:
        decide_order(house.ports, CHEN, order.id, approve=True)
    assert error.value.message.key == "refused.fund.same_person"
    decide_order(house.ports, WANG, order.id, approve=True)
    told = {
        one.account: one.fen
        for one in house.money.ledger.sums(["account"], Such(sources=("fund",), first=DAY))
    }
    assert told == {"bank": -1_500, "payable.supplier": 1_500, "fund.applied": -1_500, "fund.property": 1_500}
    (by_house,) = house.money.ledger.sums(["building"], Such(accounts=("payable.supplier",)))
    assert (by_house.building, by_house.fen) == ("building 3", 1_500)


def test_two_spends_that_each_fit_do_not_both_pass(house: FundHouse) -> None:
    house.decide()
    house.year(10_000)
    first, second = (
        propose_spend(house.ports, CHEN, "volunteer", 600, DAY, memo, "") for memo in ("tea", "trees")
    )
    decide_order(house.ports, WANG, first.id, approve=True)
    assert refused(lambda: decide_order(house.ports, WANG, second.id, approve=True)) == "short"
    decide_order(house.ports, WANG, second.id, approve=False)
    assert house.balance("fund.volunteer") == -400


def test_a_repayment_shrinks_the_debt_and_stops_at_it(house: FundHouse) -> None:
    house.decide()
    house.year(10_000)
    house.owe(3_000)
    house.spend("repayment", 2_000)
    assert house.balance("debt.construction") == -1_000
    assert refused(lambda: house.spend("repayment", 1_001)) == "short_debt"


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (lambda ports: propose_spend(ports, CHEN, "moon", 1, DAY, "x"), "no_bucket"),
        (lambda ports: propose_spend(ports, CHEN, "property", 4_001, DAY, "x", "3"), "short"),
        (lambda ports: propose_spend(ports, CHEN, "property", 4_000, DAY, "x"), "building"),
        (lambda ports: propose_spend(ports, CHEN, "volunteer", 0, DAY, "x"), "amount"),
        (lambda ports: propose_spend(ports, CHEN, "volunteer", 1, date(2026, 11, 23), "x"), "future"),
        (lambda ports: propose_spend(ports, CHEN, "volunteer", 1, DAY, " "), "memo"),
        (lambda ports: propose_spend(ports, WANG, "volunteer", 1, DAY, "x"), "not_allowed"),
        (lambda ports: propose_debt(ports, VIEWER, 1, DAY, "x"), "not_allowed"),
        (lambda ports: decide_order(ports, VIEWER, "x", approve=True), "not_allowed"),
        (lambda ports: decide_order(ports, WANG, "x", approve=True), "moved_on"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    house: FundHouse, deed: Callable[[object], object], why: str
) -> None:
    house.decide()
    house.year(10_000)
    assert refused(lambda: deed(house.ports)) == why
