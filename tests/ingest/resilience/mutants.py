"""Payloads that are nearly right: every recorded message of every envelope, with something wrong in it."""

import json
import random
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from ingest.decoders import ENVELOPES
from ingest.profile import PROFILES, Profile
from tests.ingest.payloads import FRAMES, chirpstack_up, frame_of, hostile, raw, read_by, vectors
from tests.ingest.test_decoders import TOPICS

ODD_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1e308,
        -1e308,
        2**31,
        2**63,
        2**64,
        -(2**70),
        1e-320,
        "",
        "x" * 300,
        "NaN",
        "\x00",
    ),
    *(
        "健身房-1",
        "2026-13-45T99:99:99Z",
        "9999-12-31T23:59:59Z",
        "-1",
        "1e999",
        [],
        {},
        [[]],
        {"": ""},
        [None] * 50,
    ),
)
ODD_TEXTS = (
    *(
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"1e999",
        b'"\\ud800"',
        b"[" * 2000,
        b'{"a":' * 1500,
        b"\xff\xfe",
        b"1" * 5000,
    ),
    *(b'{"v":1,"v":2}', b'"\\u0000"', b"\xed\xa0\x80", b"0x10", b"01", b"1.", b"'x'"),
)


@dataclass(frozen=True, slots=True)
class Seed:
    """One good message, and how it is read. frame: the bytes inside a LoRaWAN envelope."""

    envelope: str
    profile: Profile
    topic: str
    payload: bytes
    frame: bytes | None = None


def seeds() -> tuple[list[Seed], list[Seed]]:
    """Every recorded message as it is meant to be read; and each of them with everything else that might be on its topic."""
    own, strange = [], []
    for row in vectors():
        meant = read_by(row)
        frame = frame_of(row) if _is_frame(row) else None
        payload = chirpstack_up(frame) if row["envelope"] == FRAMES and frame else raw(row)
        for key, envelope in ENVELOPES.items():
            for name, profile in PROFILES.items():
                if profile.carrier == envelope.carrier:
                    seed = Seed(key, profile, _topic(row, key, meant), payload, frame)
                    (own if meant and key == meant[0] and meant[1] in ("", name) else strange).append(seed)
    native = b'{"ts": 1795320000000, "seq": 7, "v": {"in": 12, "out": 3, "co2": 417.5, "presence": true}}'
    topics = (TOPICS["native"], "linli/c1/canteen/till/sale", "linli/c1/gym/dev/lwt")
    own += [
        Seed("native", profile, topic, native)
        for profile in PROFILES.values()
        if profile.carrier == "native"
        for topic in topics
    ]
    strange += [
        Seed("native", PROFILES["linli-sensor"], TOPICS["native"], raw(row)[:70_000]) for row in hostile()
    ]
    return own, strange


def _topic(row: dict[str, Any], envelope: str, meant: tuple[str, str] | None) -> str:
    """Its own where it was recorded with one that is a topic."""
    recorded = row.get("topic") or ""
    usable = meant and meant[0] == envelope and "/" in recorded and not set("(<") & set(recorded)
    return recorded if usable else TOPICS.get(envelope, "a/b/c")


def _is_frame(row: dict[str, Any]) -> bool:
    value = row["input"]["value"]
    return row["envelope"] == FRAMES or (isinstance(value, dict) and isinstance(value.get("data"), str))


def mutant(seed: Seed, chance: random.Random) -> bytes:
    """The message with one to three things wrong in it."""
    if seed.frame is not None and chance.random() < 0.6:
        frame = seed.frame
        for _ in range(chance.randint(1, 3)):
            frame = _bytes_wrong(frame, chance)
        return seed.payload.replace(b64encode(seed.frame), b64encode(frame))
    if chance.random() < 0.5:
        return _value_wrong(seed.payload, chance)
    payload = seed.payload
    for _ in range(chance.randint(1, 3)):
        payload = _bytes_wrong(payload, chance)
    return payload


def _bytes_wrong(raw_bytes: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw_bytes) + 1)
    match chance.randrange(6):
        case 0:
            return raw_bytes[:at]
        case 1:
            return raw_bytes[:at] + chance.randbytes(chance.randint(1, 4)) + raw_bytes[at:]
        case 2:
            return raw_bytes[:at] + raw_bytes[at + chance.randint(1, 8) :]
        case 3:
            return raw_bytes[:at] + chance.choice(ODD_TEXTS) + raw_bytes[at + 1 :]
        case 4:
            return raw_bytes[:at] + raw_bytes[: chance.randint(0, 64)] + raw_bytes[at:]
        case _:
            return raw_bytes[:at] + bytes([chance.randrange(256)]) + raw_bytes[at + 1 :]


def _value_wrong(payload: bytes, chance: random.Random) -> bytes:
    """Somewhere in the tree another value, a key too many or too few; bytes that are no JSON stay bytes."""
    try:
        tree = json.loads(payload)
    except (ValueError, RecursionError):
        return _bytes_wrong(payload, chance)
    node, parents = tree, []
    while isinstance(node, dict | list) and node:
        key = chance.choice(list(node)) if isinstance(node, dict) else chance.randrange(len(node))
        parents.append((node, key))
        node = node[key]
        if chance.random() < 0.3:
            break
    if not parents:
        return _bytes_wrong(payload, chance)
    holder, key = parents[-1]
    odd = chance.choice(ODD_VALUES)
    match chance.randrange(4):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[f"{key}x"] = odd
        case _:
            holder[key] = odd
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")
