"""How a device that nobody knows introduces itself by what it sends: a hint for people, never a device by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

MOST_KEYS = 50
"""Payload keys that are told; a stranger may send any number of them."""

_ANYTHING = msgspec.json.Decoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """One device of a message. Everything here is a stranger's word.

    topic, device: what to register, as in models.centre.Sensor; name: what people would call it; model: what it says it is;
    keys: what it measures, as the fields of a profile would call it (dotted paths); reads: path -> measure, where it said so itself;
    envelope: how its messages come, "" = as this one came.
    """

    topic: str
    device: str = ""
    name: str = ""
    model: str = ""
    keys: tuple[str, ...] = ()
    reads: Mapping[str, str] = field(default_factory=dict, hash=False)
    envelope: str = ""


def read_loosely(payload: bytes) -> object:
    """The JSON of a payload, None when it is none. For looking only: what is kept goes through read_json."""
    try:
        return _ANYTHING.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def paths(value: object) -> tuple[str, ...]:
    """Dotted paths of the numbers, truths and words inside an object, the first fifty of them."""
    found = _paths(value, "", depth=0)
    return tuple(path for path, _ in zip(found, range(MOST_KEYS), strict=False))


def _paths(value: object, above: str, depth: int) -> Iterator[str]:
    if not isinstance(value, dict) or depth > 4:
        return
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _paths(inner, f"{above}{key}.", depth + 1)
        else:
            yield above + str(key)
