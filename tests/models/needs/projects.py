"""Projects for tests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from models.needs.progress import Progress, Sitting
from models.needs.project import (
    BudgetLine,
    Evaluation,
    Evidence,
    Feasibility,
    Paper,
    Project,
    ProjectKind,
    Stage,
    Standing,
)
from models.satisfaction import Rating

AT = datetime(2026, 11, 2, 4, tzinfo=UTC)
TODAY = date(2026, 11, 22)

FEASIBLE = Feasibility(
    cost_fen=500_000, space="room", demand="40 % used", risks="none", fits=True, by="zhou", at=AT
)


def a_project(**fields: object) -> Project:
    """A new one, of which nothing is known."""
    plain = Project(
        id="p1",
        number="P2026-001",
        name={"zh-Hans": "四点半课堂", "en": "After-school class"},
        kind=ProjectKind.SERVICE,
        stage=Stage.COLLECTING,
        standing=Standing.RUNNING,
        needs=("n1",),
        begun_on=date(2026, 9, 1),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def a_full_project(**fields: object) -> Project:
    """One that lacks nothing in any stage."""
    full: dict[str, object] = {
        "feasibility": FEASIBLE,
        "decision": "D12",
        "lines": (
            BudgetLine(id="1", source="special", courtyard="c1", budget_fen=600_000, committed_fen=500_000),
        ),
        "evaluations": (Evaluation(indicator="reach", weight=100, score=90.0, by="eva", at=AT),),
    }
    return a_project(**{**full, **fields})


def a_paper(what: Paper = Paper.INVOICE, fen: int = 0, days_ago: int = 0, line: str = "1") -> Evidence:
    return Evidence(
        id=f"{what}{days_ago}",
        what=what,
        file="paper.pdf",
        media="application/pdf",
        digest="0" * 64,
        size=10,
        by="zhou",
        at=datetime(2026, 11, 22, 4, tzinfo=UTC) - timedelta(days=days_ago),
        line=line if what is Paper.INVOICE else "",
        fen=fen,
    )


def all_known(**fields: object) -> Progress:
    """Of a project that was decided, held, attended and judged."""
    known = Progress(
        today=TODAY,
        decisions=frozenset({"D12"}),
        held=(Sitting(date(2026, 10, 1), 12),),
        rating=Rating(9, 10),
    )
    return replace(known, **fields)  # type: ignore[arg-type]


def sittings(*people: int | None) -> tuple[Sitting, ...]:
    return tuple(Sitting(date(2026, 10, 1) + timedelta(days=n), one) for n, one in enumerate(people))
