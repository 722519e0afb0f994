"""Words by key: the catalogues of dashboard/locales/<locale>/*.toml and the Translate that a page is handed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from models.message import LocalText, Message, Value

Locale = Literal["zh-Hans", "en"]
LOCALES: tuple[Locale, ...] = ("zh-Hans", "en")
FOLDER = Path(__file__).parent / "locales"


@cache
def catalogue(locale: Locale) -> Mapping[str, str]:
    """Every key of one language. Raises ValueError when two files of the folder hold the same key."""
    words: dict[str, str] = {}
    for file in sorted((FOLDER / locale).glob("*.toml")):
        for key, text in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if key in words:
                raise ValueError(f"{file}: key {key} is already taken")
            words[key] = text
    return words


class _Counted(Formatter):
    """Also fills in {n:session|sessions}: the first word beside a 1 of either sign, the second beside any other number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, forms, many = format_spec.partition("|")
        if not forms:
            return str(super().format_field(value, format_spec))
        return one if str(value).lstrip("+−-") == "1" else many


_COUNTED = _Counted()


@dataclass(frozen=True, slots=True)
class Translate:
    """One language. Passed to layouts, figures and reports; never global."""

    locale: Locale

    def __call__(self, key: str, /, **values: Value) -> str:
        """The text of a key with its {placeholders} and {n:form|forms} filled; KeyError when the catalogue lacks it."""
        text = catalogue(self.locale)[key]
        return _COUNTED.vformat(text, (), values) if "|" in text else text.format(**values)

    def message(self, message: Message) -> str:
        return self(message.key, **dict(message.values))

    def name(self, text: LocalText) -> str:
        """A name that is data: this language, else the other one; "" where there is none."""
        return text.get(self.locale) or next(iter(text.values()), "")
