"""People who only move to a new session."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.demand.block import Block
from models.demand.drawn import PRIOR, Drawing, Held, near, net
from models.demand.history import Occasion
from models.demand.segment import Segment
from models.expectation import Evidence, Expected

TUESDAY = datetime(2026, 12, 1, 6, tzinfo=UTC)


def expected(mean: float, reach: float = 3) -> Expected:
    return Expected(mean=mean, low=mean - reach, high=mean + reach, evidence=Evidence.BORROWED)


def occasion(programme: str, segment: Segment) -> Occasion:
    return Occasion(programme=programme, segment=segment, block=Block(False, 7))


def test_before_anybody_is_known_three_in_ten_only_move() -> None:
    assert PRIOR.mean == pytest.approx(0.3)
    spread = PRIOR.moved * PRIOR.new / ((PRIOR.moved + PRIOR.new) ** 2 * (PRIOR.moved + PRIOR.new + 1))
    assert spread**0.5 == pytest.approx(0.2)


def test_what_people_did_replaces_what_was_thought() -> None:
    moved = PRIOR.having_seen(40, 2)
    assert moved.mean == pytest.approx((PRIOR.moved + 2) / (PRIOR.moved + PRIOR.new + 40))


@given(st.floats(3, 60), st.floats(0, 100), st.floats(0.1, 20), st.floats(0.1, 20))
def test_the_net_lies_between_nothing_and_all_who_come(
    mean: float, near_people: float, moved: float, new: float
) -> None:
    found = net(expected(mean), near_people, Drawing(moved, new))
    assert 0 <= found.mean <= mean
    assert found.low >= -1e-9


@given(st.floats(3, 60), st.floats(0, 50), st.floats(0, 50))
def test_more_people_near_it_never_raise_the_net(mean: float, near_people: float, more: float) -> None:
    assert net(expected(mean), near_people + more).mean <= net(expected(mean), near_people).mean + 1e-9


def test_with_nobody_near_it_all_are_new() -> None:
    found = net(expected(20), 0)
    assert found.mean == 20
    assert found.likely == 1.0


def test_only_the_same_people_within_a_day_can_be_drawn() -> None:
    dance = occasion("dance", Segment.SENIORS)
    timetable = [
        Held(occasion("dance", Segment.SENIORS), TUESDAY + timedelta(hours=24), 10),
        Held(occasion("choir", Segment.SENIORS), TUESDAY - timedelta(hours=3), 5),
        Held(occasion("yoga", Segment.WORKERS), TUESDAY, 80),
        Held(occasion("dance", Segment.SENIORS), TUESDAY + timedelta(hours=25), 40),
        Held(occasion("dance", Segment.SENIORS), TUESDAY - timedelta(hours=25), 160),
    ]
    assert near(dance, TUESDAY, timetable) == 15


def test_more_cannot_have_moved_than_there_were() -> None:
    with pytest.raises(ValueError, match="7 people of 5"):
        PRIOR.having_seen(5, 7)
