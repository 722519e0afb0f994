"""JSON of devices that write their keys now so, now so: keys in lower case, and twice the same key only with one value."""

import json
from typing import Any

import msgspec

from ingest.decoders.strict_json import read_json
from ingest.sample import DecodeError, Reason

_OBJECT = msgspec.json.Decoder(dict[str, Any])


def read_lower_json(payload: bytes) -> dict[str, Any]:
    """The object, all its keys in lower case. Raises DecodeError, also for a key that is told twice and differently."""
    read_json(_OBJECT, payload)  # as strict as everywhere; but it keeps only the last of several equal keys
    try:
        told: dict[str, Any] = json.loads(payload, object_pairs_hook=_lowered)
    except RecursionError as error:
        raise DecodeError(Reason.TOO_DEEP, "payload is nested too deeply") from error
    except ValueError as error:
        raise DecodeError(Reason.NOT_JSON, f"payload is not JSON: {error}") from error
    return told


def _lowered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, value in pairs:
        low = key.lower()
        if low in told and told[low] != value:
            text = f"{low[:64]!r} is told twice: {repr(told[low])[:64]} and {repr(value)[:64]}"
            raise DecodeError(Reason.BAD_VALUE, text)
        told[low] = value
    return told
