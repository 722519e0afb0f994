"""What the house knows of its projects beside their papers: decisions, payments, who came, what was said, use since a refit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.centre import SpaceId
from models.day_fact import DayFact
from models.money.ports import Such
from models.money.project_payment import HOLDS_MONEY, line_code
from models.needs.activity import Activity, ActivityStatus
from models.needs.meeting import MeetingStatus, Subject
from models.needs.progress import Progress, Sitting
from models.needs.project import Project, ProjectKind
from models.needs.refit import UseWeek
from models.needs.survey import About, Answer
from models.ports import Ports
from models.programme.attendance import counted
from models.programme.session import Session
from models.satisfaction import Rating

CONTENT = frozenset({Answer.VERY_SATISFIED, Answer.SATISFIED})
_WEEK = timedelta(days=7)


def progress_of(ports: Ports, projects: Sequence[Project]) -> Mapping[str, Progress]:
    """By project id; each source is read once for all of them. Raises StoreError."""
    today = ports.centre.business_day_of(ports.clock())
    decided, paid, sittings = _decided(ports), paid_by_line(ports, projects), _Sittings.of(ports, projects)
    ratings = _ratings(ports, projects, sittings.activities)
    return {
        one.id: Progress(
            today=today,
            decisions=frozenset(decided.get(one.id, ())),
            paid=paid[one.id],
            held=sittings.held(one),
            planned=sittings.planned(one),
            rating=ratings.get(one.id),
            weeks=_weeks(ports, one, today),
        )
        for one in projects
    }


def _decided(ports: Ports) -> Mapping[str, Sequence[str]]:
    """Numbers of carried decisions by the project that they are about; minutes that are still open decide nothing."""
    found: dict[str, list[str]] = defaultdict(list)
    for meeting in ports.loop.meetings.all() if ports.loop.meetings else ():
        for one in meeting.motions if meeting.status is MeetingStatus.CLOSED else ():
            if one.carried and one.decision and one.subject is Subject.PROJECT:
                found[one.about].append(one.decision)
    return found


def payments(ports: Ports, last: date | None = None) -> Mapping[str, int]:
    """Fen that left the house, by party of the posting; what came back is taken off. The ledger alone says so.

    last: the business date up to which; None = today.
    """
    if ports.money is None:
        return {}
    such = Such(accounts=HOLDS_MONEY, last=last)
    return {one.party: -one.fen for one in ports.money.ledger.sums(["party"], such)}


def paid_by_line(
    ports: Ports, projects: Sequence[Project], last: date | None = None
) -> Mapping[str, Mapping[str, int]]:
    """Project id -> budget line -> fen paid up to a business date."""
    paid = payments(ports, last)
    return {
        one.id: {line.id: paid.get(line_code(one.number, line.id), 0) for line in one.lines}
        for one in projects
    }


@dataclass(frozen=True, slots=True)
class _Sittings:
    """Sessions and activities of projects with what was counted: a session that an activity stands for is one sitting."""

    ports: Ports
    activities: Mapping[str, Sequence[Activity]]
    sessions: Mapping[str, Session]
    people: Mapping[str, int]

    @classmethod
    def of(cls, ports: Ports, projects: Sequence[Project]) -> "_Sittings":
        ours: dict[str, list[Activity]] = defaultdict(list)
        for one in ports.loop.activities.all() if ports.loop.activities else ():
            ours[one.project].append(one)
        ids = {key for one in projects for key in one.sessions}
        ids |= {one.session for project in projects for one in ours[project.id] if one.session}
        if ports.programme is None or not ids:
            return cls(ports, ours, {}, {})
        said = defaultdict(list)
        for count in ports.programme.attendances.of_sessions(sorted(ids)):
            said[count.session].append(count)
        best = {key: counted(some) for key, some in said.items()}
        found = {one.id: one for one in ports.programme.sessions.find(sorted(ids))}
        return cls(ports, ours, found, {key: one.people for key, one in best.items() if one})

    def held(self, project: Project) -> tuple[Sitting, ...]:
        now, day_of = self.ports.clock(), self.ports.centre.day_of
        found = [
            Sitting(day_of(one.window.start), self.people.get(one.id))
            for one in self._sessions(project)
            if one.window.end <= now
        ]
        found += [Sitting(one.day, one.attendances) for one in self._elsewhere(project, ActivityStatus.HELD)]
        return tuple(sorted(found, key=lambda one: one.day))

    def planned(self, project: Project) -> int:
        now = self.ports.clock()
        coming = sum(one.window.end > now for one in self._sessions(project))
        return coming + len(self._elsewhere(project, ActivityStatus.PLANNED))

    def _sessions(self, project: Project) -> list[Session]:
        ids = {*project.sessions, *(one.session for one in self.activities.get(project.id, ()))}
        found = [self.sessions[key] for key in ids if key in self.sessions]
        return [one for one in found if one.held]

    def _elsewhere(self, project: Project, status: ActivityStatus) -> list[Activity]:
        mine = self.activities.get(project.id, ())
        return [one for one in mine if one.status is status and not one.session]


def _ratings(
    ports: Ports, projects: Sequence[Project], activities: Mapping[str, Sequence[Activity]]
) -> Mapping[str, Rating]:
    """What people said of a project, its activities and its sessions; a project of which nobody said anything is absent."""
    if ports.loop.surveys is None:
        return {}
    owner = {
        (about, key): one.id for one in projects for about, key in _subjects(one, activities.get(one.id, ()))
    }
    asked = {one.id: owner.get((one.about, one.subject)) for one in ports.loop.surveys.all()}
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for answer in ports.loop.surveys.answers([key for key, project in asked.items() if project]):
        project = asked[answer.survey]
        if project:
            tally[project][0] += answer.answer in CONTENT
            tally[project][1] += 1
    return {key: Rating(content, n) for key, (content, n) in tally.items()}


def _subjects(project: Project, activities: Iterable[Activity]) -> Iterable[tuple[About, str]]:
    yield About.PROJECT, project.id
    yield from ((About.SESSION, key) for key in project.sessions)
    for one in activities:
        yield About.ACTIVITY, one.id
        if one.session:
            yield About.SESSION, one.session


def _weeks(ports: Ports, project: Project, today: date) -> tuple[UseWeek, ...]:
    """Whole weeks of a refit's space from the day it opened; none before, nor where nobody sums days."""
    opened, space = project.opened_on, SpaceId(project.space)
    if project.kind is not ProjectKind.REFIT or opened is None or ports.days is None:
        return ()
    if space not in ports.centre.spaces:
        return ()
    weeks: dict[date, list[DayFact]] = {
        opened + n * _WEEK: [] for n in range(max(0, (today - opened).days // 7))
    }
    for fact in ports.days.within([space], opened, today):
        first = opened + (fact.day - opened).days // 7 * _WEEK
        if first in weeks:
            weeks[first].append(fact)
    return tuple(_week(first, facts) for first, facts in weeks.items())


def _week(first: date, facts: Sequence[DayFact]) -> UseWeek:
    opened = sum(one.open_min for one in facts)
    measured = sum(one.measured_min for one in facts)
    hours = sum(one.person_min for one in facts) / 60
    return UseWeek(first, hours, measured / opened if opened else None)
