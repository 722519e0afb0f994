"""What the book says of work orders."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.correction import corrected
from models.money.work_order import WorkOrder, order_entries, order_keys
from tests.models.money.memory import MemoryLedger
from tests.models.money.services_kept import AT, DAY, an_order


def told(order: WorkOrder) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in order_entries([order]):
        for one in entry.postings:
            found[one.account] = found.get(one.account, 0) + one.fen
    return {account: fen for account, fen in found.items() if fen}


def test_work_that_is_done_is_owed_and_has_its_cost() -> None:
    assert told(an_order()) == {
        "receivable.property": 3_000,
        "income.property": -3_000,
        "cost.property": 8_000,
        "payable.supplier": -8_000,
    }


def test_what_was_paid_is_owed_no_longer() -> None:
    assert told(an_order(paid=DAY)).get("receivable.property") is None
    assert told(an_order(paid=DAY))["takings"] == 3_000


def test_every_line_names_house_and_service() -> None:
    postings = [one for entry in order_entries([an_order(paid=DAY)]) for one in entry.postings]
    assert {(one.building, one.party) for one in postings} == {("B1", "pipes")}


@pytest.mark.parametrize("order", [an_order(done=None), an_order(void=True), an_order(fee_fen=0, cost_fen=0)])
def test_what_was_not_done_moves_no_money(order: WorkOrder) -> None:
    assert list(order_entries([order])) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"done": None, "paid": DAY},
        {"done": None, "satisfaction": 5},
        {"satisfaction": 0},
        {"satisfaction": 6},
        {"units": 0},
        {"fee_fen": -1},
    ],
)
def test_an_order_that_cannot_be_is_none(odd: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="o1"):
        an_order(**odd)


def test_the_two_entries_have_the_keys_by_which_they_are_taken_back() -> None:
    assert [one.key for one in order_entries([an_order(paid=DAY)])] == list(order_keys("o1"))


ORDERS = st.lists(
    st.builds(
        an_order,
        id=st.sampled_from(["a", "b", "c"]),
        fee_fen=st.integers(1, 9_000),
        cost_fen=st.integers(0, 9_000),
        done=st.dates(date(2026, 10, 1), DAY),
        paid=st.none() | st.just(DAY),
    ),
    max_size=8,
)


@given(ORDERS)
def test_orders_that_change_leave_the_book_as_the_last_word_of_each(orders: list[WorkOrder]) -> None:
    ledger, last = MemoryLedger(), {one.id: one for one in orders}
    for n, one in enumerate(orders):
        later = AT + timedelta(minutes=n)
        corrected(
            ledger,
            [entry for entry in order_entries([one]) if entry.key == order_keys(one.id)[0]],
            by="li",
            at=later,
        )
    income = sum(fen for (_, account), fen in ledger.sums().items() if account == "income.property")
    assert -income == sum(one.fee_fen for one in last.values())
    assert sum(ledger.sums().values()) == 0
