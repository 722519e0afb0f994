"""A version of a price plan as somebody typed it into its form."""

from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from dashboard.answer import Fields
from dashboard.components.price_words import DAYS
from dashboard.components.typed import clock_of, day_of, fen_typed
from models.money.price import CHARGEABLE, Band, Concession, PlanVersion, Priced, PriceUnit, Way
from models.programme.who import ENTITLED
from models.services.strangers import refusal

Word = TypeVar("Word", bound=StrEnum)

MOST_BANDS = 48


def version_of(fields: Fields) -> PlanVersion:
    """Raises RefusedError."""
    names = {"zh-Hans": fields.get("name_zh", "").strip(), "en": fields.get("name_en", "").strip()}
    return PlanVersion(
        plan=fields.get("plan", "").strip(),
        name={language: text for language, text in names.items() if text},
        what=_word(Priced, fields, "what"),
        unit=_word(PriceUnit, fields, "unit"),
        base_fen=fen_typed(fields, "base"),
        bands=tuple(_bands(fields)),
        concessions=tuple(_concessions(fields)),
        cap_fen=_limit(fields, "cap"),
        cap_month_fen=_limit(fields, "cap_month"),
        charged=frozenset(status for status in CHARGEABLE if fields.get(f"charged.{status}")),
        valid_from=day_of(fields, "valid_from"),
        valid_to=_last(fields),
        decision=fields.get("decision", "").strip(),
    )


def _limit(fields: Fields, name: str) -> int | None:
    return fen_typed(fields, name) if fields.get(name, "").strip() else None


def _last(fields: Fields) -> date | None:
    return day_of(fields, "valid_to") if fields.get("valid_to", "").strip() else None


def _word(words: type[Word], fields: Fields, name: str) -> Word:
    try:
        return words(fields.get(name, ""))
    except ValueError as error:
        raise refusal("no_deed") from error


def _bands(fields: Fields) -> Iterator[Band]:
    """A row without a price is none; one with a price needs its hours."""
    for n in range(MOST_BANDS):
        if fields.get(f"band{n}.price", "").strip():
            yield Band(
                days=DAYS.get(fields.get(f"band{n}.days", ""), frozenset()),
                start=clock_of(fields, f"band{n}.start"),
                end=_end(fields, f"band{n}.end"),
                fen=fen_typed(fields, f"band{n}.price"),
            )


def _end(fields: Fields, name: str) -> time:
    """A field of time knows no 24:00: midnight is the day's end."""
    return clock_of(fields, name)


def _concessions(fields: Fields) -> Iterator[Concession]:
    for who in ENTITLED:
        if fields.get(f"{who}.way"):
            way = _word(Way, fields, f"{who}.way")
            yield Concession(who=who, way=way, amount=fen_typed(fields, f"{who}.amount"))
