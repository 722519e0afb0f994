"""The sharing out of a month as it stood at the month's end, whatever happened since."""

from datetime import date

from models.metric.period import month_of
from models.money.fund.rule import HELD, Payoff
from models.report.book_identities import fund_is_the_ledger
from models.report.inputs.fund import FundInputs
from models.services.month_inputs import gather
from models.services.monthly.fund import fund_inputs
from tests.builders import some_ports
from tests.models.services.fund_house import FundHouse

FEBRUARY, MARCH = month_of(date(2026, 2, 1)), month_of(date(2026, 3, 1))


def by_bucket(inputs: FundInputs) -> dict[str, tuple[int, int, int, int, int]]:
    return {
        one.bucket.key: (one.got, one.got_ever, one.spent, one.spent_ever, one.left) for one in inputs.buckets
    }


def test_a_month_is_shared_out_to_the_fen_and_what_came_later_is_not_in_it(house: FundHouse) -> None:
    house.year(10_001, 10_001, 1_000)
    house.spend("volunteer", 300, date(2026, 2, 20))
    house.spend("volunteer", 100, date(2026, 3, 2))
    found = fund_inputs(house.ports, FEBRUARY)
    assert by_bucket(found) == {
        "repayment": (5_000, 10_001, 0, 0, 10_001),
        "property": (4_001, 8_001, 0, 0, 8_001),
        "volunteer": (1_000, 2_000, 300, 300, 1_700),
    }
    (run,) = found.runs
    assert (run.base, run.released, run.carried, found.base_ever) == (10_001, 0, 0, 20_002)
    assert run.booked == {
        "fund.open": 10_001,
        "fund.property": -4_001,
        "fund.repayment": -5_000,
        "fund.volunteer": -1_000,
    }
    assert [(one.day, one.fen, one.reference) for one in found.spends] == [(date(2026, 2, 20), 300, "lift")]


def test_a_month_below_nothing_is_carried_to_the_next(house: FundHouse) -> None:
    house.earn(date(2026, 1, 1), 500)
    house.run()
    house.earn(FEBRUARY.first, 0, cost=300)
    house.run()
    house.earn(MARCH.first, 1_000)
    house.run()
    (february,), (march,) = fund_inputs(house.ports, FEBRUARY).runs, fund_inputs(house.ports, MARCH).runs
    assert (february.base, february.carried, february.after.carried) == (-300, 0, -300)
    assert (march.base, march.carried, sum(march.parts.values())) == (1_000, -300, 700)


def test_what_a_paid_debt_no_longer_takes_is_held(house: FundHouse) -> None:
    house.owe(3_000)
    house.decide(5_000, 4_000, 1_000, payoff=Payoff.HOLD)
    house.year(10_000, 10_000)
    found = fund_inputs(house.ports, FEBRUARY)
    assert found.debt is not None
    assert (found.debt.opened, found.debt.owed, found.debt.remaining) == (3_000, 3_000, 0)
    assert found.runs[0].parts[HELD] == 5_000
    assert found.held == 7_000


def test_nobody_who_proposed_or_decided_is_named(house: FundHouse) -> None:
    house.decide(6_000, 3_000, 1_000)
    house.year(100)
    (rule,) = fund_inputs(house.ports, month_of(date(2026, 1, 1))).rules
    assert (rule.version, rule.proposed_by, rule.decided_by) == (1, "", "")
    assert "wang" not in repr(fund_inputs(house.ports, FEBRUARY))


def test_a_month_that_was_not_shared_out_tells_the_rule_and_no_run(house: FundHouse) -> None:
    found = fund_inputs(house.ports, FEBRUARY)
    assert (found.has_fund, found.runs, [one.version for one in found.rules]) == (True, (), [0])


def test_without_books_there_is_no_fund() -> None:
    assert fund_inputs(some_ports(), FEBRUARY) == FundInputs()


def test_the_runs_are_the_ledgers(house: FundHouse) -> None:
    house.year(10_001, 7_777)
    inputs = gather(house.ports, FEBRUARY.first)
    told = [*fund_is_the_ledger(inputs, {})]
    assert len(told) == 5
    assert all(one == other for _, one, other in told)
