"""Instants of things that happen once: two within the device's resolution stay two, and one that is told twice stays one."""

import hashlib
from datetime import datetime, timedelta


def spread(at: datetime | None, number: str) -> datetime | None:
    """The instant with its unused digits taken from the id: below the millisecond, or the second where it tells no finer."""
    if at is None:
        return None
    room = 1000 if at.microsecond else 1_000_000
    digest = hashlib.blake2b(number.encode(), digest_size=8).digest()
    whole = at - timedelta(microseconds=at.microsecond % room)
    return whole + timedelta(microseconds=int.from_bytes(digest, "big") % room)
