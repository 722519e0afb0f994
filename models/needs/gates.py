"""The gates between a project's stages (domain.md 5.6): what must hold before it goes on, as a table."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from models.needs.progress import Progress
from models.needs.project import Project, ProjectKind, Stage, StageEvent, Standing
from models.satisfaction import FEWEST

Gate = Callable[[Project, Progress], bool]

WHOLE_WEIGHT = 100
"""What the weights of a project's indicators add up to."""


def _has_funds(project: Project, _progress: Progress) -> bool:
    lines = project.lines
    return bool(lines) and all(0 <= one.committed_fen <= one.budget_fen for one in lines)


def _has_indicators(project: Project, _progress: Progress) -> bool:
    return sum(one.weight for one in project.evaluations) == WHOLE_WEIGHT


def _was_delivered(project: Project, progress: Progress) -> bool:
    opened = project.kind is ProjectKind.REFIT and project.opened_on is not None
    return bool(progress.held) or opened


def _was_attended(_project: Project, progress: Progress) -> bool:
    return progress.attendances is not None or any(one.coverage is not None for one in progress.weeks)


def _was_answered(_project: Project, progress: Progress) -> bool:
    """By as many as it takes for the rate to be shown: one answer of a friend would close any project."""
    return progress.rating is not None and progress.rating.answered >= FEWEST


def _was_judged(project: Project, progress: Progress) -> bool:
    return _has_indicators(project, progress) and all(one.score is not None for one in project.evaluations)


GATES: Mapping[Stage, Mapping[str, Gate]] = {
    Stage.COLLECTING: {},
    Stage.FEASIBILITY: {"needs": lambda project, _: bool(project.needs)},
    Stage.APPROVAL: {"feasibility": lambda project, _: project.feasibility is not None},
    Stage.MATCHING: {
        "fits": lambda project, _: project.feasibility is not None and project.feasibility.fits,
        "decision": lambda project, progress: project.decision in progress.decisions,
    },
    Stage.DELIVERY: {"funds": _has_funds, "indicators": _has_indicators},
    Stage.FEEDBACK: {"delivered": _was_delivered},
    Stage.CLOSED: {
        "attendance": _was_attended,
        "survey": _was_answered,
        "evaluator": _was_judged,
    },
}
"""Stage -> what must hold to come into it, beside all that the stages before ask. Each is `project.gate.<key>`, and how to
make it hold `project.gate.<key>.how`."""

STAGES = tuple(Stage)


class Step(StrEnum):
    """What can be done with a project's stage; each is `project.step.<step>`."""

    FORWARD = "forward"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"


FROM: Mapping[Step, frozenset[Standing]] = {
    Step.FORWARD: frozenset({Standing.RUNNING}),
    Step.BACK: frozenset({Standing.RUNNING}),
    Step.PAUSE: frozenset({Standing.RUNNING}),
    Step.RESUME: frozenset({Standing.PAUSED}),
    Step.CANCEL: frozenset({Standing.RUNNING, Standing.PAUSED}),
}
"""Step -> in which standing it can be done."""

TO: Mapping[Step, tuple[int, Standing]] = {
    Step.FORWARD: (1, Standing.RUNNING),
    Step.BACK: (-1, Standing.RUNNING),
    Step.PAUSE: (0, Standing.PAUSED),
    Step.RESUME: (0, Standing.RUNNING),
    Step.CANCEL: (0, Standing.CANCELLED),
}
"""Step -> by how many stages it moves, and the standing that it leads to."""

REASONED = frozenset({Step.BACK, Step.PAUSE, Step.CANCEL})
"""Steps that are told with a reason."""


class StepError(ValueError):
    """A step that the project's stage or standing does not allow."""


class GateError(ValueError):
    """missing: keys of the gates that do not hold, in their order."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def missing(project: Project, progress: Progress, to: Stage) -> tuple[str, ...]:
    """What keeps a project out of a stage: its gates and those of all stages before it, for what held once may hold no more."""
    passed = STAGES[: STAGES.index(to) + 1]
    return tuple(
        key for stage in passed for key, holds in GATES[stage].items() if not holds(project, progress)
    )


def target(project: Project, step: Step) -> Stage | None:
    """The stage that a step would lead to; None where it cannot be done."""
    place = STAGES.index(project.stage) + TO[step][0]
    possible = project.is_open and project.standing in FROM[step] and 0 <= place < len(STAGES)
    return STAGES[place] if possible else None


def moved(
    project: Project,
    step: Step,
    progress: Progress,
    limits: Mapping[str, float],
    *,
    by: str,
    at: datetime,
    reason: str = "",
) -> Project:
    """The project after a step, its event with it and the new stage's due date. Raises StepError, GateError."""
    after = target(project, step)
    if after is None or (step in REASONED and not reason):
        raise StepError(f"{step} of project {project.number} in {project.stage}, {project.standing}")
    lacking = missing(project, progress, after) if step is Step.FORWARD else ()
    if lacking:
        raise GateError(lacking)
    standing = TO[step][1]
    event = StageEvent(
        before=project.stage,
        after=after,
        standing=standing,
        by=by,
        at=at,
        reason=reason,
        due=project.due,
    )
    due = project.due if after is project.stage else due_of(after, progress.today, limits)
    return replace(project, stage=after, standing=standing, due=due, events=(*project.events, event))


def due_of(stage: Stage, begun: date, limits: Mapping[str, float]) -> date | None:
    """By when a stage should be left; None for the last one."""
    days = limits.get(f"days_{stage}")
    return None if days is None else begun + timedelta(days=days)


def overdue_days(project: Project, today: date) -> int:
    """How many days a running project is behind; 0 = it is not."""
    late = project.is_open and project.standing is Standing.RUNNING and project.due is not None
    return max(0, (today - project.due).days) if late and project.due else 0


def stage_days(project: Project, today: date) -> Mapping[Stage, int]:
    """Days that it spent in each stage, pauses included, by the dates of its events in their own time zone; stages that it
    never entered are absent."""
    found: dict[Stage, int] = {}
    stage, since = STAGES[0] if project.events else project.stage, project.begun_on
    for event in project.events:
        if event.after is not event.before:
            found[stage] = found.get(stage, 0) + (event.at.date() - since).days
            stage, since = event.after, event.at.date()
    until = today if project.is_open else max([one.at.date() for one in project.events], default=today)
    found[stage] = found.get(stage, 0) + max(0, (until - since).days)
    return found
