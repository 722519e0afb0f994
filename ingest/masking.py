"""What is kept of a message that cannot be opened: its shape and its known keys, none of its other words."""

import re

from ingest.personal import ACCESS_SIGNS, FIELDS, IN_ACCESS, INSIDE, PERSONAL, TEXTS, skeleton

MASKED = b"MASKED "
"""How a message begins that could not be opened and of which only the shape was kept."""

MAX_MASKED = 4096
"""Bytes that are kept of such a message."""

_WORD = re.compile(rb"[^\s{}\[\]\"':,\\]+")

_KNOWN_WORDS = frozenset(
    word.encode()
    for words in (PERSONAL, IN_ACCESS, ACCESS_SIGNS, TEXTS, FIELDS, INSIDE)
    for word in words
    if word.isascii()
) | frozenset(b"data event events time ts timestamp type direction granted null true false".split())


def masked(payload: bytes) -> bytes:
    """The shape of a message that cannot be opened: every word that is not a known key becomes one "*"."""
    shape = _WORD.sub(_known_word, payload[: 4 * MAX_MASKED])
    return MASKED + b"%d bytes: " % len(payload) + shape[:MAX_MASKED]


def _known_word(found: re.Match[bytes]) -> bytes:
    bare = skeleton(found[0])
    return found[0] if bare in _KNOWN_WORDS and bare.isalpha() and not _hides(found[0]) else b"*"


def _hides(word: bytes) -> bool:
    """Whether more than separators was left out of a word when it was compared."""
    return any(sign in b"0123456789+\\\0" for sign in word)
