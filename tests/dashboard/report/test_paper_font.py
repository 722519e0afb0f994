"""Typefaces that are there, and those that are not."""

import pytest
import typst

from config.settings import ConfigError
from dashboard.report.paper_font import PACKAGE, SUBSTITUTE, FontMissingError, chosen, typefaces


def test_a_machine_without_chinese_typefaces_is_told_which_package_to_install() -> None:
    with pytest.raises(FontMissingError, match=PACKAGE) as refused:
        chosen(typst.Fonts(include_system_fonts=False, include_embedded_fonts=True))
    assert isinstance(refused.value, ConfigError)


def test_what_the_typefaces_have_stays_as_it_is() -> None:
    text = "健身房 𠮷野家 Gym −1.5% — “” ￥ ①"
    assert typefaces().drawable(text) == text


def test_a_sign_that_they_lack_is_replaced_and_never_a_box() -> None:
    assert typefaces().drawable("🎉a\ufe0f") == f"{SUBSTITUTE}a"
    assert typefaces().drawable("\u200b") == ""


def test_offices_typefaces_come_first_where_there_are_any() -> None:
    families = typefaces().families
    assert set(families) == {"serif", "sans"}
    assert all(families.values())
