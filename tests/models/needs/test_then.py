"""A project as it stood at an earlier time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from models.needs.project import Budget, BudgetLine, Evaluation, Project, Stage, StageEvent, Standing
from models.needs.then import knows_due, then
from tests.models.needs.projects import a_project

SEPTEMBER = datetime(2026, 9, 10, 4, tzinfo=UTC)


def a_step(before: Stage, after: Stage, day: int, standing: Standing = Standing.RUNNING) -> StageEvent:
    at = SEPTEMBER + timedelta(days=day)
    return StageEvent(before=before, after=after, standing=standing, by="zhou", at=at)


STEPS = (
    a_step(Stage.COLLECTING, Stage.FEASIBILITY, 0),
    a_step(Stage.FEASIBILITY, Stage.APPROVAL, 10),
    a_step(Stage.APPROVAL, Stage.APPROVAL, 40, Standing.PAUSED),
)
PROJECT: Project = a_project(
    stage=Stage.APPROVAL, standing=Standing.PAUSED, events=STEPS, due=date(2026, 10, 1)
)


def test_steps_that_were_taken_later_are_not_taken_yet() -> None:
    first = then(PROJECT, SEPTEMBER + timedelta(days=5))
    assert first is not None
    assert (first.stage, first.standing, first.events, first.due) == (
        Stage.FEASIBILITY,
        Standing.RUNNING,
        STEPS[:1],
        None,
    )
    second = then(PROJECT, SEPTEMBER + timedelta(days=20))
    assert second is not None
    assert (second.stage, second.standing, second.due) == (
        Stage.APPROVAL,
        Standing.RUNNING,
        date(2026, 10, 1),
    )


def test_before_its_first_step_it_collects_and_before_it_began_there_was_none() -> None:
    found = then(PROJECT, SEPTEMBER - timedelta(days=1))
    assert found is not None
    assert found.stage is Stage.COLLECTING
    assert then(PROJECT, datetime(2026, 8, 31, tzinfo=UTC)) is None


def test_after_its_last_step_it_is_what_it_is() -> None:
    assert then(PROJECT, SEPTEMBER + timedelta(days=41)) == PROJECT
    assert then(replace(PROJECT, events=()), SEPTEMBER) == replace(PROJECT, events=())


def test_a_stage_that_was_left_since_was_due_when_the_step_out_of_it_says() -> None:
    left = replace(STEPS[1], due=date(2026, 9, 15))
    project = replace(PROJECT, events=(STEPS[0], left, STEPS[2]))
    told, untold = (then(one, SEPTEMBER + timedelta(days=5)) for one in (project, PROJECT))
    assert told is not None
    assert untold is not None
    assert (told.due, knows_due(told, project)) == (date(2026, 9, 15), True)
    assert (untold.due, knows_due(untold, PROJECT)) == (None, False)


def test_a_date_of_a_later_visit_to_the_same_stage_is_not_that_of_the_earlier() -> None:
    back = a_step(Stage.APPROVAL, Stage.FEASIBILITY, 20)
    project = replace(PROJECT, stage=Stage.FEASIBILITY, events=(*STEPS[:2], back), due=date(2026, 12, 1))
    found = then(project, SEPTEMBER + timedelta(days=5))
    assert found is not None
    assert found.due is None


def test_what_was_judged_later_is_not_judged_yet() -> None:
    early = Evaluation(indicator="reach", weight=50, score=80.0, by="eva", at=SEPTEMBER)
    late = Evaluation(indicator="lasting", weight=50, score=90.0, by="eva", at=SEPTEMBER + timedelta(days=50))
    found = then(replace(PROJECT, evaluations=(early, late)), SEPTEMBER + timedelta(days=45))
    assert found is not None
    assert [(one.indicator, one.weight, one.score) for one in found.evaluations] == [
        ("reach", 50, 80.0),
        ("lasting", 50, None),
    ]


def test_a_budget_that_was_changed_later_is_not_changed_yet() -> None:
    first, second, third = (
        (BudgetLine(id="1", source="special", courtyard="", budget_fen=fen),) for fen in (100, 200, 300)
    )
    days = [SEPTEMBER + timedelta(days=n) for n in range(4)]
    budgets = tuple(
        Budget(lines=lines, until=until)
        for lines, until in (((), days[0]), (first, days[1]), (second, days[2]))
    )
    project = replace(PROJECT, lines=third, budgets=budgets)
    stood = [then(project, at) for at in days]
    assert [one.lines for one in stood if one] == [(), first, second, third]
    assert [len(one.budgets) for one in stood if one] == [0, 1, 2, 3]
