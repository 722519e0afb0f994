import pytest

from dashboard.bench.advise.small import small
from models.weekplan.board import PlacementError
from models.weekplan.greedy import greedy
from models.weekplan.validator import validate
from tests.weeks import coach, limits, offer, placed, problem, room


def test_the_best_start_for_its_length_comes_first() -> None:
    long = offer("long", {(0, 20): 110}, length=4)
    short = offer("short", {(0, 22): 100}, length=1)
    assert greedy(problem(long, short)).placements == [placed("short", half=22)]


def test_a_session_takes_the_smallest_room_that_holds_it() -> None:
    rooms = (room("large", capacity=90), room("fits", capacity=12), room("small", capacity=9))
    assert greedy(problem(offer(), rooms=rooms)).placements == [placed(room="fits")]


def test_a_session_goes_to_the_coach_with_most_sessions_left() -> None:
    coaches = (coach("tired", weekly=1), coach("fresh", weekly=2))
    plan = greedy(problem(offer(coaches=("tired", "fresh")), coaches=coaches))
    assert plan.placements == [placed(coach="fresh")]


def test_welfare_comes_first_where_the_quota_would_not_bear_another_paid_session() -> None:
    paid = offer("paid", {(0, 20): 100})
    free = offer("free", {(0, 20): 1, (1, 20): 1}, welfare=True)
    plan = greedy(problem(paid, free, limits=limits(welfare_bps=5000), rooms=(room(), room("r2"))))
    assert [one.offer for one in plan.placements] == ["free", "paid"] or plan.value == 101


def test_pinned_sessions_stay_and_take_their_room() -> None:
    plan = greedy(problem(offer("o1"), offer("o2", {(0, 21): 500}), pinned=[placed()]))
    assert plan.placements == [placed()]


def test_a_pinned_session_of_an_unknown_room_is_an_error_that_names_it() -> None:
    with pytest.raises(PlacementError, match="room 'cellar'"):
        greedy(problem(offer(), pinned=[placed(room="cellar")]))


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_no_greedy_week_breaks_a_rule(first: int) -> None:
    weeks = [small(seed) for seed in range(first, first + 50)]
    assert [list(validate(week, greedy(week))) for week in weeks] == [[]] * 50
