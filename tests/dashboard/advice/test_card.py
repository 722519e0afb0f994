"""Cards of proposals: where they stand, and what becomes of them when they are dropped."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.advice.card import cards_of, moved, token_of
from models.advice.action import Action
from models.advice.recommendation import State
from models.centre import SpaceId
from models.services.arranging import Spot
from models.services.strangers import RefusedError
from tests.advice_week import CLASS, MONDAY

SPOT = Spot(space="gym", day=date(2026, 11, 27), start=780, minutes=90)


def test_a_proposal_of_two_days_has_two_cards_and_only_one_of_them_changes_its_day() -> None:
    found = moved(CLASS, token_of(CLASS.id, 1, CLASS.target), SPOT)
    target = found.target
    assert (target.space, target.weekdays, target.start, target.end) == (
        "gym",
        (1, 4),
        time(13),
        time(14, 30),
    )
    assert (target.first, target.weeks) == (MONDAY, CLASS.target.weeks)
    cards = [
        one for day in range(7) for one in cards_of([CLASS], SpaceId("gym"), day, may_move=True, tried=found)
    ]
    assert [(one.key, one.start, one.tried) for one in cards] == [
        (f"{CLASS.id}/0", 780, True),
        (f"{CLASS.id}/1", 780, True),
    ]


@given(st.integers(0, 47), st.integers(1, 48), st.integers(0, 6))
def test_a_card_lies_where_it_was_dropped_also_when_it_ends_at_midnight(
    start: int, length: int, day: int
) -> None:
    spot = Spot(space="gym", day=MONDAY.replace(day=23 + day), start=30 * start, minutes=30 * length)
    if start + length > 48:
        with pytest.raises(RefusedError):
            moved(CLASS, token_of(CLASS.id, 0, replace(CLASS.target, weekdays=(1,))), spot)
        return
    found = moved(CLASS, token_of(CLASS.id, 0, replace(CLASS.target, weekdays=(1,))), spot)
    (card,) = cards_of([CLASS], SpaceId("gym"), day, may_move=True, tried=found)
    assert (card.start, card.end) == (30 * start, 30 * (start + length))


@pytest.mark.parametrize(
    "token", ["", CLASS.id, f"{CLASS.id}/x/13", f"{CLASS.id}/2/13", f"{CLASS.id}/²/13", "/0/"]
)
def test_a_token_that_is_none_is_refused(token: str) -> None:
    with pytest.raises(RefusedError):
        moved(CLASS, token, SPOT)


@pytest.mark.parametrize(
    ("one", "may", "movable"),
    [
        (CLASS, True, True),
        (CLASS, False, False),
        (replace(CLASS, state=State.RUNNING), True, False),
        (replace(CLASS, action=Action.OPENING_HOURS), True, False),
    ],
)
def test_only_what_is_to_be_decided_and_has_a_time_to_choose_can_be_moved(
    one: object, may: bool, movable: bool
) -> None:
    (card,) = cards_of([one], CLASS.target.space, 1, may_move=may)  # type: ignore[list-item]
    assert card.movable is movable


@pytest.mark.parametrize("state", [State.REJECTED, State.EXPIRED, State.REVERTED])
def test_what_does_not_take_place_has_no_card(state: State) -> None:
    assert list(cards_of([replace(CLASS, state=state)], CLASS.target.space, 1, may_move=True)) == []
