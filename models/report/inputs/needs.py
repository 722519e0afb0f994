"""What is read for needs and projects: counts by topic and grid, and projects with their money."""

from dataclasses import dataclass

from models.message import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedCount:
    """Needs of one topic or one grid: how many came in and how many were met in the month."""

    key: str
    name: LocalText
    came: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStage:
    """Projects that stood in one stage at the end of the month. fen; score: mean of evaluations, None = none was made."""

    stage: str
    projects: int
    overdue: int
    matched: int
    budget_fen: int
    committed_fen: int
    paid_fen: int
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsInputs:
    """topics and grids tell the same needs twice."""

    topics: tuple[NeedCount, ...]
    grids: tuple[NeedCount, ...]
    stages: tuple[ProjectStage, ...]
