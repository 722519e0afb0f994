"""An outsider with every report of one's own that he likes learns of people what the months' reports say, and no more."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product

import pytest

from models.centre import SpaceId
from models.db import Database
from models.hold import SessionStatus
from models.metric.period import Period, month_of
from models.ports import Ports
from models.programme.activity import Organiser, OrganiserKind
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import Booking, BookingStatus
from models.programme.ports import Chronicle
from models.programme.session import Session
from models.report.own.choice import Grouping, OwnChoice
from models.report.own.span import FIXED
from models.report.papers.own import own_paper
from models.report.sheet import Absent, Cell, Table
from models.services.papers.own import own_inputs
from models.services.reporting import make
from tests.blank import blank_database
from tests.builders import a_session
from tests.fakes import MemoryProgramme
from tests.measured import local
from tests.monthly import HALL, a_month_house

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
END, TODAY = date(2026, 10, 31), date(2026, 11, 2)
ALL_OCTOBER = month_of(OCTOBER)
GYM = SpaceId("gym")
SPACES = (GYM, HALL)

CAME: Mapping[tuple[SpaceId, date], int] = {
    (GYM, date(2026, 9, 7)): 30,
    (GYM, date(2026, 10, 12)): 3,
    (GYM, date(2026, 10, 14)): 20,
    (HALL, date(2026, 9, 8)): 50,
    (HALL, date(2026, 10, 1)): 4,
    (HALL, date(2026, 10, 20)): 33,
    (HALL, END): 2,
}
"""Who came to what was held: few on the first and on the last day of a month, and in one of two spaces of a week."""

FROMS, TILLS = (SEPTEMBER, OCTOBER, date(2026, 10, 2)), (date(2026, 9, 30), date(2026, 10, 30), END)

Atoms = frozenset[tuple[SpaceId, date]]


def a_house(came: Mapping[tuple[SpaceId, date], int], **more: object) -> Ports:
    """A house where so many came to a class of fifty places, of whom all had booked."""
    sessions = [
        replace(
            a_session(local(9, day=day), space=space, key=f"{space}-{day}", series=space, places=50),
            organiser="wu",
            status=SessionStatus.DONE,
        )
        for space, day in came
    ]
    programme = MemoryProgramme()
    programme.offerings.put_organiser(
        Organiser(id="wu", kind=OrganiserKind.COACH, name={"zh-Hans": "吴小梅", "en": "Ms Wu"})
    )
    programme.restore(
        Chronicle(
            sessions=sessions,
            bookings=[
                Booking(
                    id=f"{one.id}-{n}",
                    session=one.id,
                    party=f"p{n}",
                    booked_at=one.window.start - timedelta(days=3),
                    status=BookingStatus.COMPLETED,
                )
                for one, people in zip(sessions, came.values(), strict=True)
                for n in range(people)
            ],
            attendances=list(map(came_to, sessions, came.values())),
        )
    )
    return replace(a_month_house(OCTOBER), programme=programme, **more)  # type: ignore[arg-type]


def came_to(session: Session, people: int) -> Attendance:
    return Attendance(
        session=session.id, source=AttendanceSource.MANUAL, people=people, at=session.window.end, by="wang"
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = blank_database(tmp_path_factory.mktemp("people") / "centre.db")
    yield database
    database.close()


@pytest.fixture(scope="module")
def house(database: Database) -> Ports:
    """The months' reports are made."""
    ports = a_house(CAME, reports=database.reports("test"))
    make(ports, "system", SEPTEMBER)
    make(ports, "system", OCTOBER)
    return ports


def paper(
    ports: Ports,
    *metrics: str,
    by: Grouping = Grouping.MONTH,
    period: Period = ALL_OCTOBER,
    spaces: Collection[SpaceId] = (),
) -> Table:
    choice = OwnChoice(
        metrics=metrics, by=by, span=FIXED, first=period.first, last=period.last, spaces=tuple(spaces)
    )
    return own_paper(own_inputs(ports, choice, TODAY)).sheets[0].tables[0]


def total(table: Table) -> Cell:
    return table.rows[-1].cells[-1]


OF_ROW: Mapping[Grouping, str] = {Grouping.SPACE: "space", Grouping.DAY: "%Y-%m-%d", Grouping.MONTH: "%Y-%m"}
"""What an outsider reads off the name of a row."""


def held_by(
    table: Table, by: Grouping, period: Period, spaces: Collection[SpaceId]
) -> Iterator[tuple[Atoms, int]]:
    """What an outsider knows of each number that stands there: of which spaces and days it is."""
    whole = frozenset((space, day) for space in spaces or SPACES for day in period.days())
    for row in table.rows:
        if (people := row.cells[-1].count) is None:
            continue
        if row.is_total:
            yield whole, people
        elif by is Grouping.SPACE:
            yield frozenset(one for one in whole if one[0] == row.key), people
        else:
            yield frozenset(one for one in whole if f"{one[1]:{OF_ROW[by]}}" == row.key), people


