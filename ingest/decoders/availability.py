"""What an availability or last-will message says: online or offline, as a bare word or inside an object."""

from typing import Literal

import msgspec

from ingest.decoders.strict_json import read_json
from ingest.sample import Decoded


class _State(msgspec.Struct):
    state: Literal["online", "offline"]


_STATE = msgspec.json.Decoder(_State)
_WORDS = {b"online": True, b"offline": False}


def availability(payload: bytes) -> Decoded:
    """The device's state. An empty payload only clears the retained message: it says nothing."""
    word = payload.strip().lower()
    if not word:
        return Decoded()
    if word in _WORDS:
        return Decoded(online=_WORDS[word])
    return Decoded(online=read_json(_STATE, payload).state == "online")
