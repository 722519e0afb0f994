"""Several ingest processes look like one: nothing twice, nothing left out, and what has an owner goes to it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from models.centre import CentreId, SensorId
from models.desk import DeadFilter, DeadLetter, DeadPage, RawMessage, SensorCard
from models.feed.desk_group import DeskGroup
from models.health import Presence

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
        newest = sorted(self.letters, key=lambda letter: letter.id, reverse=True)
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
