"""Reading a foreign RPDE feed: its pages to their end, of each item the newest state, and nothing that it says blindly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import msgspec

from models.exchange.remote import LONGEST, AddressError, Remote, host_port

MOST_PAGES = 200
MOST_ITEMS = 20_000
MOST_ID = 500
HIGHEST = 2**63 - 1

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An item as a page tells it. data: None = it is deleted."""

    id: str
    kind: str
    modified: int
    data: Json | None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One page."""

    items: tuple[FeedItem, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed read to its end. items: by id, each in its newest state; next: where to go on another time; pages: read."""

    items: Mapping[str, FeedItem] = field(default_factory=dict)
    next: str = ""
    pages: int = 0


class FeedPlaces(Protocol):
    """How far one centre has read foreign feeds."""

    def next_of(self, address: str) -> str:
        """Where a feed goes on; "" = it was never read."""
        ...

    def put(self, address: str, following: str, at: datetime) -> None:
        """Insert or replace by address."""
        ...


def read_page(content: bytes) -> FeedPage:
    """A page of bytes. Raises AddressError when it is none."""
    try:
        told = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AddressError("no_feed") from error
    if not isinstance(told, dict) or not isinstance(told.get("items"), list):
        raise AddressError("no_feed")
    following = told.get("next")
    if not isinstance(following, str) or not 0 < len(following) <= LONGEST:
        raise AddressError("no_feed")
    return FeedPage(tuple(_item(one) for one in told["items"]), following)


def _item(told: object) -> FeedItem:
    if not isinstance(told, dict):
        raise AddressError("odd_item")
    key, kind, data = told.get("id"), told.get("kind", ""), told.get("data")
    modified, state = _whole(told.get("modified")), told.get("state")
    known = isinstance(key, str | int) and not isinstance(key, bool) and 0 < len(str(key)) <= MOST_ID
    if not known or modified is None or not isinstance(kind, str) or state not in ("updated", "deleted"):
        raise AddressError("odd_item")
    if state == "updated" and not isinstance(data, dict):
        raise AddressError("odd_item")
    return FeedItem(id=str(key), kind=kind, modified=modified, data=data if state == "updated" else None)


def _whole(told: object) -> int | None:
    """Some feeds write their numbers as texts."""
    if isinstance(told, str) and told.isascii() and told.isdigit() and len(told) < 20:
        told = int(told)
    return told if type(told) is int and 0 <= told <= HIGHEST else None


def follow(fetch: Remote, address: str) -> Followed:
    """Every page from an address on, until one is empty and leads to itself. Raises AddressError for a feed that leads
    to another host, in a circle, backwards, or has no end."""
    home, items = host_port(address), dict[str, FeedItem]()
    seen, here, last = {address}, address, -1
    for pages in range(1, MOST_PAGES + 1):
        page = read_page(fetch(here))
        for one in page.items:
            if one.modified < last:
                raise AddressError("backwards", id=one.id[:80])
            last = one.modified
            items[one.id] = one
        if len(items) > MOST_ITEMS:
            raise AddressError("too_many", most=MOST_ITEMS)
        if host_port(page.next) != home:
            raise AddressError("elsewhere", host=host_port(page.next)[1])
        if not page.items and page.next in seen:
            return Followed(items, page.next, pages)
        if page.next in seen:
            raise AddressError("circle", address=page.next[:200])
        seen.add(page.next)
        here = page.next
    raise AddressError("no_end", most=MOST_PAGES)
