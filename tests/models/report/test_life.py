"""Steps of a version: each from where it may be taken, and what stands in the way of a signature."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from models.account import ROLES, Role
from models.report.life import SIGNED, STEPS, Deed, Obstacle, did, exception, obstacles, stepped
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
    ("coverage", "is_over", "books_closed", "found"),
    [
        (0.8, True, True, set()),
        (0.79, True, True, {Obstacle.COVERAGE}),
        (None, True, True, {Obstacle.COVERAGE}),
        (0.9, False, True, {Obstacle.NOT_OVER}),
        (0.9, True, False, {Obstacle.BOOKS_OPEN}),
    ],
)
def test_each_gap_stands_in_the_way_by_its_name(
    coverage: float | None, is_over: bool, books_closed: bool, found: set[Obstacle]
) -> None:
    version = replace(DRAFT, coverage=coverage)
    assert obstacles(version, is_over=is_over, books_closed=books_closed) == found


def test_an_answer_clears_gaps_but_not_a_month_that_runs_and_is_gone_once_it_is_sent_back() -> None:
    answered = stepped(replace(DRAFT, coverage=None), Deed.EXCEPT, "wang", AT, "counters were mended")
    assert obstacles(answered, is_over=False, books_closed=False) == {Obstacle.NOT_OVER}
    back = stepped(stepped(answered, Deed.CHECK, "li", AT), Deed.SEND_BACK, "wang", AT, "look again")
    assert exception(back) is None


def test_only_a_manager_signs_and_only_who_keeps_the_books_or_manages_checks() -> None:
    may = {deed: {role for role, held in ROLES.items() if STEPS[deed].permission in held} for deed in Deed}
    assert may[Deed.SIGN] == {Role.MANAGER}
    assert may[Deed.CHECK] == {Role.MANAGER, Role.FINANCE}
