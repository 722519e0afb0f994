"""The sale event of a canteen till: {"id", "ts", "meal", "lines": [{"sku", "qty", "fen"}], "total_fen", "subsidy_fen"}.

A line's `fen` is the amount of the whole line, so that weighed goods and discounts need no rounding here; the lines must
add up to `total_fen`. `covers` says how many people ate, 1 where it is left out; `dining`, "here" or "takeaway",
where. Whatever a till says of a member is a keyed hash before it comes here; anything else is not believed. `age_band`, "60-74"
or "75+", says for whom a subsidy was paid. A band or a place to eat that is not written so is left out, and the sale counts all
the same.
"""

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_id
from ingest.decoders.instant import read_instant
from ingest.decoders.spread import spread
from ingest.decoders.strict_json import read_json
from ingest.keyed_hash import is_keyed
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Happening, Reason
from models.event import DINING, EventKind, Meal, Word

_Fen = Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=1_000)]


class _Line(msgspec.Struct):
    sku: str
    qty: _Count
    fen: _Fen


class _Sale(msgspec.Struct):
    id: str
    ts: int | str
    meal: Meal
    lines: Annotated[list[_Line], msgspec.Meta(min_length=1)]
    total_fen: _Fen
    subsidy_fen: _Fen = 0
    covers: _Count = 1
    dining: object = None
    member_hash: str | None = None
    age_band: object = None


_BAND = re.compile(r"[0-9]{1,3}(?:-[0-9]{1,3}|\+)")
"""Years of age, never a birthday: a band of many people names none of them."""

_SALE = msgspec.json.Decoder(_Sale)


def sale(profile: Profile, payload: bytes) -> Decoded:
    """Covers and money of one sale; its id is the message's identity. Raises DecodeError."""
    told = read_json(_SALE, payload)
    number = checked_id(told.id, "id")
    added = sum(line.fen for line in told.lines)
    if added != told.total_fen:
        raise DecodeError(
            Reason.BAD_VALUE, f"sale {number!r}: lines add up to {added} fen, total_fen is {told.total_fen}"
        )
    instant = read_instant(told.ts, "ts")
    amounts = {"covers": told.covers, "total_fen": told.total_fen, "subsidy_fen": told.subsidy_fen}
    samples, _ = read_fields(profile, amounts, spread(instant.at, number))
    # With the instant: many tills begin their receipts at 1 every morning.
    source_id = f"{instant.at.isoformat()}:{number}" if instant.at else number
    sold = Happening(kind=EventKind.SALE, id=source_id, values=_words(told, amounts), at=instant.at)
    return Decoded(samples=samples, happenings=[sold], source_id=source_id, clock_unset=instant.unset)


def _words(told: _Sale, amounts: Mapping[str, int]) -> Mapping[str, Word]:
    words: dict[str, Word] = {"meal": told.meal, "lines": msgspec.json.encode(told.lines).decode(), **amounts}
    if isinstance(told.dining, str) and told.dining in DINING:
        words["dining"] = told.dining
    if is_keyed(told.member_hash):
        words["member"] = str(told.member_hash)
    if isinstance(told.age_band, str) and _BAND.fullmatch(told.age_band):
        words["age_band"] = told.age_band
    return words
