"""The chosen changes are the best set there is, and no two of them spoil each other's measuring."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.advice.action import Action
from models.advice.appraisal import Appraisal
from models.advice.candidate import Candidate
from models.advice.portfolio import Weighed, portfolio, spoil
from models.centre import SpaceId
from tests.advised import TARGET


def _weighed(candidate: Candidate, points: float) -> Weighed:
    return Weighed(candidate, Appraisal(effect={}, value=points, penalties={}, cost_fen=0))


@st.composite
def weighed(draw: st.DrawFn) -> Weighed:
    start = draw(st.integers(9, 13))
    target = replace(
        TARGET,
        space=SpaceId(draw(st.sampled_from("ab"))),
        weekdays=(draw(st.integers(0, 2)),),
        start=time(start),
        end=time(start + 1),
    )
    series = draw(st.sampled_from(["", "", "x", "y"]))
    given_of = {"series": series} if series else {}
    candidate = Candidate(action=Action.REMINDER, target=target, parameters=given_of)
    return _weighed(candidate, draw(st.integers(-3, 12)))


def _allowed(chosen: Sequence[Weighed], limit: int, under_way: dict[str, int]) -> bool:
    spaces = [one.candidate.target.space for one in chosen]
    full = any(spaces.count(space) + under_way.get(space, 0) > limit for space in spaces)
    return not full and not any(
        spoil(one.candidate, other.candidate) for one, other in combinations(chosen, 2)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(weighed(), max_size=9), st.integers(1, 3), st.integers(0, 2))
def test_no_allowed_set_has_more_points(found: list[Weighed], limit: int, under_way: int) -> None:
    open_changes = {"a": under_way}
    chosen = portfolio(found, limit, open_changes)
    assert _allowed(chosen, limit, open_changes)
    sets = (each for n in range(len(found) + 1) for each in combinations(found, n))
    best = max(sum(one.value for one in each) for each in sets if _allowed(each, limit, open_changes))
    assert sum(one.value for one in chosen) == best


def test_changes_under_way_leave_no_room_for_a_fourth() -> None:
    one = _weighed(Candidate(action=Action.REMINDER, target=TARGET), 5)
    assert portfolio([one], 3, {"dance": 2}) == [one]
    assert portfolio([one], 3, {"dance": 3}) == []
