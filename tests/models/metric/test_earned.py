"""Money of a day beside the use of that day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metric import METRICS
from models.metric.coverage import Covered
from models.metric.doors import Doors
from models.metric.earned import Earned, earned
from models.metric.sums import Sums
from models.money.slot_money import Amounts, DayMoney
from models.utilisation import Utilisation

USE = Utilisation(person_hours=80, seat_open_hours=400, seat_measured_hours=360)
DOOR = Doors(entries=50, covered=Covered(seat_open_hours=400, seat_measured_hours=360))
DAY = DayMoney(
    moment=Amounts(income_fen=30_000, subsidy_fen=6_000),
    standing=Amounts(direct_fen=20_000, shared_fen=12_000),
    open_min=600,
)
FEN = st.integers(0, 10**8)


def value(key: str, found: Earned) -> float | None:
    return METRICS[key].value(Sums(takings=found.takings, costs=found.costs, margin=found.margin))


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("income", 30_000),
        ("income_subsidy", 6_000),
        ("cost", 32_000),
        ("contribution", -2_000),
        ("cost_recovery", 0.75),  # the subsidy earns nothing back
        ("income_per_open_hour", 3_000),
        ("contribution_per_person_hour", -25),
        ("cost_per_visit", 640),
        ("subsidy_per_visit", 160),
    ],
)
def test_a_day_of_known_income_and_costs_has_every_figure(key: str, told: float) -> None:
    assert value(key, earned(DAY, USE, DOOR, income=True, cost=True)) == told


def test_without_a_counter_nothing_is_known_of_a_visit() -> None:
    found = earned(DAY, USE, None, income=True, cost=True)
    assert (value("cost_per_visit", found), value("subsidy_per_visit", found)) == (None, None)
    assert value("cost", found) == 32_000


def test_the_costs_of_spaces_without_a_counter_make_no_visit_dearer() -> None:
    both = [earned(DAY, USE, doors, income=True, cost=True) for doors in (DOOR, None)]
    house = Sums.summed(Sums(costs=one.costs, margin=one.margin) for one in both)
    told = [METRICS[key].value(house) for key in ("cost", "cost_per_visit", "subsidy_per_visit")]
    assert told == [64_000, 640, 160]


@pytest.mark.parametrize(
    ("income", "cost", "unknown"),
    [
        (False, True, {"income", "contribution", "cost_recovery", "subsidy_per_visit"}),
        (True, False, {"cost", "contribution", "cost_recovery", "cost_per_visit"}),
        (False, False, {"income", "cost", "contribution"}),
    ],
)
def test_of_a_month_that_lacks_one_side_no_figure_is_made_of_it(
    income: bool, cost: bool, unknown: set[str]
) -> None:
    found = earned(DAY, USE, DOOR, income=income, cost=cost)
    assert {key for key in unknown if value(key, found) is not None} == set()
    assert (value("income", found) is not None, value("cost", found) is not None) == (income, cost)


def test_a_day_of_nothing_in_a_month_that_has_books_is_nothing_and_not_unknown() -> None:
    found = earned(DayMoney(open_min=600), USE, DOOR, income=True, cost=True)
    assert (value("income", found), value("cost", found), value("contribution", found)) == (0, 0, 0)


@given(FEN, FEN, FEN, FEN)
def test_contribution_is_income_less_costs_and_spent_is_earned_and_the_gap(
    income: int, subsidy: int, direct: int, shared: int
) -> None:
    amounts = Amounts(income_fen=income, subsidy_fen=subsidy, direct_fen=direct, shared_fen=shared)
    found = earned(DayMoney(moment=amounts), USE, DOOR, income=True, cost=True)
    assert found.margin.contribution_fen == income - direct - shared
    assert found.margin.earned_fen + found.margin.gap_fen == found.margin.spent_fen == found.costs.counted_fen
