"""A third party's evaluation of a project: indicators agreed before it runs, scores of the evaluator's own, findings and their end."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.account import Account, Permission
from models.needs.gates import STAGES, WHOLE_WEIGHT
from models.needs.project import Evaluation, Project, Stage
from models.ports import Ports
from models.services.project_keeping import changed, told_text
from models.services.strangers import refusal

MOST_INDICATORS = 12
LONGEST_INDICATOR = 60
BEST = 100.0

Weighed = tuple[str, int]
"""An indicator and its weight."""


def agree_indicators(
    ports: Ports, account: Account, key: str, seen: int, weighed: Sequence[Weighed]
) -> Project:
    """By what it will be judged, weights adding up to 100; not changed once the work began, nor where anything was judged before
    it was sent back. Raises RefusedError."""
    named = [(told_text(name, "indicator", needed=True), weight) for name, weight in weighed]
    too_long = any(len(name) > LONGEST_INDICATOR for name, _ in named)
    if too_long or not 0 < len(named) <= MOST_INDICATORS or len({name for name, _ in named}) < len(named):
        raise refusal("project.indicator", most=LONGEST_INDICATOR)
    if any(weight <= 0 for _, weight in named) or sum(weight for _, weight in named) != WHOLE_WEIGHT:
        raise refusal("project.weights", whole=WHOLE_WEIGHT)

    def change(project: Project) -> Project:
        judged = any(one.score is not None or one.finding for one in project.evaluations)
        if judged or STAGES.index(project.stage) >= STAGES.index(Stage.DELIVERY):
            raise refusal("project.begun")
        found = tuple(Evaluation(indicator=name, weight=weight) for name, weight in named)
        return replace(project, evaluations=found)

    return changed(ports, account, Permission.PROJECT_EDIT, key, seen, "indicators", change)


def judge(
    ports: Ports, account: Account, key: str, seen: int, indicator: str, score: float, finding: str = ""
) -> Project:
    """The evaluator's own score, 0..100, and what must be mended. Raises RefusedError, also for another evaluator's score."""
    if not 0 <= score <= BEST:
        raise refusal("project.score")
    text = told_text(finding, "finding")

    def judged(old: Evaluation) -> Evaluation:
        if old.by not in ("", account.name):
            raise refusal("project.other_score")
        fixed = old.fixed_on if old.finding == text else None
        return replace(old, score=score, finding=text, fixed_on=fixed, by=account.name, at=ports.clock())

    def change(project: Project) -> Project:
        if STAGES.index(project.stage) < STAGES.index(Stage.DELIVERY):
            raise refusal("project.not_begun")
        return _with(project, indicator, judged)

    return changed(ports, account, Permission.PROJECT_EVALUATE, key, seen, "judge", change)


def mend(ports: Ports, account: Account, key: str, seen: int, indicator: str) -> Project:
    """A finding was seen to, today. Raises RefusedError."""
    today = ports.centre.business_day_of(ports.clock())

    def mended(old: Evaluation) -> Evaluation:
        if not old.finding or old.fixed_on is not None:
            raise refusal("project.no_finding")
        return replace(old, fixed_on=today)

    return changed(
        ports,
        account,
        Permission.PROJECT_EDIT,
        key,
        seen,
        "mend",
        lambda project: _with(project, indicator, mended),
    )


def _with(project: Project, indicator: str, change: Callable[[Evaluation], Evaluation]) -> Project:
    if indicator not in {one.indicator for one in project.evaluations}:
        raise refusal("project.no_indicator", indicator=indicator[:40])
    found = (change(one) if one.indicator == indicator else one for one in project.evaluations)
    return replace(project, evaluations=tuple(found))
