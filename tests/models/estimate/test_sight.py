"""Cameras that see, that stare and that are covered."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.estimate.belief import Belief, Way
from models.estimate.sight import PLAIN, Eye, Mark, Sight, view_variance

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def watched(seen_by: str, minutes: int = 120, seed: int = 1, every: int = 2, eye: Eye = PLAIN) -> list[Sight]:
    """A room in which people come and go for so long, seen every few minutes."""
    chance, sight, found = Random(seed), Sight(eye), []
    by = passed = 0.0
    for minute in range(0, minutes, every):
        come, gone = (chance.choice([0, 1, 2, 4]) for _ in range(2))
        gone = min(gone, int(by) + come)
        by, passed = by + come - gone, passed + (come + gone) / 2
        seen = {
            "good": by + chance.choice([-1, 0, 0, 1]),
            "overlooking": round(0.87 * by) + chance.choice([-1, -1, 0, 1, 1]),
            "covered": float(int(by) // 3),
            "stuck": by if minute < 20 else found[-1].seen,
            "above doors that miss": by + 0.3 * passed,
        }[seen_by]
        mark = Mark(0, Belief().now(), Way(by, passed, 0.02 * passed))
        sight = sight.take(AT + timedelta(minutes=minute), max(seen, 0.0), mark, judged=True)
        found.append(sight)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_a_camera_that_follows_the_doors_is_hardly_ever_doubted_and_keeps_its_noise(seed: int) -> None:
    found = watched("good", seed=seed)
    assert sum(sight.doubted for sight in found) <= 2
    assert found[-1].variance < 3


@pytest.mark.parametrize("seed", range(5))
def test_a_camera_that_says_the_same_while_people_come_and_go_is_stuck_until_it_changes(seed: int) -> None:
    found = watched("stuck", seed=seed)
    assert found[-1].stuck
    mark = Mark(0, Belief().now(), found[-1].looks[-1].moved)
    later = found[-1].take(AT + timedelta(hours=3), found[-1].seen + 1, mark, judged=True)
    assert not later.stuck


@pytest.mark.parametrize("seed", range(5))
def test_a_camera_that_moves_by_a_third_of_what_the_doors_do_is_blind(seed: int) -> None:
    assert watched("covered", minutes=240, seed=seed)[-1].blind


def test_a_camera_that_overlooks_a_few_and_looks_every_quarter_of_an_hour_is_hardly_ever_called_blind() -> (
    None
):
    blind = [
        sum(sight.blind for sight in watched("overlooking", 780, seed, 15, Eye(1.15, 2.0)))
        for seed in range(30)
    ]
    assert sum(blind) <= 0.03 * 30 * 52


def test_a_covered_camera_is_found_out_even_if_it_looks_every_quarter_of_an_hour() -> None:
    found = [watched("covered", 780, seed, 15)[-1].blind for seed in range(10)]
    assert sum(found) >= 8


def test_a_camera_is_not_blamed_for_what_the_doors_miss_of_everybody_who_passes() -> None:
    found = watched("above doors that miss", minutes=240)
    assert not any(sight.blind for sight in found)
    usual = view_variance(found[-1].people)
    assert found[-1].variance < 1.5 * usual, "although they are many persons apart"


def test_looks_that_follow_each_other_closely_are_not_new_evidence_each() -> None:
    sight = Sight()
    for seconds in (0, 60):
        mark = Mark(0, Belief().now(), Way())
        sight = sight.take(AT + timedelta(seconds=seconds), 4.0, mark, judged=True)
    assert sight.share == pytest.approx(0.2)


def test_doors_that_do_not_all_speak_judge_no_camera() -> None:
    sight = Sight()
    for minute in range(60):
        mark = Mark(0, Belief().now(), Way(float(minute), float(minute), 0.1))
        sight = sight.take(AT + timedelta(minutes=minute), 4.0, mark, judged=False)
    assert not sight.doubted


def test_whoever_is_seen_in_an_empty_space_is_no_evidence_until_it_changes() -> None:
    mark = Mark(0, Belief().now(), Way())
    seen = Sight().take(AT, 2.0, mark, judged=True).shut()
    assert seen.take(AT + timedelta(hours=1), 2.0, mark, judged=False).doubted
    assert not seen.take(AT + timedelta(hours=1), 1.0, mark, judged=False).doubted


def test_a_lifted_camera_tells_more_people_than_it_sees() -> None:
    mark = Mark(0, Belief().now(), Way())
    assert Sight(Eye(1.25, 1.0)).take(AT, 8.0, mark, judged=True).people == 10


@given(st.floats(0.0, 40.0), st.floats(0.9, 2.5), st.floats(0.0, 0.006))
def test_who_stands_before_whom_is_taken_out_of_what_is_seen(
    people: float, lift: float, crowd: float
) -> None:
    seen = people / lift * (1.0 - crowd * people)
    assert Eye(lift, 1.0, crowd).people(seen) == pytest.approx(people, abs=1e-6)


def test_a_look_into_a_full_room_is_worth_less_than_the_same_through_an_eye_that_overlooks_nobody_there() -> (
    None
):
    assert Eye(1.0, 1.0, 0.005).variance(20.0) > 1.5 * Eye().variance(20.0)
    assert Eye(1.0, 1.0, 0.005).variance(500.0) < float("inf"), "more are seen than ever can be"
