"""What the house knows of a project is counted once, from where it stands, and what nobody counted is not nought."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.db import Database
from models.hold import SessionStatus
from models.needs.activity import Activity, ActivityStatus
from models.needs.project import Project, ProjectKind
from models.needs.survey import About, Answer
from models.programme.attendance import Attendance, AttendanceSource
from models.services.project_papers import take_series
from models.services.project_progress import progress_of
from tests.builders import a_fact, a_session
from tests.fakes import MemorySlots
from tests.house import MemoryDays
from tests.measured import local
from tests.models.services.project_house import ZHOU, ProjectHouse

BEGUN = datetime(2026, 11, 2, 2, tzinfo=UTC)


@dataclass
class MemoryActivities:
    kept: Sequence[Activity] = ()

    def all(self) -> Sequence[Activity]:
        return self.kept


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> ProjectHouse:
    return ProjectHouse(books, request.node.name)


def taught(house: ProjectHouse, project: Project) -> Project:
    """A series of four: two held, one called off, one to come; one of those held was counted, by two sources."""
    programme = house.ports.programme
    assert programme is not None
    days = (0, 7, 14, 28)
    sessions = [
        replace(
            a_session(BEGUN + timedelta(days=n), series="r1", key=f"{house.book}{n}"), id=f"{house.book}{n}"
        )
        for n in days
    ]
    programme.sessions.write(
        [*sessions[:2], replace(sessions[2], status=SessionStatus.CANCELLED), sessions[3]]
    )
    programme.attendances.put(
        [
            Attendance(session=sessions[0].id, source=source, people=people, at=house.now)
            for source, people in ((AttendanceSource.SENSOR, 14), (AttendanceSource.MANUAL, 12))
        ]
    )
    house.now = BEGUN
    begun = house.begin() if project is None else project
    house.now = datetime(2026, 11, 22, 4, tzinfo=UTC)
    return take_series(house.ports, ZHOU, begun.id, begun.revision, "r1")


def an_activity(project: Project, key: str, **fields: object) -> Activity:
    plain = Activity(
        id=key,
        kind="culture",
        name={"en": "Fair"},
        day=date(2026, 11, 10),
        status=ActivityStatus.HELD,
        project=project.id,
        attendances=30,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def with_activities(house: ProjectHouse, *activities: Activity) -> None:
    loop = replace(house.ports.loop, activities=MemoryActivities(activities))  # type: ignore[arg-type]
    house.ports = replace(house.ports, loop=loop)


def early(house: ProjectHouse) -> Project:
    house.now = BEGUN - timedelta(days=2)
    return house.begin()


def test_sessions_are_counted_by_their_best_source_and_called_off_ones_not_at_all(
    house: ProjectHouse,
) -> None:
    project = taught(house, early(house))
    known = progress_of(house.ports, [project])[project.id]
    assert [one.people for one in known.held] == [12, None]
    assert (known.attendances, known.planned) == (12, 1)


def test_a_session_that_an_activity_stands_for_is_counted_once(house: ProjectHouse) -> None:
    project = taught(house, early(house))
    linked = an_activity(project, "a1", session=f"{house.book}0", attendances=99)
    elsewhere = an_activity(project, "a2")
    coming = an_activity(project, "a3", status=ActivityStatus.PLANNED, attendances=None)
    others = an_activity(replace(project, id="other"), "a4")
    with_activities(house, linked, elsewhere, coming, others)
    known = progress_of(house.ports, [project])[project.id]
    assert (known.attendances, len(known.held), known.planned) == (12 + 30, 3, 2)


def test_nothing_counted_is_not_nobody(house: ProjectHouse) -> None:
    project = house.begin()
    with_activities(house, an_activity(project, "a1", attendances=None))
    known = progress_of(house.ports, [project])[project.id]
    assert (len(known.held), known.attendances, known.rating) == (1, None, None)


def test_what_people_said_of_the_project_its_sessions_and_activities_is_one_rate(house: ProjectHouse) -> None:
    project, other = taught(house, early(house)), house.begin()
    with_activities(house, an_activity(project, "a1"))
    house.surveys.ask(About.PROJECT, project.id, Answer.SATISFIED, Answer.NEUTRAL)
    house.surveys.ask(About.SESSION, f"{house.book}0", Answer.VERY_SATISFIED)
    house.surveys.ask(About.ACTIVITY, "a1", Answer.DISSATISFIED)
    house.surveys.ask(About.MEAL, project.id, Answer.DISSATISFIED)
    known = progress_of(house.ports, [project, other])
    rating = known[project.id].rating
    assert rating is not None
    assert (rating.content, rating.answered) == (2, 4)
    assert known[other.id].rating is None


def test_weeks_of_a_refit_are_whole_weeks_since_it_opened(house: ProjectHouse) -> None:
    opened = date(2026, 11, 4)
    slots = MemorySlots()
    slots.put(
        [
            a_fact(local(10, day=opened + timedelta(days=n)), people, "room")
            for n, people in ((-1, 9.0), (0, 4.0), (7, None), (14, 8.0))
        ]
    )
    house.ports = replace(house.ports, days=MemoryDays(slots))
    project = house.begin(kind=ProjectKind.REFIT, space="room", opened_on=opened, promised_hours=40.0)
    weeks = progress_of(house.ports, [project])[project.id].weeks
    assert [(one.first, one.hours) for one in weeks] == [(opened, 1.0), (opened + timedelta(days=7), 0.0)]
    assert weeks[0].coverage == 1.0
    assert weeks[1].coverage == 0.0


def test_without_books_nothing_is_known_to_be_paid(house: ProjectHouse) -> None:
    project = house.running()
    house.ports = replace(house.ports, money=None)
    assert progress_of(house.ports, [project])[project.id].paid == {"1": 0}
