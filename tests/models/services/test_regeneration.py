"""The timetable grows by itself: twice is once, whoever comes first is heard, and one faulty series stops no other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count

import pytest

from models.calendar import Calendar, CalendarDay, DayType, Window
from models.centre import SpaceId
from models.hold import SessionStatus
from models.ports import Ports
from models.programme.booking import Booking
from models.programme.regeneration import AHEAD, LEFT_SERIES
from models.programme.series import Series
from models.services.regeneration import left_over, regenerate
from models.services.strangers import RefusedError
from tests.builders import NOON, a_centre, a_space, some_ports
from tests.fakes import MemoryProgramme

MONDAY = date(2026, 11, 23)


def a_series(key: str = "tai-chi", **changes: object) -> Series:
    series = Series(
        id=key,
        space=SpaceId("hall"),
        kind="sport",
        organiser="centre",
        title={"en": "Tai chi"},
        first=MONDAY,
        start=time(9),
        minutes=60,
        rule="FREQ=WEEKLY;BYDAY=MO",
        places=20,
    )
    return replace(series, **changes)  # type: ignore[arg-type]


def a_house(*series: Series) -> tuple[Ports, MemoryProgramme]:
    programme = MemoryProgramme(shared={SpaceId("gym")})
    programme.offerings.put_series(series)
    centre = a_centre((a_space("hall", persons=40), a_space("gym", shared=True)))
    return replace(some_ports(centre), programme=programme), programme


def booked(programme: MemoryProgramme, session: str, seats: int = 1) -> Booking:
    booking = Booking(id=f"b-{session}", session=session, party="p-1", seats=seats, booked_at=NOON)
    return programme.bookings.book(booking)


def holiday(ports: Ports, *days: date) -> Ports:
    known = {day: CalendarDay(day=day, day_type=DayType.STATUTORY, name="Day off") for day in days}
    return replace(ports, calendar=Calendar(known))


def test_every_series_becomes_sessions_half_a_year_ahead_and_twice_is_once() -> None:
    ports, programme = a_house(a_series(), a_series("choir", start=time(14)))
    made = regenerate(ports).plan
    assert len(made.added) == len(programme.sessions.kept) == 2 * (AHEAD.days // 7 + 1)
    assert max(one.day for one in made.added) <= (NOON + AHEAD).date()
    before = dict(programme.sessions.kept)
    assert regenerate(ports).plan.writes == ()
    assert (programme.sessions.kept, programme.sessions.writes) == (before, 1)


def test_a_day_later_one_more_day_is_planned() -> None:
    ports, _ = a_house(a_series(rule="FREQ=DAILY"))
    regenerate(ports)
    (added,) = regenerate(replace(ports, clock=lambda: NOON + timedelta(days=1))).plan.added
    assert added.day == (NOON + timedelta(days=1) + AHEAD).date()


def test_a_calendar_that_changes_takes_the_unbooked_dates_with_it_and_lists_the_booked_ones() -> None:
    ports, programme = a_house(a_series())
    first, second, *_ = regenerate(ports).plan.added
    booked(programme, second.id, 3)
    changed = holiday(ports, first.day, second.day)
    made = regenerate(changed).plan
    assert [(one.id, one.reason) for one in made.cancelled] == [(first.id, LEFT_SERIES)]
    assert [(left.session.id, left.seats) for left in made.untouched] == [(second.id, 3)]
    assert programme.sessions.kept[second.id].status is SessionStatus.CONFIRMED
    assert [left.session.id for left in regenerate(changed).plan.untouched] == [
        second.id
    ]  # until somebody settles it
    assert [one.id for one in regenerate(ports).plan.added] == [first.id]


def test_somebody_who_waits_is_as_good_as_booked() -> None:
    ports, programme = a_house(a_series(places=1))
    first = regenerate(ports).plan.added[0]
    booked(programme, first.id)
    programme.bookings.book(replace(booked(programme, first.id), id="b-2"))
    (left,) = regenerate(holiday(ports, first.day)).plan.untouched
    assert left.seats == 2


def test_the_older_series_has_the_space_and_the_younger_is_told() -> None:
    younger = a_series("a-younger", first=MONDAY + timedelta(days=7), start=time(9, 30))
    ports, _ = a_house(younger, a_series("z-older"))
    made = regenerate(ports).plan
    assert {one.series for one in made.added} == {"z-older"}
    assert {(conflict.session.series, conflict.kind) for conflict in made.conflicts} == {
        ("a-younger", "space_taken")
    }


def test_one_series_that_cannot_be_read_stops_no_other() -> None:
    ports, _ = a_house(a_series("bad", rule="FREQ=SECONDLY"), a_series())
    made = regenerate(ports)
    assert {one.series for one in made.plan.added} == {"tai-chi"}
    assert made.faulty["bad"].key == "rule.time_of_day"


def test_who_books_between_the_look_and_the_writing_keeps_the_session() -> None:
    ports, programme = a_house(a_series())
    first = regenerate(ports).plan.added[0]
    programme.sessions.meanwhile = lambda: booked(programme, first.id)
    made = regenerate(holiday(ports, first.day)).plan
    assert [left.session.id for left in made.untouched] == [first.id]
    assert programme.sessions.kept[first.id].held


def _taken(programme: MemoryProgramme) -> Callable[[], object]:
    stranger = replace(regenerate(a_house(a_series())[0]).plan.added[0], id="stranger", series="")
    return lambda: programme.sessions.write([stranger])


def test_who_takes_the_space_between_the_look_and_the_writing_has_it() -> None:
    ports, programme = a_house(a_series())
    programme.sessions.meanwhile = _taken(programme)
    made = regenerate(ports).plan
    assert MONDAY not in {one.day for one in made.added}
    assert [conflict.other.id for conflict in made.conflicts if conflict.other] == ["stranger"]


def test_who_is_always_late_gives_up_in_words() -> None:
    ports, programme = a_house(a_series())
    turns = count()

    def again() -> None:
        day = MONDAY + timedelta(weeks=next(turns))
        start = datetime.combine(day, time(9), tzinfo=ports.centre.zone_info)
        first = regenerate(a_house(a_series())[0]).plan.added[0]
        window = replace(first.window, start=start, end=start + timedelta(hours=1))
        programme.sessions.write([replace(first, id=f"x-{day}", series="", window=window)])
        programme.sessions.meanwhile = again

    programme.sessions.meanwhile = again
    with pytest.raises(RefusedError) as refused:
        regenerate(ports)
    assert refused.value.message.key == "refused.programme.too_busy"


def test_one_series_that_cannot_be_written_stops_no_other() -> None:
    ports, programme = a_house(
        a_series("refused", start=time(14)),
        a_series("first-come", space=SpaceId("gym"), first=MONDAY - timedelta(days=7)),
        a_series("last", first=MONDAY + timedelta(days=7)),
    )
    programme.sessions.shared = frozenset()
    regenerate(replace(ports, centre=a_centre((a_space("gym"),))))
    programme.offerings.put_series([replace(a_series("refused", space=SpaceId("gym")), version=1)])
    made = regenerate(ports)  # the centre file says that the gym is shared, the database knows better
    assert {one.series for one in made.plan.added} == {"last"}
    assert {key: fault.key for key, fault in made.faulty.items()} == {"refused": "refused.programme.too_busy"}
    assert {one.series for one in programme.sessions.kept.values()} == {"first-come", "last"}


def test_a_session_that_was_moved_far_away_stands_for_its_date() -> None:
    ports, programme = a_house(a_series())
    first = regenerate(ports).plan.added[0]
    by = 2 * AHEAD
    far = Window(first.window.start + by, first.window.end + by)
    programme.sessions.write([replace(first, window=far, detached=True)])
    assert regenerate(ports).plan.writes == ()
    assert programme.sessions.kept[first.id].window == far


def test_a_deployment_without_bookings_says_so() -> None:
    with pytest.raises(RefusedError) as refused:
        regenerate(some_ports())
    assert refused.value.message.key == "refused.programme.no_programme"


def test_what_is_left_to_people_is_told_without_writing_anything() -> None:
    ports, programme = a_house(a_series(), a_series("zumba", start=time(9, 30)))
    first, *_ = (one for one in regenerate(ports).plan.added if one.series == "tai-chi")
    booked(programme, first.id, 3)
    programme.offerings.put_series([a_series("odd", rule="FREQ=NEVER", first=MONDAY + timedelta(days=1))])
    before, writes = dict(programme.sessions.kept), programme.sessions.writes
    left = left_over(holiday(ports, first.day))
    assert [(one.session.id, one.seats) for one in left.plan.untouched] == [(first.id, 3)]
    assert {one.session.series for one in left.plan.conflicts} == {"zumba"}
    assert (left.faulty.keys(), {one.id for one in left.series}) == ({"odd"}, {"tai-chi", "zumba", "odd"})
    assert (programme.sessions.kept, programme.sessions.writes) == (before, writes)
