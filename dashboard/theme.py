"""Light and dark: the person's choice, and the colours that figures share with assets/00-tokens.css."""

from collections.abc import Mapping
from typing import Literal

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")
COOKIE = "linli_theme"

PALETTE: Mapping[Literal["light", "dark"], Mapping[str, str]] = {
    "light": {
        "surface": "#ffffff",
        "text": "#1b2624",
        "muted": "#53615e",
        "line": "#dde3e0",
        "accent": "#0b6e5f",
        "quiet": "#1f7a4d",
        "moderate": "#8a5a00",
        "busy": "#b3261e",
        "unknown": "#5d6b68",
    },
    "dark": {
        "surface": "#182220",
        "text": "#e9f0ed",
        "muted": "#a3b2ad",
        "line": "#2e3b38",
        "accent": "#5fd0b5",
        "quiet": "#6cd49a",
        "moderate": "#f0bd58",
        "busy": "#ff8f84",
        "unknown": "#9dada8",
    },
}
"""Token -> colour. A figure takes its colours from here; a test holds the style sheet to the same values."""


def theme_of(cookies: Mapping[str, str]) -> Theme:
    """What the person chose with the switch in the header; "auto" follows the device."""
    return next((theme for theme in THEMES if theme == cookies.get(COOKIE)), "auto")
