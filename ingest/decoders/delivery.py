"""A meal on its way to somebody's home: {"id", "order", "ts", "state": "packed" | "out" | "delivered" | "failed"}.

`fee_fen` may say what is asked for bringing it. Nobody is named: `order` is the order's number, and who ordered is the office's own affair.
"""

from typing import Annotated, Literal

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_id
from ingest.decoders.instant import read_instant
from ingest.decoders.spread import spread
from ingest.decoders.strict_json import read_json
from ingest.profile import Profile
from ingest.sample import Decoded, Happening
from models.event import EventKind

MOST_FEE_FEN = 100_000
"""A thousand yuan: nobody pays more to have a meal brought."""


class _Delivery(msgspec.Struct):
    id: str
    order: str
    ts: int | str
    state: Literal["packed", "out", "delivered", "failed"]
    fee_fen: Annotated[int, msgspec.Meta(ge=0, le=MOST_FEE_FEN)] = 0


_DELIVERY = msgspec.json.Decoder(_Delivery)


def delivery(profile: Profile, payload: bytes) -> Decoded:
    """One change of state; a delivered meal also counts as one. Raises DecodeError."""
    told = read_json(_DELIVERY, payload)
    number, order = checked_id(told.id, "id"), checked_id(told.order, "order")
    instant = read_instant(told.ts, "ts")
    known: dict[str, object] = {told.state: 1} if told.state in profile.fields else {}
    samples, _ = read_fields(profile, known, spread(instant.at, number))
    event = Happening(
        kind=EventKind.DELIVERY,
        id=f"{number}:{told.state}",
        values={"order": order, "state": told.state} | ({"fee_fen": told.fee_fen} if told.fee_fen else {}),
        at=instant.at,
    )
    return Decoded(
        samples=samples,
        happenings=[event],
        source_id=f"{number}:{told.state}",
        clock_unset=instant.unset,
    )
