"""Effects: a band with its middle, in words and drawn; what is not known has neither."""

from dataclasses import replace

import pytest

from dashboard.components.advice_effect import effect_bars, effect_words, tone
from dashboard.i18n import Translate
from models.advice.recommendation import Outcome
from models.expectation import Evidence, Expected
from tests.advice_week import expected
from tests.dashboard.pages.test_sensors import count, text

EN = Translate("en")


@pytest.mark.parametrize(
    ("outcome", "low", "high", "told"),
    [
        (Outcome.ATTENDANCES, 1, 5, "good"),
        (Outcome.ATTENDANCES, -1, 5, "open"),
        (Outcome.ATTENDANCES, -5, -1, "bad"),
        (Outcome.OVERFLOW_MINUTES, -5, -1, "good"),
        (Outcome.OVERFLOW_MINUTES, 1, 5, "bad"),
    ],
)
def test_less_crowding_is_good_and_a_band_around_nought_is_open(
    outcome: Outcome, low: float, high: float, told: str
) -> None:
    assert tone(outcome, expected((low + high) / 2, low, high)) == told


def test_money_is_told_in_yuan_and_without_evidence_no_number_is_told() -> None:
    assert "−80.00 yuan a week" in effect_words(EN, Outcome.CONTRIBUTION_FEN, expected(-8000, -26000, 9000))
    nothing = Expected(mean=3, low=1, high=5, evidence=Evidence.NONE)
    assert effect_words(EN, Outcome.ATTENDANCES, nothing) == "Not enough evidence"
    drawn = effect_bars(EN, {Outcome.ATTENDANCES: nothing})
    assert count(drawn, "effect-bar") == 0
    assert "how much will change cannot be said" in text(drawn)


def test_what_is_sure_to_stay_as_it_is_is_said_without_a_band_of_noughts() -> None:
    same = expected(0, 0, 0)
    assert effect_words(EN, Outcome.CONTRIBUTION_FEN, same) == "Expected to stay as it is"
    drawn = text(effect_bars(EN, {Outcome.CONTRIBUTION_FEN: replace(same, likely=0.0)}))
    assert "likely" not in drawn
    assert "0.00" not in drawn


def test_a_band_of_one_point_at_nought_is_drawn() -> None:
    assert count(effect_bars(EN, {Outcome.ATTENDANCES: expected(0, 0, 0)}), "effect-bar") == 1
