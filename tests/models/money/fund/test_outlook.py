"""When the debt is covered, and what another rule would have made of the past."""

from datetime import date

import pytest

from models.money.fund.outlook import outlook, what_if
from models.money.fund.rule import HELD, Payoff
from tests.models.money.fund.rules import a_rule


def year(*amounts: int) -> dict[date, int]:
    return {date(2025 + n // 12, n % 12 + 1, 1): fen for n, fen in enumerate(amounts)}


def test_a_steady_repayment_covers_the_debt_in_as_many_months_as_it_takes() -> None:
    told = outlook(1_000, year(*[100] * 6))
    assert (told.monthly, told.likely, told.early, told.late) == (100, *[date(2026, 4, 1)] * 3)


def test_months_that_differ_make_the_date_uncertain() -> None:
    told = outlook(10_000, year(*[100, 300] * 6))
    assert told.likely == date(2030, 2, 1)
    assert told.early is not None
    assert told.late is not None
    assert told.early < told.likely < told.late


def test_only_the_newest_twelve_months_count() -> None:
    assert outlook(1_000, year(*[0] * 12, *[100] * 12)).monthly == 100


@pytest.mark.parametrize("months", [[], [100], [100, 100], [0, 0, 0]])
def test_of_too_few_months_or_of_none_that_repay_nothing_is_foretold(months: list[int]) -> None:
    told = outlook(1_000, year(*months))
    assert (told.likely, told.early, told.late) == (None, None, None)


def test_a_debt_that_is_covered_is_covered_in_the_last_month() -> None:
    assert outlook(0, year(5, 5, 5)).likely == date(2025, 3, 1)


def test_another_rule_is_tried_on_the_same_months_and_nothing_is_lost() -> None:
    bases = year(101, -50, 303, 7)
    told = what_if(a_rule(4_500, 4_500, 1_000), bases, room=100, remaining=None)
    assert sum(told.totals.values()) == sum(bases.values())
    assert (told.totals["b0"], told.totals[HELD]) == (100, 63)
    assert told.covered is None


def test_a_larger_share_and_a_growing_base_cover_the_debt_sooner() -> None:
    bases = year(*[1_000] * 12)

    def covered(*points: int, growth: float = 0.0) -> date:
        found = what_if(a_rule(*points), bases, room=None, remaining=60_000, growth=growth).covered
        assert found is not None
        return found

    assert covered(5_000, 5_000) == date(2035, 12, 1)
    assert covered(6_000, 4_000) == date(2034, 4, 1)
    assert covered(5_000, 5_000, growth=0.05) < date(2035, 12, 1) < covered(5_000, 5_000, growth=-0.02)


def test_a_look_at_what_might_be_stops_at_no_decision() -> None:
    rule = a_rule(5_000, 5_000, payoff=Payoff.AWAIT)
    assert what_if(rule, year(100, 100, 100), room=20, remaining=0).totals == {"b0": 20, "b1": 150, HELD: 130}
