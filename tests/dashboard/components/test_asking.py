"""The scripts of the sensor pages hold no language and no markup: what they say is in both catalogues."""

import re
from pathlib import Path

import pytest

from dashboard.i18n import LOCALES, Locale, catalogue

ASSETS = Path(__file__).parents[3] / "dashboard/assets"
SCRIPTS = {
    name: (ASSETS / name).read_text(encoding="utf-8")
    for name in ("39-drawn.js", "40-ask.js", "41-letters.js", "42-raw.js", "43-workbench.js")
}


def test_the_scripts_are_small_and_hold_no_markup_and_no_language() -> None:
    together = "".join(SCRIPTS.values())
    assert len(together.encode()) <= 21 * 1024
    assert not re.search(
        r"innerHTML|outerHTML|eval\(|new Function|insertAdjacentHTML|document\.write", together
    )
    assert not re.search(r"[\u4e00-\u9fff]", together)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("script", "prefix"), [("41-letters.js", "letters.say."), ("42-raw.js", "raw.")])
def test_every_word_that_a_script_says_is_in_the_catalogue(script: str, prefix: str, locale: Locale) -> None:
    said = set(re.findall(r'\bsay\([^"`]*?"(\w+)"', SCRIPTS[script]))
    said |= {
        f"{deed}_{end}"
        for end in re.findall(r"\$\{meant\.deed\}_(\w+)`", SCRIPTS[script])
        for deed in ("replay", "drop")
    }
    assert said
    assert {prefix + key for key in said} <= set(catalogue(locale))