@pytest.mark.parametrize("metric", ["attendances", "promises"])
def test_no_two_numbers_of_any_reports_can_be_subtracted_to_few(house: Ports, metric: str) -> None:
    known: dict[Atoms, int] = {}
    for first, last, by in product(FROMS, TILLS, OF_ROW):
        if first <= last:
            period = Period(first, last)
            known |= held_by(paper(house, metric, by=by, period=period), by, period, ())
    for spaces in ([GYM], [HALL]):
        months = Period(SEPTEMBER, END)
        told = paper(house, metric, period=months, spaces=spaces)
        known |= held_by(told, Grouping.MONTH, months, spaces)
    assert len(known) >= 3, "each month and both together are told"
    for (some, more), (fewer, less) in permutations(known.items(), 2):
        if fewer < some:
            assert more - less == 0 or more - less >= 5, (more, less)
        assert more == sum(people for atom, people in CAME.items() if atom in some), (
            "it is the truth all the same"
        )


def test_people_are_told_of_whole_months_as_their_reports_tell_them(house: Ports) -> None:
    assert total(paper(house, "attendances")).count == 62
    assert total(paper(house, "attendances", period=Period(SEPTEMBER, END))).count == 142
    assert (
        total(paper(house, "attendances", period=Period(SEPTEMBER, date(2026, 10, 30)))).absent
        is Absent.OF_MONTH
    )
    nobody_on_the_last = Period(SEPTEMBER, date(2026, 9, 29))
    assert total(paper(house, "attendances", period=nobody_on_the_last)).absent is Absent.OF_MONTH
    by_day = paper(house, "attendances", by=Grouping.DAY)
    assert (by_day.cell("2026-10-20", "attendances").absent, total(by_day).count) == (Absent.OF_MONTH, 62)


def test_a_space_is_told_of_only_what_the_report_of_its_month_says_of_it(house: Ports) -> None:
    by_space = paper(house, "promises", "no_show_rate", "attendances", by=Grouping.SPACE)
    assert by_space.cell("gym", "promises").count == 23
    assert by_space.cell("gym", "no_show_rate").number == 0
    assert by_space.cell("gym", "attendances").absent is Absent.OF_MONTH


def test_a_small_number_that_a_month_hides_is_hidden_here_too(database: Database) -> None:
    few = a_house({(GYM, OCTOBER): 3, (HALL, OCTOBER): 30}, reports=database.reports("few"))
    make(few, "system", OCTOBER)
    by_space = paper(few, "promises", by=Grouping.SPACE)
    assert by_space.cell("gym", "promises").absent is Absent.FEW
    hidden = [row.key for row in by_space.rows if row.cells[-1].count is None]
    assert len(hidden) > 1, "a single gap is the total less the others"


def test_places_times_how_full_they_were_gives_no_small_class_away(database: Database) -> None:
    """Beside a choir that offers no places, in the same hall."""
    house = a_house({(HALL, OCTOBER): 3}, reports=database.reports("class"))
    assert isinstance(house.programme, MemoryProgramme)
    house.programme.offerings.put_organiser(
        Organiser(id="elders", kind=OrganiserKind.GROUP, name={"zh-Hans": "合唱", "en": "Choir"})
    )
    choir = a_session(local(14, day=OCTOBER), space="hall", key="choir", series="choir")
    house.programme.restore(
        Chronicle(
            sessions=[replace(choir, organiser="elders", status=SessionStatus.DONE)],
            attendances=[came_to(choir, 30)],
        )
    )
    make(house, "system", OCTOBER)
    assert total(paper(house, "attendances")).count == 33
    for by in Grouping:
        told = paper(house, "fill_rate", by=by)
        assert {row.cells[-1].number for row in told.rows} <= {None}, by


def test_without_the_report_of_a_month_or_before_it_is_over_nobody_is_told_of(database: Database) -> None:
    house = a_house(CAME, reports=database.reports("new"))
    assert total(paper(house, "attendances")).absent is Absent.OF_MONTH
    make(house, "system", OCTOBER)
    choice = OwnChoice(metrics=("attendances",), span=FIXED, first=OCTOBER, last=END)
    assert (
        own_paper(own_inputs(house, choice, END)).sheets[0].tables[0].rows[-1].cells[-1].absent
        is Absent.OF_MONTH
    )
    assert total(paper(house, "attendances")).count == 62
    assert total(paper(replace(house, reports=None), "attendances")).absent is Absent.OF_MONTH


def test_whoever_is_counted_late_is_told_of_once_the_month_has_a_revision(database: Database) -> None:
    kept = database.reports("late")
    make(a_house(CAME, reports=kept), "system", OCTOBER)
    more = a_house({**CAME, (GYM, date(2026, 10, 21)): 3}, reports=kept)
    assert total(paper(more, "attendances")).absent is Absent.OF_MONTH
    make(more, "system", OCTOBER)
    assert total(paper(more, "attendances")).count == 65
