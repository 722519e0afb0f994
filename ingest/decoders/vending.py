"""Vending machines of the Chinese MQTT protocol "vending.out.*": what was ordered, and whether it came out.

Fields: amount is the money of the order in whole fen, payTime local time, outStatus 1 = handed out, outTimes how long it took
in ms. Source of the fields: the protocol's description at geekdaxue.co/read/xuwei4516@rry2vg/rpnyf0.
"""

from collections.abc import Callable, Mapping
from typing import Annotated

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_id, same_device
from ingest.decoders.spread import spread
from ingest.decoders.strict_json import read_json
from ingest.decoders.zone_word import read_zoned
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Happening, Reason
from models.event import EventKind

_Fen = Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]
_IMEI = 15


class _Order(msgspec.Struct, rename="camel"):
    id: str
    amount: _Fen
    pay_time: str | None = None
    imei: str | None = None


class _Goods(msgspec.Struct):
    data: _Order


class _Result(msgspec.Struct, rename="camel"):
    id: str
    out_status: int
    out_times: Annotated[int, msgspec.Meta(ge=0, le=3_600_000)] | None = None


class _Head(msgspec.Struct):
    action: str


_HEAD = msgspec.json.Decoder(_Head)
_GOODS = msgspec.json.Decoder(_Goods)
_RESULT = msgspec.json.Decoder(_Result)


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """One message. A receipt of an order says nothing yet."""
    action = read_json(_HEAD, payload).action
    read = _ACTIONS.get(action)
    if read is None:
        raise DecodeError(
            Reason.UNEXPECTED_SHAPE, f"action {action[:64]!r} is not one of {', '.join(_ACTIONS)}"
        )
    return read(profile, topic, payload)


def _ordered(profile: Profile, topic: str, payload: bytes) -> Decoded:
    order = read_json(_GOODS, payload).data
    number = checked_id(order.id, "id")
    last = topic.rpartition("/")[2]
    if order.imei and last.isdigit() and len(last) == _IMEI:
        same_device(order.imei, last, "imei")
    instant = read_zoned(order.pay_time, profile.zone_info, "payTime")
    samples, _ = read_fields(profile, {"total_fen": order.amount}, spread(instant.at, number))
    sold = Happening(kind=EventKind.SALE, id=number, values={"total_fen": order.amount}, at=instant.at)
    return Decoded(samples=samples, happenings=[sold], source_id=f"goods:{number}", clock_unset=instant.unset)


def _received(_profile: Profile, _topic: str, _payload: bytes) -> Decoded:
    return Decoded()


def _handed_out(_profile: Profile, _topic: str, payload: bytes) -> Decoded:
    result = read_json(_RESULT, payload)
    number = checked_id(result.id, "id")
    took = {} if result.out_times is None else {"duration_ms": result.out_times}
    done = Happening(
        kind=EventKind.FULFILMENT,
        id=number,
        values={"order": number, "ok": result.out_status == 1, **took},
    )
    return Decoded(happenings=[done], source_id=f"result:{number}")


_ACTIONS: Mapping[str, Callable[[Profile, str, bytes], Decoded]] = {
    "vending.out.goods": _ordered,
    "vending.out.received": _received,
    "vending.out.result": _handed_out,
}


def has_shape(body: object) -> bool:
    """Whether a machine tells an order or what became of it."""
    return isinstance(body, dict) and str(body.get("action", "")).startswith("vending.out.")
