"""Steps of a version: each from where it may be taken, and what stands in the way of a signature."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from models.account import ROLES, Role
from models.report.inputs.money import MoneyInputs
from models.report.life import SIGNED, STEPS, Deed, Obstacle, did, exceptions, obstacles, stepped
from models.report.version import ReportStatus, ReportVersion

AT = datetime(2026, 11, 2, tzinfo=UTC)
DRAFT = ReportVersion(
    month=date(2026, 10, 1),
    number=0,
    run="r",
    status=ReportStatus.DRAFT,
    made_at=AT,
    made_by="system",
    inputs="a",
    statement="b",
    coverage=0.9,
)


@pytest.mark.parametrize(("status", "deed"), list(product(ReportStatus, Deed)))
def test_a_step_is_taken_from_its_own_states_and_from_no_other(status: ReportStatus, deed: Deed) -> None:
    version = replace(DRAFT, status=status)
    if status in STEPS[deed].froms:
        assert did(stepped(version, deed, "wang", AT, "because"), deed) == "wang"
    else:
        with pytest.raises(ValueError, match=f"{deed} from {status}"):
            stepped(version, deed, "wang", AT)


def test_nothing_leads_back_from_a_signature() -> None:
    for deed, step in STEPS.items():
        if step.froms & SIGNED:
            assert step.to in SIGNED, deed


@pytest.mark.parametrize(
    ("coverage", "is_over", "found"),
    [
        (0.8, True, set()),
        (0.79, True, {Obstacle.COVERAGE}),
        (None, True, {Obstacle.COVERAGE}),
        (0.9, False, {Obstacle.NOT_OVER}),
    ],
)
def test_each_gap_stands_in_the_way_by_its_name(
    coverage: float | None, is_over: bool, found: set[Obstacle]
) -> None:
    version = replace(DRAFT, coverage=coverage)
    assert obstacles(version, is_over=is_over, money=MoneyInputs(), closed=None) == found


@pytest.mark.parametrize(
    ("made_from", "closed", "found"),
    [
        (None, None, {Obstacle.BOOKS_OPEN}),
        (None, 0, {Obstacle.BOOKS_SINCE}),
        (0, 0, set()),
        (0, 1, {Obstacle.BOOKS_SINCE}),
    ],
)
def test_the_books_are_those_that_it_was_made_from(
    made_from: int | None, closed: int | None, found: set[Obstacle]
) -> None:
    money = MoneyInputs(has_books=True, revision=made_from)
    assert obstacles(DRAFT, is_over=True, money=money, closed=closed) == found


def test_an_answer_clears_what_was_answered_for_alone_and_is_gone_once_it_is_sent_back() -> None:
    books = MoneyInputs(has_books=True)
    gap = frozenset({Obstacle.COVERAGE})
    answered = stepped(replace(DRAFT, coverage=None), Deed.EXCEPT, "wang", AT, "counters were mended", gap)
    left = {Obstacle.NOT_OVER, Obstacle.BOOKS_OPEN}
    assert obstacles(answered, is_over=False, money=books, closed=None) == left
    again = stepped(answered, Deed.EXCEPT, "wang", AT, "a bill is late", frozenset({Obstacle.BOOKS_OPEN}))
    assert obstacles(again, is_over=True, money=books, closed=None) == set()
    assert [one.reason for one in exceptions(again)] == ["counters were mended", "a bill is late"]
    back = stepped(stepped(again, Deed.CHECK, "li", AT), Deed.SEND_BACK, "wang", AT, "look again")
    assert list(exceptions(back)) == []
    assert obstacles(back, is_over=True, money=books, closed=None) == gap | {Obstacle.BOOKS_OPEN}


def test_only_a_manager_signs_and_only_who_keeps_the_books_or_manages_checks() -> None:
    may = {deed: {role for role, held in ROLES.items() if STEPS[deed].permission in held} for deed in Deed}
    assert may[Deed.SIGN] == {Role.MANAGER}
    assert may[Deed.CHECK] == {Role.MANAGER, Role.FINANCE}
