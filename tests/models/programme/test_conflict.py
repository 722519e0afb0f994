"""Everything that stands in the way of a session is found, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.calendar import Calendar, DayType, Window
from models.centre import Closure, OpeningRule, Space, SpaceId
from models.programme.activity import Availability, Away, Organiser, OrganiserKind
from models.programme.conflict import ConflictKind, Diary, Judge
from models.programme.session import Session
from tests.builders import a_space

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
HALL = a_space("hall", persons=40, units=("east", "west"))
GYM = a_space("gym", shared=True)
WORKDAY_MORNINGS = Availability(
    days=frozenset({DayType.WORKDAY}), weekdays=frozenset({0, 2}), start=time(9), end=time(12)
)
LI = Organiser(id="li", kind=OrganiserKind.COACH, name={"en": "Li"}, availability=(WORKDAY_MORNINGS,))


def a_session(key: str, start: time, minutes: int = 60, day: date = MONDAY, **changes: object) -> Session:
    begins = datetime.combine(day, start, tzinfo=ZONE).astimezone(UTC)
    session = Session(
        id=key,
        day=day,
        space=SpaceId("hall"),
        kind="sport",
        organiser="centre",
        title={"en": key},
        window=Window(begins, begins + timedelta(minutes=minutes)),
    )
    return replace(session, **changes)  # type: ignore[arg-type]


def found(
    one: Session, *others: Session, spaces: tuple[Space, ...] = (HALL, GYM), coach: Organiser = LI
) -> list[str]:
    diary = Diary()
    diary.enter([one, *others])
    judge = Judge({space.id: space for space in spaces}, {coach.id: coach}, Calendar({}), ZONE)
    return [conflict.kind.value for conflict in judge.conflicts(one, diary)]


def test_a_session_alone_in_an_open_space_runs_into_nothing() -> None:
    assert found(a_session("a", time(10), coach="li"), a_session("b", time(11))) == []


def test_a_taken_quarter_hour_is_a_conflict_but_in_another_part_or_a_shared_space() -> None:
    assert found(a_session("a", time(10), 50), a_session("b", time(10, 50))) == ["space_taken"]
    east, west = a_session("a", time(10), units=("east",)), a_session("b", time(10), units=("west",))
    assert found(east, west) == []
    gym = SpaceId("gym")
    assert found(a_session("a", time(10), space=gym), a_session("b", time(10), space=gym)) == []


def test_a_space_or_part_that_is_gone_is_all_that_is_said() -> None:
    assert found(a_session("a", time(10), space=SpaceId("cellar"))) == ["no_space"]
    assert found(a_session("a", time(10), units=("north",)), a_session("b", time(10))) == ["no_space"]


def test_a_closure_says_why_and_an_early_start_is_outside_hours() -> None:
    shut = replace(HALL, closures=(Closure(first=MONDAY, last=MONDAY, reason={"en": "Repairs"}),))
    judge = Judge({shut.id: shut}, {}, Calendar({}), ZONE)
    (conflict,) = judge.conflicts(a_session("a", time(10)), Diary())
    assert (conflict.kind, conflict.closure) == (ConflictKind.CLOSED, shut.closures[0])
    assert found(a_session("a", time(7, 45))) == found(a_session("a", time(21, 30))) == ["outside_hours"]


def test_two_openings_that_meet_are_one() -> None:
    rules = [
        OpeningRule(days=frozenset(DayType), start=time(a), end=time(b))
        for a, b in ((8, 11), (11, 14), (15, 20))
    ]
    split = replace(HALL, opening=tuple(rules))
    assert found(a_session("a", time(10), 120), spaces=(split,)) == []
    assert found(a_session("a", time(13), 150), spaces=(split,)) == ["outside_hours"]


def test_more_places_than_the_space_holds_are_a_conflict() -> None:
    assert found(a_session("a", time(10), places=40)) == []
    assert found(a_session("a", time(10), places=41)) == ["too_many_places"]


@pytest.mark.parametrize(
    ("start", "minutes", "day", "away"),
    [
        (time(9), 180, MONDAY, False),
        (time(8, 45), 60, MONDAY, True),
        (time(11, 30), 45, MONDAY, True),
        (time(10), 60, MONDAY + timedelta(days=1), True),  # a Tuesday
        (time(10), 60, MONDAY + timedelta(days=2), False),
    ],
)
def test_a_coach_can_teach_only_in_the_hours_named(start: time, minutes: int, day: date, away: bool) -> None:
    assert found(a_session("a", start, minutes, day, coach="li")) == ["coach_away"] * away


def test_a_coach_who_is_ill_is_away_on_those_days_alone_whatever_the_usual_hours_say() -> None:
    ill = replace(LI, away=(Away(first=MONDAY, last=MONDAY),))
    assert found(a_session("a", time(10), coach="li"), coach=ill) == ["coach_away"]
    wednesday = MONDAY + timedelta(days=2)
    assert found(a_session("a", time(10), day=wednesday, coach="li"), coach=ill) == []


def test_a_coach_without_hours_is_always_free_and_one_who_left_never() -> None:
    free = replace(LI, availability=())
    assert found(a_session("a", time(20), coach="li"), coach=free) == []
    assert found(a_session("a", time(20), coach="li"), coach=replace(free, retired=True)) == ["coach_away"]
    dated = replace(LI, availability=(replace(WORKDAY_MORNINGS, valid_to=MONDAY - timedelta(days=1)),))
    assert found(a_session("a", time(10), coach="li"), coach=dated) == ["coach_away"]


def test_a_coach_teaches_one_session_at_a_time_wherever() -> None:
    here = a_session("a", time(10), coach="li")
    assert found(here, a_session("b", time(10, 30), space=SpaceId("gym"), coach="li")) == ["coach_elsewhere"]
    assert found(here, a_session("b", time(11), space=SpaceId("gym"), coach="li")) == []
    assert found(here, a_session("b", time(10, 30), space=SpaceId("gym"), coach="wang")) == []
    nobody = a_session("a", time(10))
    assert found(nobody, a_session("b", time(10), space=SpaceId("gym"))) == []


def test_what_was_struck_from_the_diary_is_in_nobodys_way() -> None:
    diary, other = Diary(), a_session("b", time(10), coach="li")
    diary.enter([other])
    diary.strike(replace(other, version=2, series="else"))
    assert (
        diary.clashing(a_session("a", time(10)))
        == diary.elsewhere(a_session("a", time(10), coach="li"))
        == []
    )
