"""Where a project stood at an earlier time, by the steps that were taken and the judgements that were made since."""

from dataclasses import replace
from datetime import date, datetime

from models.needs.gates import STAGES
from models.needs.project import Evaluation, Project, Stage, StageEvent, Standing


def then(project: Project, at: datetime) -> Project | None:
    """The project with its stage, standing, steps, budget and scores before `at`; None = it had not begun. Its date of being due
    is None where it left that stage since, by a step that does not tell it."""
    if project.begun_on > at.date():
        return None
    steps = tuple(one for one in project.events if one.at < at)
    later = project.events[len(steps) :]
    judged = tuple(_unjudged(one) if one.at and one.at >= at else one for one in project.evaluations)
    budgets = tuple(one for one in project.budgets if one.until < at)
    changed = next((one for one in project.budgets if one.until >= at), None)
    lines = changed.lines if changed else project.lines
    stood = replace(project, events=steps, evaluations=judged, lines=lines, budgets=budgets)
    if not later:
        return stood
    stage = steps[-1].after if steps else STAGES[0]
    standing = steps[-1].standing if steps else Standing.RUNNING
    return replace(stood, stage=stage, standing=standing, due=_due(project, stage, later))


def knows_due(stood: Project, project: Project) -> bool:
    """Whether it is kept by when a project should have left the stage in which it stood; what was not running was not due."""
    running = stood.is_open and stood.standing is Standing.RUNNING
    return not running or stood.due is not None or len(stood.events) == len(project.events)


def _due(project: Project, stage: Stage, later: tuple[StageEvent, ...]) -> date | None:
    stayed = all(one.after is stage for one in later)
    return later[0].due or (project.due if stayed else None)


def _unjudged(one: Evaluation) -> Evaluation:
    return replace(one, score=None, finding="", fixed_on=None, by="", at=None)
