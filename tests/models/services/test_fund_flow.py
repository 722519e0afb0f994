"""Where each yuan went."""

from models.money.chart import Line
from models.money.fund.rule import HELD
from models.services.fund_flow import fund_flow
from tests.models.services.fund_house import JANUARY, FundHouse


def test_before_the_first_run_there_is_no_picture(house: FundHouse) -> None:
    assert fund_flow(house.ports, house.state()) is None


def test_income_less_costs_is_what_the_buckets_got(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 12_000, cost=2_000)
    house.run()
    house.spend("property", 1_500)
    flow = fund_flow(house.ports, house.state())
    assert flow is not None
    assert (flow.income, flow.costs) == ({Line.GYM: 12_000}, {Line.HOUSE: 2_000})
    assert (flow.earned, flow.shared, flow.rest) == (10_000, 10_000, 0)
    assert (flow.parts["property"], flow.spent) == (4_000, {"property": 1_500})


def test_a_loss_that_is_carried_on_is_no_part_of_any_bucket(house: FundHouse) -> None:
    house.decide()
    house.earn(JANUARY, 100, cost=300)
    house.run()
    flow = fund_flow(house.ports, house.state())
    assert flow is not None
    assert (flow.earned, flow.shared, flow.rest) == (-200, 0, -200)


def test_what_was_held_and_is_shared_out_later_is_told_once(house: FundHouse) -> None:
    house.decide()
    house.owe(100)
    house.year(1_000)
    house.decide(5_000, 5_000, valid_from=JANUARY.replace(month=2))
    house.earn(JANUARY.replace(month=2), 1_000)
    house.run()
    flow = fund_flow(house.ports, house.state())
    assert flow is not None
    assert flow.shared == flow.earned == 2_000
    assert flow.parts[HELD] >= 0
