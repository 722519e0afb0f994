"""What a match moves: every entry balances, charges are told apart, and what is there already is not moved."""

from dataclasses import replace

import pytest

from models.money.statement_entry import statement_entry
from tests.models.money.test_matching import a_line, an_item


def moved(*args: object) -> dict[str, int]:
    entry = statement_entry(*args)  # type: ignore[arg-type]
    return {one.account: one.fen for one in entry.postings} if entry else {}


def test_takings_go_to_the_account_of_the_statement_less_what_the_service_kept() -> None:
    lines = [a_line("a", 1000, fee=6), a_line("b", 500)]
    assert moved(lines, [an_item(1, 1500)]) == {"wechat": 1494, "cost.fees": 6, "takings": -1500}


def test_a_refund_takes_everything_the_other_way() -> None:
    assert moved([a_line("a", -1000, fee=-6)], [an_item(1, -1000)]) == {
        "wechat": -994,
        "cost.fees": -6,
        "takings": 1000,
    }


def test_what_the_book_has_on_that_account_already_is_not_moved_but_for_the_charge() -> None:
    paid = replace(an_item(1, -5000, account="bank"), space="canteen", party="farm")
    assert statement_entry([a_line("a", -5000, source="bank")], [paid]) is None
    assert moved([a_line("a", -5010, source="bank")], [paid]) == {"bank": -10, "cost.fees": 10}


def test_what_somebody_else_owed_is_paid_where_it_was_owed() -> None:
    rents = [an_item(1, 300, account="receivable.rent"), an_item(2, 200, account="receivable.rent")]
    assert moved([a_line("a", 500, source="bank")], rents) == {"bank": 500, "receivable.rent": -500}


def test_lines_of_two_statements_are_no_one_entry() -> None:
    with pytest.raises(ValueError, match="several statements"):
        statement_entry([a_line("a", 500), a_line("b", 500, source="bank")], [an_item(1, 1000)])
