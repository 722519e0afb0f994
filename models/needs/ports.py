"""What the needs loop needs from outside: where its records are kept. One bundle per centre, behind models.ports.Ports.needs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.audit import AuditEntry
from models.needs.activity import Activity, VolunteerWork
from models.needs.meeting import Meeting
from models.needs.need import Need, NeedStatus, Topic
from models.needs.project import Project
from models.needs.provider import Match, Provider
from models.needs.survey import Survey, SurveyAnswer


class LoopChangedError(Exception):
    """Somebody else changed it since it was read; nothing was written."""


class LoadError(Exception):
    """A provider has fewer minutes left in the month than a match takes; nothing was written. left: minutes."""

    def __init__(self, left: int) -> None:
        super().__init__(str(left))
        self.left = left


class Needs(Protocol):
    """Topics and needs of one centre."""

    def topics(self) -> list[Topic]: ...
    def put_topic(self, topic: Topic, told: AuditEntry) -> None: ...
    def find(self, ids: Collection[str]) -> list[Need]: ...
    def by_number(self, number: str) -> Need | None: ...
    def same(self, need: Need) -> list[Need]:
        """Others that say it in the same words about the same topic and place (likeness.said_as), by received_at."""
        ...

    def of(
        self, statuses: Collection[NeedStatus] = tuple(NeedStatus), since: datetime | None = None
    ) -> list[Need]:
        """By received_at, then id."""
        ...

    def put(self, needs: Sequence[Need], told: AuditEntry) -> list[Need]:
        """Insert or replace by id in one transaction with the audit entry; (source, external) is taken once: the same again is
        the same need. A new one has revision 1; one that is changed has the revision that was read, and what is kept and
        returned has the next. Raises LoopChangedError where another is kept."""
        ...


class Meetings(Protocol):
    """The meetings of one centre."""

    def all(self) -> list[Meeting]:
        """The newest first."""
        ...

    def put(self, meeting: Meeting, told: AuditEntry) -> Meeting:
        """Numbers of decisions are taken once. Raises LoopChangedError."""
        ...


class Pool(Protocol):
    """Providers and matches of one centre."""

    def providers(self) -> list[Provider]: ...
    def put_provider(self, provider: Provider, told: AuditEntry) -> Provider: ...
    def matches(self) -> list[Match]: ...
    def put_match(self, match: Match, told: AuditEntry) -> Match:
        """Takes the provider's minutes of the match's month in the same transaction. Raises LoopChangedError, LoadError."""
        ...


class Projects(Protocol):
    """The projects of one centre. Evidence is kept under its SHA-256."""

    def all(self) -> list[Project]:
        """By number."""
        ...

    def find(self, key: str) -> Project | None: ...
    def put(self, project: Project, told: AuditEntry, evidence: bytes | None = None) -> Project:
        """Raises LoopChangedError."""
        ...

    def evidence(self, digest: str) -> bytes | None: ...


class Activities(Protocol):
    """Activities and volunteer work of one centre."""

    def all(self) -> list[Activity]: ...
    def put(self, activity: Activity, told: AuditEntry) -> Activity: ...
    def work(self) -> list[VolunteerWork]: ...
    def put_work(self, work: VolunteerWork, told: AuditEntry) -> None: ...


class Surveys(Protocol):
    """Surveys of one centre and their answers."""

    def all(self) -> list[Survey]: ...
    def put(self, survey: Survey, told: AuditEntry) -> None: ...
    def by_code(self, code: str) -> Survey | None: ...
    def answers(self, surveys: Collection[str]) -> list[SurveyAnswer]: ...
    def answer(self, answer: SurveyAnswer) -> bool:
        """False where this token has answered already; nothing was written."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsLoop:
    """The needs loop of one centre. None = this deployment does not keep that part."""

    needs: Needs | None = None
    meetings: Meetings | None = None
    pool: Pool | None = None
    projects: Projects | None = None
    activities: Activities | None = None
    surveys: Surveys | None = None


NO_LOOP = NeedsLoop()
"""Of a deployment that keeps none of it."""
