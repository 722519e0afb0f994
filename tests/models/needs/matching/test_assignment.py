"""All needs and helpers at once: nothing is given twice, nobody gives more than there is, and none does better."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings

from models.needs.matching.ask import Ask, Helper
from models.needs.matching.assignment import (
    Pair,
    Room,
    assigned,
    greedy,
    in_turn,
    pairs_of,
    room_of,
    weight,
)
from models.needs.matching.ranking import ranking
from models.needs.matching.week import ALWAYS
from models.needs.provider import Thing
from tests.models.needs.matching.pool import a_helper, a_need, a_provider, an_ask, asks, crowds


def possible(pairs: Sequence[Pair], room: Room) -> bool:
    """Worked out apart from the product's own way."""
    given = Counter((one.need, one.thing) for one in pairs)
    minutes: Counter[str] = Counter()
    money: Counter[str] = Counter()
    for one in pairs:
        minutes[one.provider] += one.minutes
        money[one.provider] += one.money_fen
    return (
        all(n == 1 for n in given.values())
        and all(minutes[key] <= left for key, left in room.minutes.items())
        and all(total <= room.money_fen[key] for key, total in money.items())
    )


def brute(pairs: Sequence[Pair], room: Room) -> int:
    return max(
        sum(one.points for one in some)
        for n in range(len(pairs) + 1)
        for some in combinations(pairs, n)
        if possible(some, room)
    )


def drawn(wanted: Sequence[Ask], crowd: Sequence[Helper]) -> tuple[list[Pair], Room]:
    return pairs_of([ranking(ask, crowd, ALWAYS) for ask in wanted]), room_of(crowd)


@settings(max_examples=25, deadline=None)
@given(asks(3), crowds(3))
def test_nothing_is_better_than_what_is_assigned(wanted: list[Ask], crowd: list[Helper]) -> None:
    pairs, room = drawn(wanted, crowd)
    pairs = pairs[:11]
    found = assigned(pairs, room)
    assert possible(found.pairs, room)
    assert found.proved
    assert found.points == brute(pairs, room) >= sum(one.points for one in greedy(pairs, room))


@settings(max_examples=10, deadline=None)
@given(asks(8), crowds(6))
def test_an_assignment_is_possible_and_never_worse_than_one_after_another(
    wanted: list[Ask], crowd: list[Helper]
) -> None:
    pairs, room = drawn(wanted, crowd)
    found, picked = assigned(pairs, room, effort=0.5), greedy(pairs, room)
    assert possible(found.pairs, room)
    assert possible(picked, room)
    assert sum(one.points for one in picked) <= found.points <= found.bound


def test_the_last_hour_goes_where_nobody_else_can_help() -> None:
    """By hand the best pair would be taken first, and one need would be left without anybody."""
    needs = [an_ask(a_need("n1")), an_ask(a_need("n2", "talk", "G2"))]
    crowd = [
        a_helper(a_provider("everywhere", minutes=90)),
        a_helper(a_provider("only-g1", minutes=90, grids=["G1"], tags=["talk"])),
    ]
    pairs, room = drawn(needs, crowd)
    found = assigned([one for one in pairs if (one.need, one.provider) != ("n2", "only-g1")], room)
    assert {(one.need, one.provider) for one in found.pairs} == {("n1", "only-g1"), ("n2", "everywhere")}
    assert (found.proved, found.gap) == (True, 0.0)


def test_one_need_may_be_met_by_several_and_one_helper_may_meet_several() -> None:
    room = Room(minutes={}, money_fen={"a": 500, "b": 0})
    skill = [
        Pair(need=need, provider="b", thing=Thing.SKILL, score=0.9, points=900, minutes=90)
        for need in ("n1", "n2")
    ]
    money = Pair(need="n1", provider="a", thing=Thing.MONEY, score=0.5, points=500, money_fen=500)
    assert assigned([*skill, money], room).pairs == (money, skill[0], skill[1])


@pytest.mark.parametrize(("heat", "weighs"), [(1, 1), (2, 2), (8, 4)])
def test_a_loud_need_weighs_more_but_does_not_drown_the_quiet(heat: int, weighs: float) -> None:
    assert weight(an_ask(heat=heat)) == weighs


def test_in_turn_the_first_takes_what_the_next_wanted() -> None:
    needs = [an_ask(a_need("n1")), an_ask(a_need("n2"))]
    pairs, room = drawn(needs, [a_helper(a_provider("p", minutes=100))])
    assert [one.need for one in in_turn(pairs, room)] == ["n1"]
    assert [one.need for one in in_turn(pairs[::-1], room)] == ["n2"]
