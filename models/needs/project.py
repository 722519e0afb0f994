"""A service project: from needs through approval to work that was done and judged, its papers and its money."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.message import LocalText


class Stage(StrEnum):
    """In their order (domain.md 5.6); each is `project.stage.<stage>` of the catalogue."""

    COLLECTING = "collecting"  # 需求征集
    FEASIBILITY = "feasibility"  # 可行性
    APPROVAL = "approval"  # 立项
    MATCHING = "matching"  # 服务匹配
    DELIVERY = "delivery"  # 精准实施
    FEEDBACK = "feedback"  # 反馈总结
    CLOSED = "closed"


class Standing(StrEnum):
    """Beside the stage; each is `project.standing.<standing>`."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class ProjectKind(StrEnum):
    """Each is `project.kind.<kind>`."""

    SERVICE = "service"
    REFIT = (
        "refit"  # 微改造: a space is made anew, and its use after opening is held against what was promised
    )


class Paper(StrEnum):
    """What a piece of evidence is; each is `project.paper.<paper>`."""

    PLAN = "plan"  # what is to be done, when and by whom
    AGREEMENT = "agreement"  # with whoever delivers
    INVOICE = "invoice"  # what is owed: no payment without
    RECORD = "record"  # that it was done: lists without names, pictures
    ACCEPTANCE = "acceptance"  # that what was ordered came
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEvent:
    """A step: on to the next stage, sent back, paused, taken up, cancelled. due: by when the stage before should have been left,
    None = not known of a step that was taken before that was kept."""

    before: Stage
    after: Stage
    standing: Standing
    by: str
    at: datetime
    reason: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """Money of one source for one courtyard, "" = the whole house. Integer fen; committed <= budget, paid <= committed.

    paid is what the ledger says, never typed. source: key of a fund source (a bucket of the fund, 专项资金, a donor).
    """

    id: str
    source: str
    courtyard: str
    budget_fen: int
    committed_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The budget lines as they were until somebody changed them."""

    lines: tuple[BudgetLine, ...]
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That a paper was wrong: who said so, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A paper or picture that proves something. digest: SHA-256 of its bytes, hex; media: its type as its bytes say.

    line, fen: of an invoice, the budget line that it is owed from and how much; "" and 0 of any other paper.
    withdrawal: None = it counts; else it is kept and proves nothing.
    """

    id: str
    what: Paper
    file: str
    media: str
    digest: str
    size: int
    by: str
    at: datetime
    line: str = ""
    fen: int = 0
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A third party's judgement by one indicator, 0..100. finding: what must be mended, "" = nothing; fixed_on: when it was."""

    indicator: str
    weight: int
    score: float | None = None
    finding: str = ""
    fixed_on: date | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasibility:
    """What was found before approval: cost, space, demand (from measured use), risks, and the conclusion."""

    cost_fen: int
    space: str
    demand: str
    risks: str
    fits: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project. decision: number of the meeting's decision; due: date by which the stage should be left;
    target_attendances: promised; space, opened_on, promised_hours: of a refit (person-hours a week promised after opening).
    planned_by: who wrote its budget last, "" = nobody, or before that was kept; budgets: what its lines were before, the oldest
    first; revision: 1, 2, 3 … with every change.
    """

    id: str
    number: str
    name: LocalText
    kind: ProjectKind
    stage: Stage
    standing: Standing
    needs: tuple[str, ...]
    begun_on: date
    due: date | None = None
    topic: str = ""
    courtyard: str = ""
    decision: str = ""
    feasibility: Feasibility | None = None
    lines: tuple[BudgetLine, ...] = ()
    planned_by: str = ""
    budgets: tuple[Budget, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    events: tuple[StageEvent, ...] = ()
    sessions: tuple[str, ...] = ()
    target_attendances: int = 0
    space: str = ""
    opened_on: date | None = None
    promised_hours: float = 0.0
    is_public: bool = True
    revision: int = 1

    @property
    def is_open(self) -> bool:
        """Whether anything can still become of it."""
        return self.stage is not Stage.CLOSED and self.standing is not Standing.CANCELLED

    @property
    def entered_on(self) -> datetime | None:
        """When it came into its present stage; None = it began there."""
        return max((one.at for one in self.events if one.after is self.stage is not one.before), default=None)

    @property
    def papers(self) -> tuple[Evidence, ...]:
        """The evidence that counts."""
        return tuple(one for one in self.evidence if one.withdrawal is None)

    def line(self, key: str) -> BudgetLine | None:
        return next((one for one in self.lines if one.id == key), None)
