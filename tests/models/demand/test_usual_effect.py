"""What the next change of a kind is expected to bring."""

from math import log

import pytest

from models.demand.usual_effect import usual_effect
from models.expectation import REACH, Evidence

WIDTH = (log(1.25) - log(0.95)) / (2 * REACH)


def test_before_any_was_measured_it_is_what_is_known_at_large() -> None:
    found = usual_effect(log(1.08), WIDTH, 0.0, 0)
    assert found.mean == pytest.approx(0.08)
    assert (found.low, found.high) == pytest.approx((-0.05, 0.25), abs=0.015)
    assert found.evidence is Evidence.PRIOR


def test_from_three_trials_on_it_is_the_houses_own() -> None:
    assert usual_effect(0.1, 0.05, 0.0, 2).evidence is Evidence.PRIOR
    assert usual_effect(0.1, 0.05, 0.0, 3).evidence is Evidence.MEASURED


def test_a_kind_that_is_known_well_still_differs_from_one_change_to_the_next() -> None:
    agreed, differing = usual_effect(0.1, 0.001, 0.0, 40), usual_effect(0.1, 0.001, 0.3, 40)
    assert agreed.high - agreed.low > 0.15
    assert differing.high - differing.low > 3 * (agreed.high - agreed.low)
