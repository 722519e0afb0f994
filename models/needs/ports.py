"""What the needs loop needs from outside: where its records are kept. One bundle per centre, behind models.ports.Ports.needs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.audit import AuditEntry
from models.needs.activity import Activity, VolunteerWork
from models.needs.meeting import Meeting
from models.needs.need import Need, NeedStatus, Topic
from models.needs.project import Project
from models.needs.provider import Match, Provider, Thing
from models.needs.sitting import Numbers
from models.needs.survey import Answer, Survey, SurveyAnswer
from models.needs.takes import Synonyms, Takes


class LoopChangedError(Exception):
    """Somebody else changed it since it was read; nothing was written."""


class LoadError(Exception):
    """A provider has less left than a match takes; nothing was written. left: minutes of the month, or fen of `Thing.MONEY`."""

    def __init__(self, left: int, thing: Thing = Thing.SKILL) -> None:
        super().__init__(f"{left} of {thing}")
        self.left = left
        self.thing = thing


class ClashError(Exception):
    """A match has the person or the room at that time; nothing was written."""

    def __init__(self, other: Match) -> None:
        super().__init__(other.id)
        self.other = other


class MatchedError(Exception):
    """Another match gives the need the same thing, or stands for a need that was to be dropped; nothing was written."""

    def __init__(self, other: Match) -> None:
        super().__init__(other.id)
        self.other = other


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

    def remove(self, need: Need, told: AuditEntry) -> None:
        """Of a file that is taken back. Raises LoopChangedError where another revision is kept, or another repeats it."""
        ...

    def put(self, needs: Sequence[Need], told: AuditEntry) -> list[Need]:
        """Insert or replace by id in one transaction with the audit entry; (source, external) is taken once: the same again is
        the same need. A new one has revision 1; one that is changed has the revision that was read, and what is kept and
        returned has the next. Raises LoopChangedError where another is kept, and MatchedError where one that a match holds is
        to be dropped."""
        ...


class Meetings(Protocol):
    """The meetings of one centre."""

    def all(self) -> list[Meeting]:
        """The newest first."""
        ...

    def find(self, key: str) -> Meeting | None: ...

    def put(self, meeting: Meeting, told: AuditEntry) -> Meeting:
        """Insert (revision 1, unknown id) or replace in one transaction with the audit entry. Raises LoopChangedError."""
        ...

    def close(
        self, meeting: Meeting, year: int, told: AuditEntry, end: Callable[[Numbers], Meeting]
    ) -> Meeting:
        """Replace the meeting by what `end` makes of the year's next numbers, each of which is taken once, ever.

        Raises LoopChangedError, and whatever `end` raises; then nothing was written.
        """
        ...


class Pool(Protocol):
    """Providers and matches of one centre, and by which rules they are put together."""

    def providers(self) -> list[Provider]:
        """By id, the retired ones too."""
        ...

    def put_provider(self, provider: Provider, told: AuditEntry) -> Provider:
        """As it is kept: a new one with revision 1, another with one more. Raises LoopChangedError for another revision than
        the kept one."""
        ...

    def matches(self) -> list[Match]:
        """By id."""
        ...

    def put_match(self, match: Match, told: AuditEntry) -> Match:
        """Takes the provider's minutes of the match's month and its money in the same transaction.

        Raises LoopChangedError, also where the need of one that is agreed now waits no more, LoadError, MatchedError where the need is given one of these things already, and
        ClashError where one that is agreed now (matching.apart) has no place.
        """
        ...

    def takes(self) -> list[Takes]:
        """By topic; one that nobody changed is absent."""
        ...

    def put_takes(self, takes: Takes, told: AuditEntry) -> Takes:
        """Raises LoopChangedError."""
        ...

    def synonyms(self) -> Synonyms: ...
    def put_synonyms(self, synonyms: Synonyms, told: AuditEntry) -> Synonyms:
        """Raises LoopChangedError."""
        ...


class Projects(Protocol):
    """The projects of one centre. Evidence is kept under its SHA-256."""

    def all(self) -> list[Project]:
        """By number."""
        ...

    def find(self, key: str) -> Project | None: ...
    def put(self, project: Project, told: AuditEntry, evidence: bytes | None = None) -> Project:
        """Insert, or replace the revision that was read, with the audit entry and the bytes of a new piece of evidence, in one
        transaction; what is kept now. Raises LoopChangedError for another revision, and for a number that is taken,
        OverpaidError where a budget line would allow less than the book says was paid of it by now."""
        ...

    def evidence(self, digest: str) -> bytes | None:
        """The bytes under their SHA-256; None = there are none, or they were damaged."""
        ...


class Activities(Protocol):
    """Activities and volunteer work of one centre."""

    def all(self) -> list[Activity]:
        """By day, then id."""
        ...

    def put(self, activity: Activity, told: AuditEntry) -> Activity:
        """A session is one activity and no other. Raises LoopChangedError."""
        ...

    def remove(self, activity: Activity, told: AuditEntry) -> None:
        """Of one that was brought in by mistake, with the hours given for it. Raises LoopChangedError."""
        ...

    def work(self) -> list[VolunteerWork]:
        """By day, then id."""
        ...

    def put_work(self, work: VolunteerWork, told: AuditEntry) -> None: ...
    def remove_work(self, key: str, told: AuditEntry) -> bool:
        """False where there is none; nothing was written."""
        ...


class Surveys(Protocol):
    """Surveys of one centre and their answers."""

    def all(self) -> list[Survey]: ...
    def put(self, survey: Survey, told: AuditEntry) -> None: ...
    def by_code(self, code: str) -> Survey | None: ...
    def answers(self, surveys: Collection[str]) -> list[SurveyAnswer]:
        """By survey, then hour; without tokens."""
        ...

    def tallies(self, surveys: Collection[str]) -> Mapping[str, Mapping[Answer, int]]:
        """answers() counted, without reading them one by one; a survey without any is absent."""
        ...

    def answer(self, answer: SurveyAnswer) -> bool:
        """False where this token has answered already; nothing was written. The token is kept apart from the answer."""
        ...

    def forget(self, at: datetime) -> int:
        """Forget key and tokens of every survey that has ended; how many surveys."""
        ...


class PublicPage(Protocol):
    """Whether everybody may see what became of the needs of one centre."""

    def is_on(self) -> bool: ...
    def put(self, told: AuditEntry, *, on: bool) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsLoop:
    """The needs loop of one centre. None = this deployment does not keep that part."""

    needs: Needs | None = None
    meetings: Meetings | None = None
    pool: Pool | None = None
    projects: Projects | None = None
    activities: Activities | None = None
    surveys: Surveys | None = None
    public_page: PublicPage | None = None


NO_LOOP = NeedsLoop()
"""Of a deployment that keeps none of it."""
