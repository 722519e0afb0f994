"""The live page's scripts hold no language: every word that they say is in both catalogues."""

import re
from pathlib import Path

import pytest

from dashboard.i18n import LOCALES, Locale, catalogue
from dashboard.live.snapshot import _TELLS_NO_COUNT
from models.live import ALERTS, Band, Severity

ASSETS = Path(__file__).parents[3] / "dashboard/assets"
SCRIPTS = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("20-live-draw.js", "21-live.js"))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_that_the_scripts_say_is_in_the_catalogue(locale: Locale) -> None:
    words = set(catalogue(locale))
    assert set(re.findall(r'"(say\.[\w.]+)"', SCRIPTS)) <= words
    phases = set(re.findall(r'^    "?([a-z-]+)"?: \(\) =>', SCRIPTS, re.MULTILINE)) - {"live"}
    assert {"lost", "waiting", "silent", "closed", "signed-out"} == phases
    assert {f"say.phase.{phase}" for phase in phases} <= words
    assert {f"say.status.{status}" for status in (*Band, "closed")} <= words
    assert {f"say.severity.{severity}" for severity in Severity} <= words


@pytest.mark.parametrize("locale", LOCALES)
def test_every_alert_has_a_sentence_with_and_without_a_count(locale: Locale) -> None:
    words = catalogue(locale)
    assert {f"alert.{key}" for key in ALERTS} <= set(words)
    for key in _TELLS_NO_COUNT:
        assert "{people}" not in words[f"alert.{key}.bands"]


def test_the_scripts_are_small_and_hold_no_markup_and_no_language() -> None:
    assert len(SCRIPTS.encode()) <= 16 * 1024
    assert not re.search(r"innerHTML|eval\(|new Function|insertAdjacentHTML", SCRIPTS)
    assert not re.search(r"[\u4e00-\u9fff]", SCRIPTS)
