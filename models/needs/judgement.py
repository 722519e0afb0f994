"""What a project's evaluations say together."""

from models.needs.project import Evaluation, Project


def whole_score(project: Project) -> float | None:
    """Scores by their weights, 0..100; None until every indicator has one."""
    scores = [(one.score, one.weight) for one in project.evaluations]
    weights = sum(weight for _, weight in scores)
    if not weights or any(score is None for score, _ in scores):
        return None
    return sum(score * weight for score, weight in scores if score is not None) / weights


def open_findings(project: Project) -> list[Evaluation]:
    return [one for one in project.evaluations if one.finding and one.fixed_on is None]
