"""Balances over several files: a line that nobody brought in is seen."""

from dataclasses import replace
from datetime import timedelta

from models.money.balance_breaks import breaks
from models.money.statement import StatementLine
from tests.models.money.test_matching import a_line


def chain(*fens: int, apart: int = 10) -> list[StatementLine]:
    balance, found = 1000, []
    for n, fen in enumerate(fens):
        balance += fen
        found.append(a_line(f"l{n}", fen, n * apart, source="bank", balance_fen=balance))
    return found


def test_balances_that_follow_are_no_break_in_whatever_order_they_come() -> None:
    assert breaks(reversed(chain(5, -7, 11, 13))) == []


def test_a_line_that_is_missing_breaks_the_one_after_it() -> None:
    lines = chain(5, -7, 11, 13)
    assert [one.id for one in breaks([lines[0], *lines[2:]])] == ["l2"]


def test_lines_of_one_instant_have_no_order_and_are_taken_together() -> None:
    first, *same, last = chain(5, -7, 11, 13)
    together = [replace(one, at=first.at + timedelta(minutes=1)) for one in reversed(same)]
    assert breaks([first, *together, last]) == []
    assert [one.id for one in breaks([first, together[0], last])] != []


def test_a_statement_without_balances_is_not_judged_and_sources_are_judged_apart() -> None:
    silent = [replace(one, balance_fen=None) for one in chain(5, 6)]
    other = [replace(one, source="wechat", balance_fen=7 - n) for n, one in enumerate(chain(9, -1))]  # type: ignore[arg-type]
    assert breaks([*silent, *chain(5, 6), *other]) == []
