"""Sums by business day and quarter hour are the sums of the slots, however they are cut."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import SLOT
from models.slot import SlotFact
from models.use_grid import slot_start, use_grid
from models.utilisation import Utilisation, utilisation
from tests.builders import a_fact, a_grid

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 11, 16)
CUT = datetime(2026, 11, 15, 20, tzinfo=UTC)
"""04:00 in Shanghai on FIRST."""

slots = st.builds(
    lambda n, people, capacity, measured: a_fact(
        CUT + n * SLOT, people, capacity=capacity, measured_min=measured
    ),
    st.integers(0, 96 * 5 - 1),
    st.one_of(st.none(), st.floats(0, 80)),
    st.integers(1, 60),
    st.sampled_from((3.0, 7.5, 15.0)),
)
weeks = st.lists(slots, unique_by=lambda fact: fact.start, max_size=60)


def same(one: Utilisation, other: Utilisation) -> bool:
    pairs = ((getattr(one, f.name), getattr(other, f.name)) for f in fields(Utilisation))
    return all(a == pytest.approx(b, abs=1e-9) for a, b in pairs)


@given(weeks)
def test_all_days_together_are_what_the_slots_add_up_to(facts: list[SlotFact]) -> None:
    grid = use_grid(a_grid(facts), FIRST, FIRST + timedelta(days=4), SHANGHAI)
    whole = utilisation(facts)
    assert same(grid.total(), whole)
    assert same(sum(grid.by_day(), Utilisation()), whole)
    assert same(sum((grid.total([n]) for n in range(5)), Utilisation()), whole)


@given(weeks, weeks)
def test_two_spaces_as_one_are_the_sum_of_both_and_its_peak_the_higher_one(
    one: list[SlotFact], other: list[SlotFact]
) -> None:
    last = FIRST + timedelta(days=4)
    both = use_grid(a_grid(one), FIRST, last, SHANGHAI) + use_grid(a_grid(other), FIRST, last, SHANGHAI)
    assert same(both.total(), utilisation(one) + utilisation(other))


def test_a_slot_after_midnight_belongs_to_the_business_day_before() -> None:
    late = a_fact(CUT + timedelta(hours=21), 5)  # 01:00 of the 17th
    grid = use_grid(a_grid([late]), FIRST, FIRST + timedelta(days=1), SHANGHAI)
    assert [use.person_hours for use in grid.by_day()] == [pytest.approx(1.25), 0]
    assert grid.hour(0, 1).person_hours == pytest.approx(1.25)
    assert grid.hour(0, 2).open_hours == 0


def test_facts_outside_of_the_days_are_passed_over() -> None:
    outside = [a_fact(CUT - SLOT, 5), a_fact(CUT + timedelta(days=1), 5)]
    assert use_grid(a_grid(outside), FIRST, FIRST, SHANGHAI).total() == Utilisation()


def test_no_fact_is_nothing_and_not_an_error() -> None:
    assert use_grid(a_grid([]), FIRST, FIRST, SHANGHAI).total() == Utilisation()


@pytest.mark.parametrize(("column", "step", "clock"), [(0, 4, (4, 0)), (15, 4, (19, 0)), (95, 1, (3, 45))])
def test_a_column_begins_at_the_clock_of_the_business_day(
    column: int, step: int, clock: tuple[int, int]
) -> None:
    assert slot_start(column, step) == clock
