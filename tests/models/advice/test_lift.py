"""What was measured of a kind of change is what the next proposal of that kind stands on."""

from dataclasses import replace
from math import log

import pytest

from models.advice.action import Action
from models.advice.lift import lift
from models.expectation import Evidence
from tests.advised_ground import a_snapshot

KIND = Action.PRICE_BAND


def test_before_anything_was_measured_it_is_what_is_known_at_large() -> None:
    found = lift(a_snapshot(), KIND)
    assert (found.mean, found.low, found.high) == pytest.approx((0.08, -0.05, 0.25), abs=0.02)
    assert found.evidence is Evidence.PRIOR


def test_what_was_measured_takes_its_place_and_stays_as_wide_as_places_differ() -> None:
    kept = replace(a_snapshot(), lifts={KIND.value: (log(1.2), 0.001, 0.0)}, pooled={KIND.value: 40})
    found = lift(kept, KIND)
    assert found.mean == pytest.approx(0.2)
    assert found.evidence is Evidence.MEASURED
    assert found.high - found.low > 0.15
    assert lift(kept, Action.MEAL_BAND).evidence is Evidence.PRIOR
