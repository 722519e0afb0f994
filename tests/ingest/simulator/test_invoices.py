"""What the simulated house pays and is given."""

from datetime import UTC, date, datetime, timedelta

from ingest.simulator.invoices import SIGNED_AFTER, invoices
from ingest.simulator.till import sales
from models.centre import SpaceId
from tests.ingest.simulator.worlds import shijiawan

FIRST, UNTIL = date(2026, 9, 1), datetime(2026, 11, 18, 7, 4, tzinfo=UTC)


def test_every_invoice_balances_is_signed_by_another_and_known_ones_are_not_told_again() -> None:
    told = list(invoices(shijiawan(), FIRST, UNTIL))
    assert {one.balance_fen for one in told} == {0}
    assert all(one.decided_by != one.entered_by for one in told)
    late = {one.id for one in told if one.entered_at > UNTIL - SIGNED_AFTER}
    assert late == {one.id for one in told if not one.decided_by}
    assert list(invoices(shijiawan(), FIRST, UNTIL, {one.id for one in told})) == []


def test_the_food_of_a_week_is_its_share_of_what_the_till_sold() -> None:
    monday, canteen = date(2026, 11, 9), SpaceId("canteen")
    (food,) = (one for one in invoices(shijiawan(), FIRST, UNTIL) if one.id == "sim-2026-11-16-food-canteen")
    days = [monday + timedelta(days=n) for n in range(7)]
    price = sum(one.total_fen for day in days for one in sales(shijiawan(), canteen, day))
    assert abs(100 * food.debit_fen - 45 * price) < 100


def test_energy_costs_more_in_a_hot_month_than_in_a_mild_one() -> None:
    told = {one.id: one.debit_fen for one in invoices(shijiawan(), date(2026, 4, 1), UNTIL)}
    assert told["sim-2026-08-energy"] > 1.5 * told["sim-2026-05-energy"]
