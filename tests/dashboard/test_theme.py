"""One set of colours: the style sheet and the figures agree, and every text can be read on its ground."""

import re
from pathlib import Path

import pytest

from dashboard.app import ASSETS
from dashboard.theme import PALETTE, theme_of

TOKENS = (ASSETS / "00-tokens.css").read_text(encoding="utf-8")
BLOCKS = {
    "light": TOKENS.split(":root {")[1].split("}")[0],
    "dark": TOKENS.split(':root[data-theme="dark"] {')[1].split("}")[0],
    "auto": TOKENS.split(':root[data-theme="auto"] {')[1].split("}")[0],
}


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", BLOCKS[block]))


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_use_the_colours_of_the_style_sheet(theme: str) -> None:
    sheet = colours(theme)
    assert {token: sheet[token] for token in PALETTE[theme]} == PALETTE[theme]  # type: ignore[index]


def test_a_dark_device_gets_the_same_dark_as_the_switch() -> None:
    assert colours("auto") == colours("dark")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "surface", "sunken"])
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "quiet", "moderate", "busy", "unknown"])
def test_text_can_be_read(theme: str, ground: str, ink: str) -> None:
    sheet = colours(theme)
    assert contrast(sheet[ink], sheet[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("accent-strong", "accent-soft"),
        ("quiet", "quiet-soft"),
        ("moderate", "moderate-soft"),
        ("busy", "busy-soft"),
        ("unknown", "unknown-soft"),
    ],
)
def test_text_on_a_tint_can_be_read(theme: str, ink: str, ground: str) -> None:
    sheet = colours(theme)
    assert contrast(sheet[ink], sheet[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edges_of_controls_and_the_focus_ring_can_be_seen(theme: str) -> None:
    sheet = colours(theme)
    for ground in ("surface", "page"):
        assert contrast(sheet["line-strong"], sheet[ground]) >= 3
        assert contrast(sheet["focus"], sheet[ground]) >= 3


def test_nothing_is_fetched_from_elsewhere() -> None:
    for file in Path(ASSETS).rglob("*.css"):
        text = file.read_text(encoding="utf-8")
        assert "url(http" not in text
        assert "@import" not in text
        assert "@font-face" not in text


def test_the_choice_comes_from_the_cookie_and_nonsense_is_auto() -> None:
    assert theme_of({"linli_theme": "dark"}) == "dark"
    assert theme_of({"linli_theme": "neon"}) == "auto"
    assert theme_of({}) == "auto"
