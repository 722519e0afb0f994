"""Realtime Paged Data Exchange 1.0: items in the order (modified, id), a page after a place, the last page empty."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

PAGE = 500
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
"""Under which all of it may be used; RPDE requires one."""

KEPT_MS = 7 * 86_400_000
"""How long a deleted item is told as deleted."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing of a feed. data: None = it is deleted."""

    id: str
    modified: int
    kind: str
    data: Json | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader has come to: behind this item. The beginning is before every item."""

    modified: int = -1
    id: str = ""


def page(address: str, place: Place, items: Sequence[Item]) -> Json:
    """A page of what comes after a place. items: those that do, in their order, PAGE at most.

    Without any, `next` is the page's own address: the reader has all and may ask again later.
    """
    last = Place(items[-1].modified, items[-1].id) if items else place
    return {"next": following(address, last), "items": [_told(one) for one in items], "license": LICENSE}


def following(address: str, place: Place) -> str:
    """The address of what comes after a place."""
    if place == Place():
        return address
    return f"{address}?afterTimestamp={place.modified}&afterId={place.id}"


def after(items: Sequence[Item], place: Place) -> list[Item]:
    """(modified = @t and id > @i) or modified > @t, a page of it."""
    ordered = sorted(items, key=lambda one: (one.modified, one.id))
    return [one for one in ordered if (one.modified, one.id) > (place.modified, place.id)][:PAGE]


def _told(one: Item) -> Json:
    state = {"state": "deleted"} if one.data is None else {"state": "updated", "data": one.data}
    return {"kind": one.kind, "id": one.id, "modified": one.modified, **state}


class FeedItems(Protocol):
    """Where the items of feeds are kept whose things have no number of their changes."""

    def of(self, feed: str) -> Sequence[Item]:
        """All that is kept of a feed."""
        ...

    def put(self, feed: str, items: Collection[Item], forgotten: Collection[str] = ()) -> None:
        """Insert or replace by id and forget others, in one transaction."""
        ...


@dataclass(slots=True)
class Watch:
    """Gives things that keep no number of their changes one: the millisecond at which a change was first seen.

    kept: where the numbers outlive the process; None = they begin anew with it, which tells every reader all again.
    """

    kind: str
    kept: FeedItems | None = None
    _seen: dict[str, Item] = field(default_factory=dict)
    _last: int = -1

    def items(self, present: Mapping[str, Json], now_ms: int) -> list[Item]:
        """The items as they are now; what is no longer present is deleted."""
        if self._last < 0 and self.kept is not None:
            self._seen = {one.id: one for one in self.kept.of(self.kind)}
            self._last = max((one.modified for one in self._seen.values()), default=0)
        self._last = max(now_ms, self._last)
        changed = []
        for key in sorted({*present, *self._seen}):
            old, new = self._seen.get(key), present.get(key)
            if old is None or _spelt(old.data) != _spelt(new):
                self._last += 1
                self._seen[key] = Item(id=key, modified=self._last, kind=self.kind, data=new)
                changed.append(self._seen[key])
        forgotten = [
            key for key, one in self._seen.items() if one.data is None and one.modified < now_ms - KEPT_MS
        ]
        for key in forgotten:
            del self._seen[key]
        if self.kept is not None and (changed or forgotten):
            self.kept.put(self.kind, changed, forgotten)
        return list(self._seen.values())


def _spelt(data: Json | None) -> str:
    return json.dumps(data, sort_keys=True)
