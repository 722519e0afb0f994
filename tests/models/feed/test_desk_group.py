"""Several ingest processes look like one: nothing twice, nothing left out, and what has an owner goes to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.centre import CentreId, SensorId
from models.desk import DeadFilter, DeadLetter, DeadPage, RawMessage, SensorCard
from models.feed.desk_group import DeskGroup
from models.health import Presence
from models.services.letters import plan
from tests.builders import some_ports

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
CENTRE, DOOR = CentreId("c"), SensorId("door")


def _letter(shard: int, number: int, minutes: int) -> DeadLetter:
    at = AT + timedelta(minutes=minutes)
    return DeadLetter(
        id=number, shard=shard, received_at=at, topic="t", payload=b"", reason="not_json", text=""
    )


class OneDesk:
    """What one process would say; `done` are the filters it was told to act upon."""

    def __init__(self, shard: int, letters: Sequence[DeadLetter], heard: int | None) -> None:
        self.letters, self.heard, self.shard = letters, heard, shard
        self.done: list[DeadFilter] = []

    def dead_letters(self, wanted: DeadFilter, offset: int = 0, limit: int = 50) -> DeadPage:
        newest = sorted(self.letters, key=lambda letter: (letter.received_at, letter.id), reverse=True)
        limit = min(limit, 500)  # as a desk does
        return DeadPage(
            letters=newest[offset : offset + limit],
            total=len(newest),
            by_reason={"not_json": len(newest)} if newest else {},
        )

    def drop_dead(self, wanted: DeadFilter) -> int:
        self.done.append(wanted)
        return len(wanted.ids)

    def sensors(self, centre: CentreId) -> list[SensorCard]:
        heard_at = None if self.heard is None else AT + timedelta(minutes=self.heard)
        presence = Presence(heard_at=heard_at, received=self.shard)
        return [
            SensorCard(centre=centre, sensor=DOOR, presence=presence, profile="p", model="m", interval_s=60)
        ]

    def raw(self, *_: object, after: int = 0, limit: int = 50) -> list[RawMessage]:
        return [
            RawMessage(id=letter.id, received_at=letter.received_at, topic="t", payload=b"", shard=self.shard)
            for letter in self.letters
        ]


def _group() -> tuple[OneDesk, OneDesk, DeskGroup]:
    first = OneDesk(0, [_letter(0, 1, 1), _letter(0, 2, 5)], None)
    second = OneDesk(1, [_letter(1, 1, 3), _letter(1, 2, 4)], 7)
    return first, second, DeskGroup([first, second])  # type: ignore[list-item]


def test_a_page_is_the_newest_of_all() -> None:
    _, _, group = _group()
    page = group.dead_letters(DeadFilter(), offset=1, limit=2)
    assert [(letter.shard, letter.id) for letter in page.letters] == [(1, 2), (1, 1)]
    assert page.total == 4
    assert page.by_reason == {"not_json": 4}


@given(
    minutes=st.lists(st.lists(st.integers(0, 9), max_size=30), min_size=1, max_size=4),
    limit=st.integers(1, 9),
)
def test_all_pages_together_are_the_whole_box_newest_first(minutes: list[list[int]], limit: int) -> None:
    desks = [OneDesk(n, [_letter(n, *one) for one in enumerate(box)], None) for n, box in enumerate(minutes)]
    group = DeskGroup(desks)  # type: ignore[arg-type]
    total = sum(map(len, minutes))
    pages = [group.dead_letters(DeadFilter(), start, limit) for start in range(0, total + 2 * limit, limit)]
    found = [letter for page in pages for letter in page.letters]
    assert len({(letter.shard, letter.id) for letter in found}) == len(found) == total
    assert [letter.received_at for letter in found] == sorted((x.received_at for x in found), reverse=True)
    assert {page.total for page in pages} == {total}


@pytest.mark.parametrize("shards", [1, 2])
def test_the_box_goes_on_where_a_desk_stops_its_answer(shards: int) -> None:
    desks = [OneDesk(n, [_letter(n, one, one) for one in range(2000 // shards)], None) for n in range(shards)]
    group = DeskGroup(desks)  # type: ignore[arg-type]
    assert len(group.dead_letters(DeadFilter(), 500, 25).letters) == 25
    ports = replace(some_ports(), desk=group)
    assert len(set(plan(ports, DeadFilter()).which)) == 2000


def test_a_numbered_letter_is_thrown_away_only_where_it_lies() -> None:
    first, second, group = _group()
    assert group.drop_dead(DeadFilter(ids=[(1, 2)])) == 1
    assert first.done == []
    assert [list(wanted.ids) for wanted in second.done] == [[(1, 2)]]
    group.drop_dead(DeadFilter(reason="not_json"))
    assert [len(desk.done) for desk in (first, second)] == [1, 2]


def test_a_sensor_is_told_by_the_process_that_hears_it() -> None:
    _, _, group = _group()
    (card,) = group.sensors(CENTRE)
    assert card.presence.received == 1


def test_raw_messages_come_newest_first() -> None:
    _, _, group = _group()
    assert [(one.shard, one.id) for one in group.raw(CENTRE, DOOR, limit=3)] == [(0, 2), (1, 2), (1, 1)]
