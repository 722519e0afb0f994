"""Names that devices give themselves and their messages: checked before anything is looked up or kept by them."""

import unicodedata

from ingest.sample import DecodeError, Reason

MAX_LENGTH = 64

MAX_DEVICE = 128
"""Signs of a device behind a gateway."""


def checked_id(text: str, key: str) -> str:
    """The name in NFC. Raises DecodeError for an empty or long one and for control characters, NUL and "/"."""
    name = unicodedata.normalize("NFC", text)
    if not name or len(name) > MAX_LENGTH or "/" in name or not name.isprintable():
        raise DecodeError(Reason.BAD_DEVICE_ID, f"{key} {text[:MAX_LENGTH]!r} is not a name of 1-64 signs")
    return name


def checked_device(text: str, key: str) -> str:
    """The name that a gateway gives one of its devices, in NFC; it may hold "/". Raises DecodeError."""
    name = unicodedata.normalize("NFC", text)
    if not name or len(name) > MAX_DEVICE or not name.isprintable():
        raise DecodeError(
            Reason.BAD_DEVICE_ID, f"{key} {text[:MAX_LENGTH]!r} is not a name of 1-{MAX_DEVICE} signs"
        )
    return name


def same_device(said: str, expected: str, key: str) -> None:
    """Refuse a message that speaks for another device than the one whose topic it came on."""
    if said != expected:
        text = f"{key} is {said!r}, but the topic is that of {expected!r}"
        raise DecodeError(Reason.DEVICE_MISMATCH, text, claimed=said)
