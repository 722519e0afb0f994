"""What was paid for a project is what left an account that holds money."""

import pytest

from models.money.entry import Posting
from models.money.project_payment import is_line_code, line_code, paid_now, split_code, unproved

CODE = line_code("P2026-003", "1")


def posted(*lines: tuple[str, int, str]) -> list[Posting]:
    return [Posting(account=account, fen=fen, party=party) for account, fen, party in lines]


def test_only_money_that_leaves_counts_as_paid_and_what_comes_back_is_taken_off() -> None:
    code = line_code("P2026-003", "1")
    lines = [
        Posting(account="cost.other", fen=500, party=code),
        Posting(account="payable.supplier", fen=-200, party=code),
        Posting(account="bank", fen=-300, party=code),
        Posting(account="cash", fen=50, party=code),
        Posting(account="bank", fen=-50, party="stall-7"),
    ]
    assert paid_now(lines) == {code: 250}


def test_other_parties_are_no_projects() -> None:
    assert split_code(line_code("P2026-003", "1")) == ("P2026-003", "1")
    assert is_line_code("P2026-003/1")
    assert not any(
        is_line_code(one) for one in ("", "stall-7", "P2026-003", "P2026-003/", "P2026-3/1", "x P2026-003/1")
    )


@pytest.mark.parametrize(
    "beside",
    [
        [("bank", -500, "")],
        [("payable.supplier", -500, CODE)],
        [("deposit", -500, CODE)],
        [("deposit", -500, "")],
        [("income.other", -500, CODE)],
        [("cost.other", -500, "")],
        [("bank", -500, "P2026-004/1")],
        [("bank", -499, CODE), ("cash", -1, "")],
        [("bank", -500, CODE), ("bank", -7, ""), ("cost.food", 7, "")],
    ],
)
def test_what_a_line_costs_leaves_the_house_under_its_name_in_the_same_entry(
    beside: list[tuple[str, int, str]],
) -> None:
    assert unproved(posted(("cost.other", 500, CODE), *beside)) == CODE


@pytest.mark.parametrize(
    "lines",
    [
        [("payable.supplier", 500, CODE), ("bank", -500, "")],
        [("bank", 500, CODE), ("cash", -500, "")],
        [("bank", 500, CODE), ("income.grant", -500, CODE)],
    ],
)
def test_neither_a_debt_nor_a_transfer_nor_a_grant_makes_room_on_a_line(
    lines: list[tuple[str, int, str]],
) -> None:
    assert unproved(posted(*lines)) == CODE


@pytest.mark.parametrize(
    "lines",
    [
        [("cost.other", 500, CODE), ("bank", -300, CODE), ("cash", -200, CODE)],
        [("cost.other", -500, CODE), ("bank", 500, CODE)],
        [("cost.other", -500, CODE), ("bank", 500, "")],
        [("payable.supplier", 500, CODE), ("bank", -500, CODE)],
        [
            ("cost.volunteer", 9, CODE),
            ("bank", -9, CODE),
            ("fund.volunteer", 9, CODE),
            ("fund.applied", -9, ""),
        ],
        [("cost.food", 5, "stall-7"), ("bank", -5, "")],
    ],
)
def test_a_payment_its_return_and_what_names_no_line_are_as_they_should_be(
    lines: list[tuple[str, int, str]],
) -> None:
    assert unproved(posted(*lines)) == ""
