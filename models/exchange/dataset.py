"""The page by which a publisher's feeds are found: JSON-LD inside of HTML, or alone."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec

from models.exchange.remote import AddressError

FEED_NAMES: Mapping[str, tuple[str, ...]] = {
    "series": ("sessionseries",),
    "sessions": ("scheduledsession", "scheduledsessions"),
    "facilities": ("facilityuse", "facilityuses", "individualfacilityuse"),
    "slots": ("slot", "slots", "facilityuseslot"),
}
"""What feeds hold -> how publishers call such a feed, in small letters without anything but letters."""

_OPENING = re.compile(rb"<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>")
_CLOSING = b"</script>"
_MOST = 50


def dataset(content: bytes) -> Mapping[str, str]:
    """What feeds hold -> their address. Raises AddressError where no feed is named."""
    for block in [*islice(_blocks(content), _MOST), content]:
        try:
            told = msgspec.json.decode(block)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        feeds = dict(_feeds(told))
        if feeds:
            return feeds
    raise AddressError("no_feed")


def _blocks(content: bytes) -> Iterator[bytes]:
    """What stands between an opening and the next closing; where there is no closing, there are no more blocks."""
    place = 0
    while (opening := _OPENING.search(content, place)) is not None:
        place = content.find(_CLOSING, opening.end())
        if place < 0:
            return
        yield content[opening.end() : place]


def _feeds(told: object) -> Iterator[tuple[str, str]]:
    distribution = told.get("distribution") if isinstance(told, dict) else None
    for one in distribution[:_MOST] if isinstance(distribution, list) else []:
        address = one.get("contentUrl") if isinstance(one, dict) else None
        if isinstance(address, str):
            for name in ("additionalType", "name", "identifier"):
                yield from ((held, address) for held in _held(one.get(name)))


def _held(name: object) -> Iterator[str]:
    bare = re.sub("[^a-z]", "", name.rpartition("openactive.io/")[2].lower()) if isinstance(name, str) else ""
    yield from (held for held, names in FEED_NAMES.items() if bare in names)
