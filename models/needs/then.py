"""Where a project stood at an earlier time, by the steps that were taken since."""

from dataclasses import replace
from datetime import datetime

from models.needs.gates import STAGES
from models.needs.project import Project, Standing


def then(project: Project, at: datetime) -> Project | None:
    """The project with its stage, standing and steps before `at`; None = it had not begun. Its date of being due is known only
    while it stands where it stood then: each stage has its own."""
    if project.begun_on > at.date():
        return None
    steps = tuple(one for one in project.events if one.at < at)
    if len(steps) == len(project.events):
        return project
    stage = steps[-1].after if steps else STAGES[0]
    standing = steps[-1].standing if steps else Standing.RUNNING
    due = project.due if stage is project.stage else None
    return replace(project, stage=stage, standing=standing, events=steps, due=due)
