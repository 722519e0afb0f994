from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.effect.lot import stagger
from models.effect.panel import WEEK
from tests.trials import FIRST


@given(units=st.integers(1, 30), weeks=st.integers(1, 12), seed=st.integers(0, 99))
def test_starts_spread_evenly_over_the_weeks(units: int, weeks: int, seed: int) -> None:
    found = stagger([f"u{n}" for n in range(units)], FIRST, weeks, seed)
    counts = Counter((day - FIRST) // WEEK for day in found.values())
    assert len(found) == units
    assert set(counts) <= set(range(weeks))
    assert max(counts.values()) <= -(-units // weeks)


def test_the_lot_can_be_drawn_again_by_anybody_and_depends_on_the_seed() -> None:
    units = [f"u{n}" for n in range(12)]
    assert stagger(units, FIRST, 6, 1) == stagger(units[::-1], FIRST, 6, 1)
    assert stagger(units, FIRST, 6, 1) != stagger(units, FIRST, 6, 2)


def test_every_unit_may_be_first() -> None:
    firsts = {
        min(found := stagger("abc", FIRST, 3, seed), key=lambda unit: found[unit]) for seed in range(40)
    }
    assert firsts == set("abc")


def test_no_weeks_are_refused() -> None:
    with pytest.raises(ValueError, match="not over 0"):
        stagger(["a"], FIRST, 0, 1)
