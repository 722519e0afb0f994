"""A house with projects for tests: real tables in one file, meetings and surveys in memory, a clock by hand."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.db import Database
from models.needs.gates import Step
from models.needs.meeting import Meeting, MeetingStatus, Motion, Subject
from models.needs.project import BudgetLine, Feasibility, Paper, Project, ProjectKind
from models.needs.survey import About, Answer, Survey, SurveyAnswer
from models.ports import Ports
from models.services.project_judging import agree_indicators, judge
from models.services.project_papers import Brought, bring, find_feasible, plan_money
from models.services.projects import Said, begin, cite, step
from tests.builders import a_centre, a_space, some_ports

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ZHOU, LI, EVA, GUEST, CHEN, WANG = (
    Account(id=n, name=name, grants=(Grant(role=role),))
    for n, (name, role) in enumerate(
        (
            ("zhou", Role.COORDINATOR),
            ("li", Role.MANAGER),
            ("eva", Role.EVALUATOR),
            ("guest", Role.VIEWER),
            ("chen", Role.FINANCE),
            ("wang", Role.FINANCE),
        ),
        1,
    )
)
PDF = b"%PDF-1.7 what was agreed"
STUDY = Feasibility(cost_fen=500_000, space="room", demand="40 %", risks="none", fits=True, by="", at=NOW)


@dataclass
class MemoryMeetings:
    """Only what was decided."""

    kept: list[Meeting] = field(default_factory=list)

    def all(self) -> list[Meeting]:
        return self.kept

    def carry(self, project: Project, number: str = "2026-12", **fields: object) -> None:
        motion = Motion(
            id="m",
            subject=Subject.PROJECT,
            text="let it be",
            about=project.id,
            carried=True,
            decision=number,
            decided_on=NOW.date(),
        )
        meeting = Meeting(
            id=f"s{len(self.kept)}",
            at=NOW,
            title="council",
            status=MeetingStatus.CLOSED,
            seats=(),
            motions=(motion,),
        )
        self.kept.append(replace(meeting, **fields))  # type: ignore[arg-type]


@dataclass
class MemorySurveys:
    """Surveys with their answers."""

    kept: list[Survey] = field(default_factory=list)
    said: list[SurveyAnswer] = field(default_factory=list)

    def all(self) -> list[Survey]:
        return self.kept

    def answers(self, surveys: object) -> list[SurveyAnswer]:
        return [one for one in self.said if one.survey in surveys]  # type: ignore[operator]

    def ask(self, about: About, subject: str, *answers: Answer) -> None:
        key = f"v{len(self.kept)}"
        self.kept.append(Survey(id=key, code=key, about=about, subject=subject, begun_at=NOW, until=NOW))
        self.said += [SurveyAnswer(survey=key, answer=one, at=NOW) for one in answers]


@dataclass
class ProjectHouse:
    """zhou works on projects, li supervises, eva judges, chen and wang keep the books."""

    database: Database
    book: str
    now: datetime = NOW
    told: list[AuditEntry] = field(default_factory=list)
    meetings: MemoryMeetings = field(default_factory=MemoryMeetings)
    surveys: MemorySurveys = field(default_factory=MemorySurveys)

    def __post_init__(self) -> None:
        plain = some_ports(a_centre([a_space("room")], key=self.book), clock=lambda: self.now)
        loop = replace(self.database.loop(self.book), meetings=self.meetings, surveys=self.surveys)
        self.ports: Ports = replace(
            plain,
            money=self.database.money(self.book),
            programme=self.database.programme(plain.centre),
            days=self.database.days(self.book),
            loop=loop,
            audit=self.told.append,
        )

    def begin(self, **fields: object) -> Project:
        said = Said(name={"zh-Hans": "四点半课堂", "en": "Class"}, kind=ProjectKind.SERVICE, needs=("n1",))
        ports, needs = self.ports, self.ports.loop.needs
        self.ports = replace(ports, loop=replace(ports.loop, needs=None))
        try:
            return begin(self.ports, ZHOU, replace(said, **fields))  # type: ignore[arg-type]
        finally:
            self.ports = replace(ports, loop=replace(ports.loop, needs=needs))

    def on(self, project: Project, account: Account = LI) -> Project:
        return step(self.ports, account, project.id, project.revision, Step.FORWARD)

    def approved(self, **fields: object) -> Project:
        """Decided, with money and indicators, before its work begins."""
        one = self.on(self.begin(**fields))
        one = find_feasible(self.ports, ZHOU, one.id, one.revision, STUDY)
        one = self.on(one)
        self.meetings.carry(one)
        one = self.on(cite(self.ports, ZHOU, one.id, one.revision, "2026-12"))
        line = BudgetLine(id="", source="special", courtyard="c1", budget_fen=600_000, committed_fen=500_000)
        one = plan_money(self.ports, ZHOU, one.id, one.revision, [line])
        return agree_indicators(self.ports, ZHOU, one.id, one.revision, [("reach", 60), ("care", 40)])

    def running(self, **fields: object) -> Project:
        return self.on(self.approved(**fields))

    def invoice(self, project: Project, fen: int, content: bytes = PDF) -> Project:
        paper = Brought(what=Paper.INVOICE, name="invoice.pdf", content=content, line="1", fen=fen)
        return bring(self.ports, ZHOU, project.id, project.revision, paper)

    def judged(self, project: Project) -> Project:
        for name in ("reach", "care"):
            project = judge(self.ports, EVA, project.id, project.revision, name, 90)
        return project


OPENED = date(2026, 9, 7)
