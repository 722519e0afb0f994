"""The sale event of a canteen till: {"id", "ts", "meal", "lines": [{"sku", "qty", "fen"}], "total_fen", "subsidy_fen"}.

A line's `fen` is the amount of the whole line, so that weighed goods and discounts need no rounding here; the lines must
add up to `total_fen`. `covers` says how many people ate, 1 where it is left out. `member_hash` is not kept.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_id
from ingest.decoders.instant import read_instant
from ingest.decoders.strict_json import read_json
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason

_Fen = Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=1_000)]


class _Line(msgspec.Struct):
    sku: str
    qty: _Count
    fen: _Fen


class _Sale(msgspec.Struct):
    id: str
    ts: int | str
    meal: Literal["breakfast", "lunch", "dinner"]
    lines: Annotated[list[_Line], msgspec.Meta(min_length=1)]
    total_fen: _Fen
    subsidy_fen: _Fen = 0
    covers: _Count = 1


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
    samples, _ = read_fields(profile, amounts, _spread(instant.at, number))
    # With the instant: many tills begin their receipts at 1 every morning.
    source_id = f"{instant.at.isoformat()}:{number}" if instant.at else number
    return Decoded(samples=samples, source_id=source_id, clock_unset=instant.unset)


def _spread(at: datetime | None, number: str) -> datetime | None:
    """Microseconds from the id: two sales in one millisecond stay two, and a repeated sale stays one."""
    if at is None:
        return None
    digest = hashlib.blake2b(number.encode(), digest_size=4).digest()
    whole = at - timedelta(microseconds=at.microsecond % 1000)
    return whole + timedelta(microseconds=int.from_bytes(digest, "big") % 1000)
