"""Advice for tests: a recommendation, a trial, and an Advice that keeps them in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from models.advice.action import Action
from models.advice.ports import AdviceChangedError
from models.advice.recommendation import (
    Alternative,
    Confidence,
    Constraint,
    Fact,
    Held,
    Outcome,
    Query,
    Recommendation,
    State,
)
from models.advice.rule import RuleChangedError, SoftRule, Weighing, Weights
from models.advice.turnover import PROPOSED as PROPOSED_ACTION
from models.advice.turnover import ended, numbered
from models.audit import AuditEntry
from models.centre import SpaceId
from models.effect.trial import Method, Metric, Result, Trial, Verdict
from models.expectation import Evidence, Expected
from models.message import Message
from models.satisfaction import Rating
from models.spell import Spell

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SNAPSHOT = b"{}"
TARGET = Spell(
    space=SpaceId("dance"), weekdays=(1, 3), start=time(14, 30), end=time(15, 30), first=date(2026, 11, 30)
)
FACT = Fact(
    id="q1",
    key="mean_people",
    value=4.2,
    unit="people",
    first=date(2026, 9, 7),
    last=date(2026, 11, 21),
    coverage=0.96,
    query=Query(key="mean_people", given={"space": "dance", "weekdays": "1,3"}),
)
PROPOSED = Recommendation(
    id="2026-W49-01",
    week="2026-W49",
    action=Action.ADD_CLASS,
    target=TARGET,
    source=replace(TARGET, start=time(18, 30), end=time(20, 0)),
    parameters={"coach": "ms-wu", "places": "20"},
    facts=(FACT,),
    why=(Message("advice.why.quiet", {"mean": 4.2}),),
    constraints=(Constraint(key="capacity", hard=True, held=Held.OK, slack=28.0),),
    alternatives=(
        Alternative(
            action=Action.GRANT_SLOT, target=TARGET, value=9.1, why_not=Message("advice.why_not.nobody_asked")
        ),
    ),
    effect={
        Outcome.OFF_PEAK_PERSON_HOURS: Expected(
            mean=14, low=5.5, high=22, evidence=Evidence.BORROWED, likely=0.95
        )
    },
    value=12.5,
    displaced=(TARGET,),
    risks=(Message("advice.risk.nap"),),
    cost_fen=8000,
    confidence=Confidence.MID,
    expires_at=AT + timedelta(days=8),
    snapshot=sha256(SNAPSHOT).hexdigest(),
    made_at=AT,
)
TRIAL = Trial(
    id=PROPOSED.id,
    metric=Metric.REGISTERED,
    method=Method.DIFFERENCES,
    target=TARGET,
    baseline=(date(2026, 9, 7), date(2026, 9, 14)),
    excluded=(date(2026, 9, 21),),
    controls=(replace(TARGET, space=SpaceId("gym")),),
    displaced=(),
    starts=date(2026, 11, 30),
    until=date(2027, 2, 22),
    smallest=0.42,
    hash="h",
)
RESULT = Result(
    id=PROPOSED.id,
    weeks_before=26,
    weeks_after=8,
    effect=0.31,
    low=0.05,
    high=0.57,
    p=0.03,
    displaced=-0.02,
    net=11.0,
    coverage=0.97,
    verdict=Verdict.WORKS,
    why="effect.why.works",
)


@dataclass
class MemoryRules:
    """Weights and soft rules in a dict."""

    weighed: Weights = field(default_factory=Weights)
    kept: dict[str, SoftRule] = field(default_factory=dict)
    told: list[AuditEntry] = field(default_factory=list)

    def weights(self) -> Weights:
        return self.weighed

    def put_weights(self, weights: Weights, told: AuditEntry) -> Weights:
        if weights.version != self.weighed.version:
            raise RuleChangedError("weights")
        self.weighed = replace(weights, version=weights.version + 1)
        self.told.append(told)
        return self.weighed

    def soft(self) -> list[SoftRule]:
        return [self.kept[key] for key in sorted(self.kept)]

    def put_soft(self, rule: SoftRule, told: AuditEntry) -> SoftRule:
        kept = self.kept.get(rule.id)
        if rule.version != (kept.version if kept else 0):
            raise RuleChangedError(rule.id)
        self.kept[rule.id] = replace(rule, version=rule.version + 1)
        self.told.append(told)
        return self.kept[rule.id]


@dataclass
class MemoryRecommendations:
    """Recommendations in a dict by id."""

    kept: dict[str, Recommendation] = field(default_factory=dict)
    snapshots: dict[str, bytes] = field(default_factory=dict)
    trials: dict[str, Trial] = field(default_factory=dict)
    told: list[AuditEntry] = field(default_factory=list)
    rules: MemoryRules = field(default_factory=MemoryRules)

    def propose(
        self,
        recommendations: Sequence[Recommendation],
        snapshot: bytes,
        told: AuditEntry | None = None,
        weighing: Weighing | None = None,
    ) -> None:
        if weighing:
            self.rules.put_weights(weighing.weights, weighing.told)
        self.snapshots[sha256(snapshot).hexdigest()] = snapshot
        found = list(recommendations)
        if told:
            self.told.append(told)
            found = numbered(found, {one.id for one in self.of_week(told.subject)})
            for old in self.of_week(told.subject):
                if old.state is State.PROPOSED:
                    self.decide(*ended(old, told))
        if {one.id for one in found} & self.kept.keys():
            raise AdviceChangedError("an id is taken")
        self.kept |= {one.id: one for one in found}

    def was_run(self, week: str) -> bool:
        return any((one.action, one.subject) == (PROPOSED_ACTION, week) for one in self.told)

    def of_week(self, week: str) -> list[Recommendation]:
        return sorted((one for one in self.kept.values() if one.week == week), key=lambda one: one.id)

    def in_states(self, states: Sequence[State]) -> list[Recommendation]:
        return sorted((one for one in self.kept.values() if one.state in states), key=lambda one: one.id)

    def find(self, key: str) -> Recommendation | None:
        return self.kept.get(key)

    def decide(self, decided: Recommendation, told: AuditEntry, trial: Trial | None = None) -> Recommendation:
        kept = self._raise(decided)
        if trial is not None:
            self.trials[trial.id] = trial
        self.told.append(told)
        return kept

    def _raise(self, decided: Recommendation) -> Recommendation:
        kept = self.kept.get(decided.id)
        if kept is None or kept.version != decided.version:
            raise AdviceChangedError(decided.id)
        self.kept[decided.id] = replace(decided, version=decided.version + 1)
        return self.kept[decided.id]

    def snapshot(self, digest: str) -> bytes | None:
        return self.snapshots.get(digest)


@dataclass
class Told:
    """What people said of changes, by a change's id."""

    ratings: dict[str, Rating] = field(default_factory=dict)

    def of(self, change: str, _made: Sequence[str]) -> Rating | None:
        return self.ratings.get(change)


@dataclass
class MemoryTrials:
    """Trials over the dict of the recommendations, results in a list."""

    frozen: dict[str, Trial] = field(default_factory=dict)
    came: list[Result] = field(default_factory=list)

    def all(self) -> list[Trial]:
        return [self.frozen[key] for key in sorted(self.frozen)]

    def results(self) -> list[Result]:
        newest = {one.id: one for one in self.came}
        return [newest[key] for key in sorted(newest)]

    def put_result(self, result: Result) -> None:
        self.came.append(result)


@dataclass
class MemoryAdvice:
    """An Advice in memory."""

    recommendations: MemoryRecommendations = field(default_factory=MemoryRecommendations)

    @property
    def rules(self) -> MemoryRules:
        return self.recommendations.rules

    @property
    def trials(self) -> MemoryTrials:
        return self._trials

    def __post_init__(self) -> None:
        self._trials = MemoryTrials(self.recommendations.trials)
