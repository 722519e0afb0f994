"""What somebody changed of a proposal before saying yes, in words: when, where, for how long, and whether by lot."""

from collections.abc import Callable, Mapping
from datetime import date, time

from dashboard.components.advice_words import space_words
from dashboard.components.use_words import NO_DATA, day_words
from dashboard.page import Visit
from models.centre import SpaceId
from models.services.staggering import FIRST, UNITS, WEEKS

_UNSAID = frozenset({FIRST, UNITS})
"""How a lot was drawn, which another can repeat from the record; of it people are told over how many weeks."""


def difference_words(visit: Visit, difference: Mapping[str, tuple[str, str]]) -> list[str]:
    """A sentence for each field that is not as it was proposed."""
    t = visit.translate
    found = []
    for name, (before, after) in difference.items():
        if name == WEEKS:
            found.append(t("advice_page.drawn", n=after))
        elif name in _WORDS:
            words = _WORDS[name]
            pair = {"before": _said(visit, words, before), "after": _said(visit, words, after)}
            found.append(t("advice_page.differs", field=t(f"advice_page.field.{name}"), **pair))
        elif name not in _UNSAID:
            found.append(
                t("advice_page.differs", field=name, before=before or NO_DATA, after=after or NO_DATA)
            )
    return found


def _said(visit: Visit, words: Callable[[Visit, str], str], text: str) -> str:
    return words(visit, text) if text else NO_DATA


def _weekdays(visit: Visit, text: str) -> str:
    t = visit.translate
    return t("advice_page.and").join(t(f"use.weekday.{n}") for n in text.split(","))


def _day(visit: Visit, text: str) -> str:
    return day_words(visit.translate, date.fromisoformat(text), year=True)


def _clock(_visit: Visit, text: str) -> str:
    return f"{time.fromisoformat(text):%H:%M}"


_WORDS: Mapping[str, Callable[[Visit, str], str]] = {
    "space": lambda visit, text: space_words(visit, SpaceId(text)),
    "weekdays": _weekdays,
    "start": _clock,
    "end": _clock,
    "first": _day,
    "weeks": lambda _visit, text: text,
}
"""Field of a spell -> its text as people say it; its name is `advice_page.field.<field>`."""
