"""From the bytes of a snapshot to the week's recommendations: the same bytes give the same advice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.advice.action import Action
from models.advice.actions import CHOSEN, PLANNED
from models.advice.alternative import alternatives
from models.advice.appraisal import appraise, window
from models.advice.candidate import Candidate, after
from models.advice.constraint import constraints
from models.advice.explanation import Telling, sentences
from models.advice.exploring import exploring
from models.advice.ground import Ground
from models.advice.portfolio import Weighed, portfolio, touched
from models.advice.recommendation import Confidence, Recommendation
from models.advice.snapshot import digest, unpacked
from models.advice.turnover import name_of
from models.advice.week_problem import Planned, Solve, planned
from models.centre import SpaceId
from models.expectation import Evidence
from models.message import Message
from models.spell import Spell

WELL_COVERED = 0.9
MODERATELY_COVERED = 0.8

_UNSURE = frozenset({Evidence.PRIOR, Evidence.NONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """What a run proposes. gap: how far the week's plan may be from the best, 0..1; proved: whether it is known to be the best."""

    recommendations: Sequence[Recommendation]
    gap: float
    proved: bool


def advise(
    content: bytes,
    solve: Solve,
    *,
    expires_at: datetime,
    first_number: int = 1,
    before: Sequence[Candidate] = (),
) -> Advised:
    """The recommendations of a packed snapshot, the most points first, numbered from first_number on. before: as in planned()."""
    ground, key = Ground(unpacked(content)), digest(content)
    plan = planned(ground, solve, before)
    pool = _pool(ground, plan)
    weights = ground.snapshot.weights
    chosen = portfolio(pool, weights.changes, ground.snapshot.open_changes)
    chosen = [*chosen, *exploring(ground, chosen, plan)]
    made = [
        _recommended(ground, one, plan, pool, name_of(ground.snapshot.week, n), key, expires_at)
        for n, one in enumerate(sorted(chosen, key=lambda one: -one.value), first_number)
    ]
    return Advised(recommendations=made, gap=plan.plan.gap, proved=plan.plan.proved)


def _pool(ground: Ground, plan: Planned) -> list[Weighed]:
    """Everything that could be proposed. A window that another change is measured in is left alone."""
    others = [one for find in CHOSEN.values() for one in find(ground)]
    untouched = [one for one in others if not _measured(ground, one)]
    return [Weighed(one, appraise(ground, one)) for one in (*plan.chosen.values(), *untouched)]


def _measured(ground: Ground, candidate: Candidate) -> bool:
    return any(ground.measured_in(window(spell)) for spell in touched(candidate))


def _recommended(
    ground: Ground,
    one: Weighed,
    plan: Planned,
    pool: Sequence[Weighed],
    name: str,
    key: str,
    expires_at: datetime,
) -> Recommendation:
    candidate, found, telling = one.candidate, one.appraisal, Telling(ground)
    why = sentences(telling, candidate, found.effect)
    others = alternatives(telling, one, plan, pool)
    in_plan = candidate.action in PLANNED
    quality = {"proved": str(int(plan.plan.proved)), "gap_bps": str(round(plan.plan.gap * 10_000))}
    return Recommendation(
        id=name,
        week=ground.snapshot.week,
        action=candidate.action,
        target=candidate.target,
        source=candidate.source,
        parameters={**candidate.parameters, **(quality if in_plan else {})},
        facts=tuple(telling.facts.values()),
        why=tuple(why),
        constraints=tuple(constraints(ground, candidate, found.penalties)),
        alternatives=tuple(others),
        effect=found.effect,
        value=round(found.value, 2),
        displaced=displaced(ground, candidate),
        risks=tuple(_risks(one)),
        cost_fen=found.cost_fen,
        confidence=_confidence(ground, one),
        exploring=one.exploring,
        expires_at=expires_at,
        snapshot=key,
        made_at=ground.snapshot.made_at,
    )


def weighed_again(ground: Ground, one: Recommendation) -> Recommendation:
    """As a person wants it instead: why, what it should bring and whom it displaces, by the same snapshot. Facts that were told
    stay, because what was weighed beside it speaks of them."""
    candidate = Candidate(
        action=one.action, target=one.target, source=one.source, parameters=dict(one.parameters)
    )
    found, telling = appraise(ground, candidate), Telling.going_on(ground, one.facts)
    why = sentences(telling, candidate, found.effect)
    return replace(
        one,
        facts=tuple(telling.facts.values()),
        why=tuple(why),
        constraints=tuple(constraints(ground, candidate, found.penalties)),
        effect=found.effect,
        value=round(found.value, 2),
        displaced=displaced(ground, candidate),
        cost_fen=found.cost_fen,
    )


def displaced(ground: Ground, candidate: Candidate) -> tuple[Spell, ...]:
    """Windows whose people the change may draw away: of the series that a new session is like, and of what is moved."""
    if candidate.source is not None:
        return (candidate.source,)
    course = ground.courses.get(candidate.series)
    if course is None or candidate.action not in PLANNED:
        return ()
    first = ground.snapshot.monday
    length = replace(candidate.target, weekdays=course.weekdays)
    spell = replace(length, space=SpaceId(course.space), start=course.start, first=first)
    return (replace(spell, end=after(course.start, course.minutes)),)


def _risks(one: Weighed) -> list[Message]:
    risks = [Message(f"advice.risk.{one.candidate.action}")] if one.candidate.action in _RISKY else []
    if any(found.evidence is Evidence.NONE for found in one.appraisal.effect.values()):
        risks.append(Message("advice.risk.no_evidence"))
    if one.exploring:
        risks.append(Message("advice.risk.exploring"))
    return risks


_RISKY = frozenset(
    {Action.MOVE_SESSION, Action.RELEASE_GHOST, Action.OPENING_HOURS, Action.PRICE_BAND, Action.RIGHT_SIZE}
)
"""Actions that somebody may be worse off by."""


def _confidence(ground: Ground, one: Weighed) -> Confidence:
    """By the coverage of the target window, and by what the effect stands on."""
    coverage = ground.coverage(window(one.candidate.target)) or 0.0
    unsure = any(found.evidence in _UNSURE for found in one.appraisal.effect.values())
    if coverage < MODERATELY_COVERED or any(
        found.evidence is Evidence.NONE for found in one.appraisal.effect.values()
    ):
        return Confidence.LOW
    return Confidence.HIGH if coverage >= WELL_COVERED and not unsure else Confidence.MID
