"""Four warning lights of a project: slow payment, missing papers, few who come, what does not last.

They answer to what an evaluation of 63 such projects found wrong (domain.md 2.3). Each is one function: its formula is there,
its limit among the centre's limits, and what it was worked out from goes with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.needs.gates import STAGES
from models.needs.progress import Progress
from models.needs.project import Evidence, Paper, Project, ProjectKind, Stage
from models.needs.refit import kept

Limits = Mapping[str, float]


class LightKey(StrEnum):
    """Each is `project.light.<key>`."""

    SLOW_PAYMENT = "slow_payment"
    MISSING_PAPERS = "missing_papers"
    LOW_PARTICIPATION = "low_participation"
    WEAK_LASTING = "weak_lasting"


@dataclass(frozen=True, slots=True)
class Light:
    """is_on: None = nothing to judge by yet, which is not "all is well". facts: by name, of its words
    `project.light.<key>.facts`, or `….unknown`."""

    key: LightKey
    is_on: bool | None
    facts: Mapping[str, float | int | str]


PAPERS: Mapping[Stage, frozenset[Paper]] = {
    Stage.APPROVAL: frozenset({Paper.PLAN}),
    Stage.DELIVERY: frozenset({Paper.AGREEMENT}),
    Stage.FEEDBACK: frozenset({Paper.RECORD}),
}
"""Stage -> the papers that a project should have from then on."""

_FEWEST = 6
"""Sittings before which a beginning and an end cannot be told apart."""


def lights(project: Project, progress: Progress, limits: Limits) -> tuple[Light, ...]:
    """All four, in the order of LightKey."""
    return tuple(Light(key, *LIGHTS[key](project, progress, limits)) for key in LightKey)


Judged = tuple[bool | None, Mapping[str, float | int | str]]


def slow_payment(project: Project, progress: Progress, limits: Limits) -> Judged:
    """Fen of invoices that are older than the limit and not paid; of each line the oldest is paid first."""
    limit = int(limits["slow_payment_days"])
    invoices = [one for one in project.papers if one.what is Paper.INVOICE]
    waiting = _unpaid(invoices, progress.paid)
    late = {day: fen for day, fen in waiting.items() if progress.today - day > timedelta(days=limit)}
    days = (progress.today - min(waiting)).days if waiting else 0
    facts = {"fen": sum(late.values()), "days": days, "limit": limit, "n": len(invoices)}
    return (bool(late) if invoices else None), facts


def _unpaid(invoices: list[Evidence], paid: Mapping[str, int]) -> dict[date, int]:
    """Fen that wait, by the day of the invoice."""
    left, found = dict(paid), dict[date, int]()
    for one in sorted(invoices, key=lambda one: one.at):
        covered = min(one.fen, max(0, left.get(one.line, 0)))
        left[one.line] = left.get(one.line, 0) - covered
        if one.fen > covered:
            found[one.at.date()] = found.get(one.at.date(), 0) + one.fen - covered
    return found


def missing_papers(project: Project, progress: Progress, limits: Limits) -> Judged:
    """Papers that a project should have by its stage, once the stage has lasted longer than the limit."""
    limit = int(limits["missing_papers_days"])
    since = project.entered_on.date() if project.entered_on else project.begun_on
    days = (progress.today - since).days
    lacking = sorted(expected_papers(project) - {one.what for one in project.papers})
    facts: dict[str, float | int | str] = {"papers": ",".join(lacking), "n": len(lacking), "days": days}
    facts["limit"] = limit
    return bool(lacking) and days > limit, facts


def expected_papers(project: Project) -> frozenset[Paper]:
    """What a project should have by its stage; a refit is accepted as well."""
    passed = STAGES[: STAGES.index(project.stage) + 1]
    found = frozenset[Paper]().union(*(PAPERS.get(stage, frozenset()) for stage in passed))
    is_done = project.kind is ProjectKind.REFIT and Stage.FEEDBACK in passed
    return found | {Paper.ACCEPTANCE} if is_done else found


def low_participation(project: Project, progress: Progress, limits: Limits) -> Judged:
    """Attendances of what was counted / its even share of those that were promised, below the limit."""
    limit, counted = limits["low_participation"], progress.counted
    sittings = len(progress.held) + progress.planned
    expected = project.target_attendances * len(counted) / sittings if sittings else 0.0
    facts = {"attendances": sum(counted), "expected": round(expected), "n": len(counted), "limit": limit}
    return (sum(counted) < limit * expected if expected else None), facts


def weak_lasting(project: Project, progress: Progress, limits: Limits) -> Judged:
    """Of a refit: measured / promised person-hours a week; of a service: mean attendance of the last third of what was held /
    that of the first. Below the limit it does not last."""
    limit = limits["weak_lasting"]
    if project.kind is ProjectKind.REFIT:
        found = kept(project.promised_hours, progress.weeks, int(limits["lasting_weeks"]))
        ratio = found.ratio
        facts = {"promised": found.promised, "measured": found.measured or 0.0, "n": found.weeks}
    else:
        ratio, facts = _fading(progress.counted)
    return (None if ratio is None else ratio < limit), {**facts, "limit": limit}


def _fading(counted: tuple[int, ...]) -> tuple[float | None, dict[str, float]]:
    third = len(counted) // 3
    if len(counted) < _FEWEST:
        return None, {"first": 0.0, "last": 0.0, "n": len(counted)}
    first, last = sum(counted[:third]) / third, sum(counted[-third:]) / third
    return (last / first if first else None), {"first": first, "last": last, "n": len(counted)}


LIGHTS: Mapping[LightKey, Callable[[Project, Progress, Limits], Judged]] = {
    LightKey.SLOW_PAYMENT: slow_payment,
    LightKey.MISSING_PAPERS: missing_papers,
    LightKey.LOW_PARTICIPATION: low_participation,
    LightKey.WEAK_LASTING: weak_lasting,
}
