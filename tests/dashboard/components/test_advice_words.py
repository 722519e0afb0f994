"""Short words about advice: every state, reason, outcome and tier has one; weekdays and hours read as people say them."""

from dataclasses import replace
from datetime import time

import pytest

from dashboard.advice.half_hour import Tier
from dashboard.components.advice_what_if import SLIDERS
from dashboard.components.advice_words import SIGNS, clock_words, number_words, weekday_words
from dashboard.i18n import LOCALES, Locale, Translate, catalogue
from models.advice.action import Action
from models.advice.recommendation import Confidence, Held, Outcome, Reason, State
from models.expectation import Evidence
from tests.advice_week import CLASS

WORDS = {
    "advice.action": Action,
    "advice.held": Held,
    "advice_page.state": State,
    "advice_page.reason": Reason,
    "advice_page.outcome": Outcome,
    "advice_page.unit": Outcome,
    "advice_page.confidence": Confidence,
    "advice_page.evidence": Evidence,
    "advice_page.tier": Tier,
    "advice_page.weight": [one.name for one in SLIDERS],
}


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_that_can_be_said_of_advice_has_its_words(locale: Locale) -> None:
    words = catalogue(locale)
    keys = [f"{prefix}.{one}" for prefix, ones in WORDS.items() for one in ones]
    assert [key for key in keys if not words.get(key, "").strip()] == []
    assert set(SIGNS) == set(State)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((1, 3), "Tue, Thu"),
        ((0, 1, 2, 3, 4), "Mon to Fri"),
        ((5, 6), "Sat, Sun"),
        (tuple(range(7)), "Every day"),
    ],
)
def test_weekdays_in_a_row_are_told_as_one(days: tuple[int, ...], told: str) -> None:
    assert weekday_words(Translate("en"), replace(CLASS.target, weekdays=days)) == told


def test_what_ends_at_midnight_ends_at_the_end_of_its_day() -> None:
    assert clock_words(replace(CLASS.target, start=time(22), end=time(0))) == "22:00–00:00"


def test_a_number_keeps_what_matters_and_no_number_is_no_nought() -> None:
    assert [number_words(one) for one in (None, 0.0, 4.25, 12.5, 1234)] == ["–", "0", "4.25", "12", "1,234"]
