"""Phones and tags that a radio heard: their addresses and names, told from those of the device that heard them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ingest.personal import Fate, plain_key

_ADDRESS = re.compile(r"(?=.*[:A-Fa-f-])[0-9A-Fa-f]{2}(?:[:-]?[0-9A-Fa-f]{2}){5}")
"""A MAC; without separators and letters it would be an instant or a running number."""

_KEYED = re.compile(rb'"[0-9A-Fa-f]{2}(?:[:-]?[0-9A-Fa-f]{2}){5}\\*"\s*:')
_SIGNAL = "rssi"
_ADDRESSES = ("mac", "id", "addr", "address")
_NAMES: Mapping[str, Fate] = dict.fromkeys(("name", "localname", "hostname", "alias"), Fate.DROP)
_OWN_TAIL, _LONGEST_NAME = 6, 256
"""Last digits of a MAC by which devices name themselves and their topics."""


def is_address(text: object) -> bool:
    """Whether it looks like a MAC, with or without separators."""
    return isinstance(text, str) and len(text) <= len("aa:bb:cc:dd:ee:ff") and bool(_ADDRESS.fullmatch(text))


def keyed_by_address(payload: bytes) -> bool:
    """Whether an object of the message has a MAC for a key."""
    return _KEYED.search(payload) is not None


def is_own(address: str, *names: str) -> bool:
    """Whether it is that of the device itself, whose topic or name ends with the same digits."""
    tail = re.sub("[:-]", "", address)[-_OWN_TAIL:].lower()
    return any(tail in re.sub("[:-]", "", name[-_LONGEST_NAME:]).lower() for name in names)


def of_somebody(pairs: Iterable[tuple[str, Any]], *names: str) -> Mapping[str, Fate]:
    """What becomes of the keys of an object, when it is about somebody's radio: an address beside a signal strength.

    names: the topic and the key under which it stands, which a device's own address gives itself away by.
    """
    said = {plain_key(key): value for key, value in pairs}
    if _SIGNAL not in said:
        return {}
    heard = [key for key in _ADDRESSES if is_address(said.get(key)) and not is_own(said[key], *names)]
    return {**dict.fromkeys(heard, Fate.ADDRESS), **_NAMES} if heard else {}
