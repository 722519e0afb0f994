"""What a message tells about the device itself -> the keys of models.health.VITALS."""

from collections.abc import Mapping

from models.event import Word
from models.health import VITALS

LONGEST = 64


def read_vitals(values: Mapping[str, object], places: Mapping[str, str]) -> dict[str, Word]:
    """The vitals that stand at the given dotted places. What has another kind or no end is left out, never refused."""
    found: dict[str, Word] = {}
    for path, key in places.items():
        told = _inside(values, path)
        word = _word(told, VITALS[key])
        if word is not None:
            found[key] = word
    return found


def _inside(value: object, path: str) -> object:
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _word(told: object, kind: type) -> Word | None:
    if kind is float:
        number = isinstance(told, int | float) and not isinstance(told, bool) and abs(told) < 1e12
        return float(told) if number else None  # type: ignore[arg-type]
    if isinstance(told, str | int) and not isinstance(told, bool):
        text = str(told)[:LONGEST]
        return text if text and text.isprintable() else None
    return None
