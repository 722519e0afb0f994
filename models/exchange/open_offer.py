"""What something costs, in the words of OpenActive: an offer for everybody and one for each group that pays less."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.exchange.calendar_text import title_of
from models.money.quote import Quote
from models.programme.who import Who

Json = dict[str, Any]

CURRENCY = "CNY"
AGES: Mapping[Who, tuple[int, int | None]] = {Who.SENIOR_60: (60, 74), Who.SENIOR_75: (75, None)}
"""Groups that are an age: its first and last year."""

_FEN = 100


def offers(thing: str, quotes: Sequence[Quote]) -> list[Json]:
    """thing: the address of what is offered. No quotes = it has no price plan, so it is free."""
    if not quotes:
        return [_offer(thing, str(Who.EVERYBODY), 0)]
    return [
        _offer(thing, f"{one.version.plan}-{one.who}", one.fen)
        | {"name": title_of(one.version.name, "zh-Hans")}
        | _ages(one.who)
        for one in quotes
    ]


def free(quotes: Sequence[Quote] | None) -> bool:
    """Whether nobody pays. None = it cannot be told what somebody pays."""
    return quotes is not None and all(one.fen == 0 for one in quotes)


def _offer(thing: str, key: str, fen: int) -> Json:
    return {
        "@type": "Offer",
        "@id": f"{thing}#offer-{key}",
        "identifier": key,
        "price": round(fen / _FEN, 2),
        "priceCurrency": CURRENCY,
    }


def _ages(who: Who) -> Json:
    if who not in AGES:
        return {}
    least, most = AGES[who]
    told: Json = {"@type": "QuantitativeValue", "minValue": least}
    return {"ageRestriction": told | ({"maxValue": most} if most is not None else {})}
