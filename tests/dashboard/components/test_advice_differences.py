"""What was changed of a proposal is told in words, not in the names of fields."""

import pytest

from dashboard.components.advice_differences import difference_words
from dashboard.i18n import LOCALES, Locale
from tests.dashboard.pages.test_live import a_visit


def told(locale: Locale, **difference: tuple[str, str]) -> list[str]:
    return difference_words(a_visit(locale=locale), {k.replace("__", "."): v for k, v in difference.items()})


def test_times_days_and_dates_are_said_as_people_say_them() -> None:
    found = told(
        "en",
        weekdays=("5", "0,2"),
        start=("19:00:00", "18:30:00"),
        first=("2026-12-07", "2026-12-21"),
        weeks=("12", "8"),
    )
    assert found == [
        "Weekdays: Sat → Mon, Wed",
        "Begins at: 19:00 → 18:30",
        "From: 7 Dec 2026 → 21 Dec 2026",
        "Weeks: 12 → 8",
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_lot_is_one_sentence_without_the_names_of_its_parameters(locale: Locale) -> None:
    (said,) = told(
        locale,
        lot__first=("", "2026-12-07"),
        lot__weeks=("", "4"),
        lot__units=("", "2026-W50-01,2026-W50-02"),
    )
    assert "4" in said
    assert "lot" not in said.replace("by lot", "")
    assert "W50" not in said


def test_what_there_are_no_words_for_is_not_passed_over() -> None:
    assert told("en", coach=("", "li")) == ["coach: – → li"]
