"""What is read for advice: what was proposed, decided and measured by the end of the month, and the weeks around each change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.advice.action import Action
from models.advice.recommendation import Confidence, Outcome, Reason, State
from models.effect.trial import Method, Metric, Verdict
from models.expectation import Expected
from models.message import LocalText, Message
from models.spell import Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTold:
    """A number that the advice stands on, as models/advice/recommendation.Fact without its query."""

    id: str
    key: str
    value: float | None
    unit: str
    first: date
    last: date
    coverage: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of it by the end of the month, as models/effect/trial.Result. smallest: the least effect that could be seen.

    weeks, planned: complete weeks since it began, and until it is judged.
    """

    metric: Metric
    method: Method
    starts: date
    until: date
    weeks: int
    planned: int
    smallest: float | None
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    displaced: float | None
    net: float | None
    coverage: float
    verdict: Verdict
    why: str

    @property
    def is_judged(self) -> bool:
        return self.weeks >= self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSeen:
    """A week around a change. came: in the unit of the metric, None = no data; usual, low, high: what would have come otherwise by
    the control, with the range of 95 % of single weeks."""

    monday: date
    is_after: bool
    came: float | None
    usual: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """A recommendation as it stood at the end of the month. decided_on: None = nobody decided yet; changed: fields that were
    changed when it was accepted; title: of what it is about, empty where that has no name; why: sentences of its facts."""

    id: str
    action: Action
    title: LocalText
    space: LocalText
    target: Spell
    state: State
    made_on: date
    decided_on: date | None
    reason: Reason | None
    changed: tuple[str, ...]
    why: tuple[Message, ...]
    facts: tuple[FactTold, ...]
    expected: Mapping[Outcome, Expected]
    cost_fen: int
    confidence: Confidence
    measured: Measured | None = None
    weeks: tuple[WeekSeen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceInputs:
    """given: False = this deployment gives no advice."""

    given: bool = False
    advised: tuple[Advised, ...] = ()
