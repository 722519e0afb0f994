"""What was paid for a project is what left an account that holds money."""

from models.money.entry import Posting
from models.money.project_payment import is_line_code, line_code, paid_now, split_code


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
