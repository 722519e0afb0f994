"""A project as it stood at an earlier time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from models.needs.project import Project, Stage, StageEvent, Standing
from models.needs.then import then
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
    assert then(PROJECT, SEPTEMBER + timedelta(days=41)) is PROJECT
    assert then(replace(PROJECT, events=()), SEPTEMBER) == replace(PROJECT, events=())
