"""The desks of all ingest processes of a deployment as one: answers are put together, what has an owner goes to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from models.centre import CentreId, SensorId
from models.desk import (
    DeadFilter,
    DeadLetter,
    DeadPage,
    Desk,
    ProfileCard,
    RawMessage,
    SensorCard,
    Stranger,
    Trial,
)

_T = TypeVar("_T")
LETTERS = 400
"""Of one answer: with one more for each box still below what a desk gives at once."""

_NEVER = datetime.min.replace(tzinfo=UTC)


class DeskGroup:
    """models.desk.Desk over one desk for each shard, in their order. One that does not answer is an error: half an
    answer would look like the whole."""

    def __init__(self, desks: Sequence[Desk]) -> None:
        self._desks = desks

    def sensors(self, centre: CentreId) -> Sequence[SensorCard]:
        """Every process knows every sensor; the one that heard it last is its own."""
        newest: dict[SensorId, SensorCard] = {}
        for card in self._all(lambda desk: desk.sensors(centre)):
            known = newest.setdefault(card.sensor, card)
            if _heard(card) > _heard(known):
                newest[card.sensor] = card
        return list(newest.values())

    def strangers(self) -> Sequence[Stranger]:
        return sorted(self._all(lambda desk: desk.strangers()), key=lambda one: one.last_at, reverse=True)

    def dismiss(self, key: str) -> None:
        for desk in self._desks:
            desk.dismiss(key)

    def dead_letters(self, wanted: DeadFilter, offset: int = 0, limit: int = 50) -> DeadPage:
        """At most LETTERS of one answer, for a desk gives no more than a few hundred either."""
        parts, limit = list(self._parts(wanted)), min(limit, LETTERS)
        passed, more = _passed(parts, offset)
        pages = [
            desk.dead_letters(part, start, more + limit)
            for (desk, part), start in zip(parts, passed, strict=True)
        ]
        letters = sorted(
            (letter for page in pages for letter in page.letters), key=_place_in_box, reverse=True
        )
        return DeadPage(
            letters=letters[more : more + limit],
            total=sum(page.total for page in pages),
            by_reason=_sums(page.by_reason for page in pages),
        )

    def replay_dead(self, wanted: DeadFilter) -> int:
        return sum(desk.replay_dead(part) for desk, part in self._parts(wanted))

    def drop_dead(self, wanted: DeadFilter) -> int:
        return sum(desk.drop_dead(part) for desk, part in self._parts(wanted))

    def raw(
        self, centre: CentreId, sensor: SensorId, *, after: int = 0, limit: int = 50
    ) -> Sequence[RawMessage]:
        return _newest(self._all(lambda desk: desk.raw(centre, sensor, after=after, limit=limit)), limit)

    def raw_between(
        self, centre: CentreId, sensor: SensorId, start: datetime, end: datetime, limit: int = 200
    ) -> Sequence[RawMessage]:
        return _newest(self._all(lambda desk: desk.raw_between(centre, sensor, start, end, limit)), limit)

    def replay(self, since: datetime, sensors: Sequence[tuple[CentreId, SensorId]] = ()) -> int:
        return sum(desk.replay(since, sensors) for desk in self._desks)

    def profiles(self) -> Sequence[ProfileCard]:
        return self._desks[0].profiles()

    def profile_text(self, name: str) -> str:
        return self._desks[0].profile_text(name)

    def try_profile(self, text: str, envelope: str, topic: str, payload: bytes) -> Trial:
        return self._desks[0].try_profile(text, envelope, topic, payload)

    def keep_profile(self, name: str, text: str) -> None:
        """Each process takes it: they may live on different machines."""
        for desk in self._desks:
            desk.keep_profile(name, text)

    def reload(self) -> None:
        for desk in self._desks:
            desk.reload()

    def _all(self, ask: Callable[[Desk], Sequence[_T]]) -> list[_T]:
        return [one for desk in self._desks for one in ask(desk)]

    def _parts(self, wanted: DeadFilter) -> Iterable[tuple[Desk, DeadFilter]]:
        """Every desk with the letters that are wanted of it; numbered ones lie in one box only."""
        for shard, desk in enumerate(self._desks):
            ids = [(of, number) for of, number in wanted.ids if of == shard]
            if ids or not wanted.ids:
                yield desk, replace(wanted, ids=ids)


def _passed(parts: Sequence[tuple[Desk, DeadFilter]], offset: int) -> tuple[Sequence[int], int]:
    """How many letters of each box come before the page, and how many of what follows still do: fewer than there are boxes.

    Of the letters at the same depth of each box, the newest has fewer than `depth` letters of any other box before it: with
    all those of its own box it stands among the first depth x boxes of all.
    """
    passed = [0] * len(parts)
    while depth := offset // max(1, len(parts)):
        if len(parts) == 1:
            return [offset], 0
        probes = [
            (desk.dead_letters(part, start + depth - 1, 1).letters, number)
            for number, ((desk, part), start) in enumerate(zip(parts, passed, strict=True))
        ]
        found = [(_place_in_box(letters[0]), -number) for letters, number in probes if letters]
        if not found:  # every box ends before: so does the whole
            return [start + depth for start in passed], 0
        newest = -max(found)[1]
        passed[newest] += depth
        offset -= depth
    return passed, offset


def _place_in_box(letter: DeadLetter) -> tuple[datetime, int]:
    return letter.received_at, letter.id


def _newest(messages: Iterable[RawMessage], limit: int) -> Sequence[RawMessage]:
    return sorted(messages, key=lambda one: (one.received_at, one.id), reverse=True)[:limit]


def _heard(card: SensorCard) -> datetime:
    return card.presence.heard_at or _NEVER


def _sums(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for reason, number in one.items():
            total[reason] = total.get(reason, 0) + number
    return total
