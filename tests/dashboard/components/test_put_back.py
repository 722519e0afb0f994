"""What putting a change back says: what the house would do, that it cannot, or that people do it."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.components.put_back import put_back
from dashboard.i18n import LOCALES, Locale
from models.advice.action import Action
from models.message import Message
from models.services.putting_back import Back
from tests.advice_week import CLASS
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import text

DAY = date(2026, 12, 21)
WORDS = {
    "en": ("on: what would happen", "changes nothing", "It cannot be put back"),
    "zh-Hans": ("将发生这些变化", "不会改动任何安排", "暂时不能恢复原样"),
}


@pytest.mark.parametrize("action", [Action.MEAL_BAND, Action.OPENING_HOURS, Action.REMINDER])
@pytest.mark.parametrize("locale", LOCALES)
def test_of_a_task_for_people_the_page_only_says_what_is_to_be_done(locale: Locale, action: Action) -> None:
    does, only_says, _ = WORDS[locale]
    said = text(put_back(a_visit(locale=locale), replace(CLASS, action=action), Back(day=DAY, by_hand=True)))
    assert only_says in said
    assert does not in said


@pytest.mark.parametrize("locale", LOCALES)
def test_what_cannot_be_put_back_is_not_said_to_be(locale: Locale) -> None:
    does, only_says, not_now = WORDS[locale]
    stuck = Back(day=DAY, in_the_way=[Message("refused.advice.back_changed")])
    said = text(put_back(a_visit(locale=locale), CLASS, stuck))
    assert not_now in said
    assert does not in said
    assert only_says not in said
    assert does in text(put_back(a_visit(locale=locale), CLASS, Back(day=DAY)))
