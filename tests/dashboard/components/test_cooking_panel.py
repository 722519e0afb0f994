"""The panel of meals to cook, in words."""

import pytest

from dashboard.components.cooking_panel import cooking_panel
from dashboard.i18n import LOCALES, Locale
from models.account import Role
from models.services.cooking import cooking
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import text
from tests.models.services.test_cooking import of_canteen, sold


def told(days: int, locale: Locale = "en") -> str:
    ports = sold(days)
    space = of_canteen(ports)
    panel = cooking_panel(a_visit(Role.MANAGER, ports, locale), space, cooking(ports, space))
    return text(panel) if panel is not None else ""


def test_it_says_how_many_to_cook_how_often_that_is_short_and_what_is_left_over() -> None:
    found = told(80)
    assert "lunch: cook 10" in found
    assert "short on about 1 day in 33" in found
    assert "meals too many a day" in found
    assert "left over" in found


def test_before_it_is_calibrated_it_says_so_and_tells_the_usual() -> None:
    found = told(20)
    assert "Not yet calibrated" in found
    assert "will be sold" in found
    assert "cook 10" not in found


def test_a_canteen_without_sales_has_no_panel() -> None:
    assert told(-1) == ""


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_is_there_in_both_languages(locale: Locale) -> None:
    for days in (20, 80):
        assert "canteen." not in told(days, locale)
