from collections.abc import Sequence

import pytest

from models.weekplan.problem import Placement, Problem
from models.weekplan.validator import Rule, validate
from tests.weeks import coach, limits, offer, placed, problem, room, week

TWO = {(0, 20): 100, (1, 20): 50}
A, B = offer("o1", TWO), offer("o2", TWO)
TWO_ROOMS = (room("r1"), room("r2", space="s2"))

BROKEN: dict[Rule, tuple[Problem, Sequence[Placement]]] = {
    Rule.KNOWN: (problem(A), [placed("nobody")]),
    Rule.PINNED: (problem(A, pinned=[placed()]), []),
    Rule.START: (problem(A), [placed(half=21)]),
    Rule.OPEN: (problem(A, rooms=(room(shut=0),)), [placed()]),
    Rule.FROZEN: (problem(A, limits=limits(frozen=frozenset({("s1", 0, 21)}))), [placed()]),
    Rule.FITTING: (problem(A, rooms=(room(kind="studio"),)), [placed()]),
    Rule.CAPACITY: (problem(A, rooms=(room(capacity=9),)), [placed()]),
    Rule.COACH: (problem(offer(coaches=("c1",)), coaches=(coach(days=(1,)),)), [placed(coach="c1")]),
    Rule.ROOM_TAKEN: (problem(A, B), [placed("o1"), placed("o2")]),
    Rule.COACH_TAKEN: (
        problem(
            offer("o1", coaches=("c1",)), offer("o2", coaches=("c1",)), rooms=TWO_ROOMS, coaches=(coach(),)
        ),
        [placed("o1", coach="c1"), placed("o2", room="r2", coach="c1")],
    ),
    Rule.COACH_WEEKLY: (
        problem(offer("o1", TWO, weekly=2, coaches=("c1",)), coaches=(coach(weekly=1),)),
        [placed(coach="c1"), placed(day=1, coach="c1")],
    ),
    Rule.WEEKLY: (problem(A), [placed(), placed(day=1)]),
    Rule.DAILY: (problem(offer("o1", {(0, 20): 1, (0, 30): 1}, weekly=2)), [placed(), placed(half=30)]),
    Rule.HEADROOM: (problem(A, limits=limits(headroom=9)), [placed()]),
    Rule.PARALLEL: (
        problem(offer("o1", group="g"), offer("o2", group="g"), rooms=TWO_ROOMS),
        [placed("o1"), placed("o2", room="r2")],
    ),
    Rule.CHANGES: (problem(A, limits=limits(changes=3, open_changes={"s1": 3})), [placed()]),
    Rule.WELFARE: (
        problem(A, offer("w", {(2, 20): 1}, welfare=True), limits=limits(welfare_bps=3000)),
        [placed()],
    ),
}
"""One week for each rule that breaks it and no other."""


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_found_and_no_other(rule: Rule) -> None:
    given, placements = BROKEN[rule]
    points = {one.id: one.value for one in given.offers}
    value = sum(int(points[one.offer][one.day, one.half]) for one in placements if one.offer in points)
    assert {violation.rule for violation in validate(given, week(value, *placements))} == {rule}


def test_every_rule_has_a_week_that_breaks_it() -> None:
    assert set(BROKEN) | {Rule.VALUE} == set(Rule)


def test_a_plan_that_claims_more_than_its_placements_bring_is_found() -> None:
    assert [violation.rule for violation in validate(problem(A), week(101, placed()))] == [Rule.VALUE]


def test_a_plan_that_keeps_all_rules_has_no_violation() -> None:
    assert validate(problem(A, B), week(150, placed("o1"), placed("o2", day=1))) == []


def test_a_session_that_would_end_after_midnight_is_not_open() -> None:
    late = problem(offer(starts={(0, 47): 1}))
    assert {violation.rule for violation in validate(late, week(1, placed(half=47)))} >= {Rule.OPEN}


def test_the_quota_is_excused_where_every_welfare_offer_is_placed() -> None:
    short = offer("w", {(2, 20): 1}, welfare=True, length=1)
    given = problem(A, short, limits=limits(welfare_bps=9000))
    assert validate(given, week(101, placed(), placed("w", day=2))) == []


def test_what_pinned_sessions_fall_short_of_the_quota_need_not_be_made_up() -> None:
    given = problem(
        A, offer("w", {(2, 20): 1}, welfare=True), limits=limits(welfare_bps=3000), pinned=[placed()]
    )
    assert validate(given, week(100, placed())) == []
