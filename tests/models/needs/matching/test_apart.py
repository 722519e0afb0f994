"""A person and a room are taken while a match holds, and by nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.needs.matching.apart import clash
from models.needs.provider import Match, MatchStatus, Thing
from tests.builders import NOON

HELD = Match(
    id="m1",
    need="n1",
    provider="p1",
    status=MatchStatus.AGREED,
    score=0.5,
    parts={},
    start=NOON,
    until=NOON + timedelta(minutes=60),
    space="room",
)
SAME_PERSON = replace(HELD, id="m2", need="n2", space="hall")
SAME_ROOM = replace(HELD, id="m2", need="n2", provider="p2")


@pytest.mark.parametrize("one", [SAME_PERSON, SAME_ROOM])
def test_a_person_and_a_room_are_one_needs_at_a_time(one: Match) -> None:
    assert clash(one, HELD)
    assert not clash(replace(one, start=HELD.until, until=None, minutes=30), HELD)
    assert not clash(replace(one, start=None), HELD)
    assert not clash(one, replace(HELD, status=MatchStatus.CANCELLED))


def test_money_needs_nobody_there_and_one_need_is_helped_by_several_in_one_room() -> None:
    assert not clash(replace(SAME_PERSON, things=frozenset({Thing.MONEY})), HELD)
    assert not clash(replace(SAME_ROOM, need="n1"), HELD)
    assert not clash(SAME_ROOM, replace(HELD, shared=True))
    assert not clash(replace(SAME_ROOM, space=""), replace(HELD, space=""))
