"""Receivables and payables that the book says are paid."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.covering import uncovered
from models.money.statement import OpenItem

AT = datetime(2026, 11, 2, 4, tzinfo=UTC)


def an_item(number: int, fen: int, account: str = "receivable.subsidy", party: str = "") -> OpenItem:
    return OpenItem(
        number=number,
        place=1,
        account=account,
        fen=fen,
        day=date(2026, 11, number),
        at=AT,
        key=f"sale:till:{number}",
        party=party,
    )


def left(*items: OpenItem) -> list[int]:
    return [one.number for one in uncovered(items)]


def test_what_was_paid_is_gone_with_what_paid_it_the_oldest_first() -> None:
    meals = [an_item(n, 150) for n in range(1, 6)]
    assert left(*meals, an_item(9, -450)) == [4, 5]


def test_what_is_paid_in_part_is_left_to_a_person() -> None:
    assert left(an_item(1, 150), an_item(2, 150), an_item(3, 150), an_item(9, -200)) == [3]


def test_a_stall_pays_its_own_rent_and_no_other() -> None:
    rents = [an_item(n, 800, "receivable.rent", party) for n, party in ((1, "a"), (2, "b"))]
    assert left(*rents, an_item(9, -800, "receivable.rent", "b")) == [1]
    assert left(*rents, an_item(9, -800, "receivable.rent", "c")) == [1, 2, 9], "it pays nothing here"


@pytest.mark.parametrize(("account", "sign"), [("receivable.other", 1), ("payable.supplier", -1)])
def test_a_receivable_is_paid_by_a_credit_and_a_payable_by_a_debit(account: str, sign: int) -> None:
    assert left(an_item(1, 500 * sign, account), an_item(9, -500 * sign, account)) == []
    assert left(an_item(1, 500 * sign, "takings"), an_item(9, -500 * sign, account)) == [1, 9]


def test_what_takes_a_sale_back_pays_nothing() -> None:
    back = replace(an_item(9, -150), key="sale:till:9~1")
    assert left(an_item(1, 150), back) == [1, 9]


@given(st.lists(st.sampled_from([150, 210, 150, -300, -90]), max_size=20))
def test_no_payment_takes_away_less_than_it_paid_and_nothing_is_made_up(fens: list[int]) -> None:
    items = [an_item(n, fen) for n, fen in enumerate(fens, 1)]
    kept = uncovered(items)
    assert {one.ref for one in kept} <= {one.ref for one in items}
    gone = [one.fen for one in items if one not in kept]
    owed, paid = sum(fen for fen in gone if fen > 0), -sum(fen for fen in gone if fen < 0)
    assert (owed > 0) == (paid > 0)
    assert all(one.fen < 0 for one in kept) or all(one.fen > 0 for one in kept)
