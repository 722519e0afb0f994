"""Values in words: ages, units, money, and what another process says that nobody here has words for."""

from datetime import timedelta

import pytest

from dashboard.components.spoken import ago, measure_name, measured, sentence
from dashboard.i18n import LOCALES, Locale, Translate, catalogue
from models.health import VITALS
from models.message import Message
from models.reading import MEASURES
from tests.builders import NOON

EN = Translate("en")


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(seconds=-9), "0 s ago"),
        (timedelta(seconds=89), "89 s ago"),
        (timedelta(minutes=89), "89 min ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=9), "9 days ago"),
    ],
)
def test_an_age_is_told_in_a_unit_that_suits_it(past: timedelta, words: str) -> None:
    assert ago(EN, NOON - past, NOON) == words
    assert ago(EN, None, NOON) == "never"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("temperature", 21.50, "21.5 °C"),
        ("people_in_total.line2", 12_000, "12,000"),
        ("presence", 1, "yes"),
        ("sale_fen", 1_250, "¥12.50"),
        ("nobody_knows", 0.0, "0"),
    ],
)
def test_a_number_is_told_with_its_unit(key: str, value: float, words: str) -> None:
    assert measured(EN, key, value) == words


@pytest.mark.parametrize("locale", LOCALES)
def test_every_measure_has_a_name(locale: Locale) -> None:
    assert [key for key in MEASURES if f"measure.{key}" not in catalogue(locale)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_vital_has_a_name(locale: Locale) -> None:
    assert [key for key in VITALS if f"vital.{key}" not in catalogue(locale)] == []


def test_the_part_of_a_measure_is_shown_harmlessly() -> None:
    assert measure_name(EN, "people_in_total.\u202eline") == "people in, in all · \\u202eline"


@pytest.mark.parametrize(
    "message", [Message("no.such.key"), Message("sensors.page"), Message("sensors.page", {"n": 1})]
)
def test_a_message_without_words_never_stops_a_page(message: Message) -> None:
    assert sentence(EN, message) == EN("sensors.unsaid")
    assert sentence(EN, message, "") == ""
