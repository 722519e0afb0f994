"""Keyed hashes: the same card is always the same hash, and nobody finds the card without the key."""

import hmac
import re

MARK = "#"
"""A keyed hash is this and 32 hexadecimal digits, so that it is known as one and never hashed again."""

_HASH = re.compile(r"#[0-9a-f]{32}")


def keyed_hash(key: bytes, kind: str, value: str) -> str:
    """HMAC-SHA256 (RFC 2104) of an identifier within its kind, cut to 16 bytes; case and outer blanks do not count."""
    digest = hmac.digest(key, f"{kind}:{value.strip().casefold()}".encode("utf-8", "replace"), "sha256")
    return MARK + digest[:16].hex()


def is_keyed(text: object) -> bool:
    """Whether a value is a keyed hash."""
    return isinstance(text, str) and _HASH.fullmatch(text) is not None
