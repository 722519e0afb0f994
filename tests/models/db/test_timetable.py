"""A quarter hour of a space is one session's, whoever asks, in whatever order, and however many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from models.calendar import Window
from models.centre import SpaceId
from models.db import Database
from models.db.connection import open_connections
from models.db.session_rows import CELL, SESSION, session_row
from models.db.upsert import insert, upsert
from models.hold import SessionStatus
from models.programme.booking import BookingStatus
from models.programme.ports import ChangedMeanwhileError, DoubleBookedError, FullError
from models.programme.session import CancelledBy, Session, clashes
from tests.builders import NOON, a_place, a_session
from tests.models.db.offices import CENTRE
from tests.postgres import PASSWORD, Postgres

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DAY = Window(NOON - 12 * HOUR, NOON + 12 * HOUR)


def ids(sessions: list[Session]) -> list[str]:
    return [one.id for one in sessions]


@pytest.mark.parametrize("status", SessionStatus)
def test_a_session_comes_back_as_it_was(database: Database, status: SessionStatus) -> None:
    told = replace(
        a_session(NOON, space="hall", units=("west",), places=8, status=status, series="dance"),
        reason="flood",
        cancelled_at=NOON,
        cancelled_by=CancelledBy.ORGANISER,
        checked_in_at=NOON,
        released_at=NOON,
        coach="wang",
    )
    sessions = database.programme(CENTRE).sessions
    (written,) = sessions.write([told])
    assert sessions.find(["s1"]) == sessions.within(DAY) == [written]
    assert replace(written, modified=0) == told


@pytest.mark.parametrize(
    ("start", "hours"), [(0, 1), (-30, 1), (15, 0.25), (59, 1), (-59, 1), (-60, 3), (-4, 0.1)]
)
def test_a_taken_quarter_hour_is_refused_with_the_name_of_who_has_it(
    database: Database, start: int, hours: float
) -> None:
    sessions = database.programme(CENTRE).sessions
    sessions.write([a_session(NOON)])
    if start == -4:  # 11:56 to 12:02 touches the quarter before as well, and that one is free
        sessions.write([a_session(NOON - 30 * MINUTE, 0.5, key="before")])
    with pytest.raises(DoubleBookedError) as refused:
        sessions.write([a_session(NOON + start * MINUTE, hours, key="s2")])
    assert "s1" in ids(list(refused.value.taken))
    assert sessions.find(["s2"]) == []


def test_sessions_may_follow_each_other_on_the_quarter_hour(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    sessions.write([a_session(NOON)])
    sessions.write([a_session(NOON + HOUR, key="after"), a_session(NOON - HOUR, key="before")])
    assert ids(sessions.within(DAY)) == ["before", "s1", "after"]
    assert ids(sessions.within(Window(NOON, NOON + HOUR))) == ["s1"]
    assert ids(sessions.within(DAY, [SpaceId("hall")])) == []


def test_two_of_one_write_cannot_have_the_same_hour_either(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    with pytest.raises(DoubleBookedError, match="s1, s2"):
        sessions.write([a_session(NOON), a_session(NOON + 30 * MINUTE, key="s2")])
    assert sessions.within(DAY) == []


def test_halves_go_together_and_the_whole_goes_with_neither(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    halves = [a_session(NOON, space="hall", key=unit, units=(unit,)) for unit in ("east", "west")]
    sessions.write(halves)
    with pytest.raises(DoubleBookedError, match="east, west"):
        sessions.write([a_session(NOON, space="hall", key="whole")])
    with pytest.raises(ValueError, match="space 'hall' has no unit 'north'"):
        sessions.write([a_session(NOON, space="hall", key="odd", units=("north",))])
    with pytest.raises(ValueError, match="no space 'attic'"):
        sessions.write([a_session(NOON, space="attic")])


def test_a_hall_that_is_parted_later_keeps_what_was_booked_of_the_whole(database: Database) -> None:
    """The cells of before do not name the parts, so the spans are asked as well."""
    hall = replace(CENTRE.spaces[SpaceId("hall")], units={})
    before = replace(CENTRE, spaces={**CENTRE.spaces, hall.id: hall})
    database.programme(before).sessions.write([a_session(NOON, space="hall", key="whole")])
    with pytest.raises(DoubleBookedError, match="whole"):
        database.programme(CENTRE).sessions.write([a_session(NOON, space="hall", units=("east",))])


def test_a_shared_space_takes_any_number_of_sessions(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    sessions.write([a_session(NOON, space="gym", key=key) for key in "abc"])
    assert ids(sessions.within(DAY)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "gone", [SessionStatus.CANCELLED, SessionStatus.RELEASED, SessionStatus.PLANNED], ids=str
)
def test_what_is_not_held_is_free(database: Database, gone: SessionStatus) -> None:
    sessions = database.programme(CENTRE).sessions
    (first,) = sessions.write([a_session(NOON)])
    (given_back,) = sessions.write([replace(first, status=gone)])
    sessions.write([a_session(NOON, key="next")])
    with pytest.raises(DoubleBookedError, match="next"):
        sessions.write([replace(given_back, status=SessionStatus.CONFIRMED)])


def test_a_session_may_move_over_itself_and_two_may_change_places(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    one, two = sessions.write([a_session(NOON), a_session(NOON + HOUR, key="s2")])
    sessions.write([replace(one, window=two.window), replace(two, window=one.window)])
    (moved,) = sessions.find(["s1"])
    assert moved.window == two.window
    sessions.write([replace(moved, window=Window(NOON + 1.5 * HOUR, NOON + 3 * HOUR))])
    sessions.write([a_session(NOON + HOUR, 0.5, key="freed")])


def test_who_read_an_older_version_writes_nothing(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    (read,) = sessions.write([a_session(NOON)])
    sessions.write([replace(read, coach="wang")])
    with pytest.raises(ChangedMeanwhileError, match="s1"):
        sessions.write([a_session(NOON + 5 * HOUR, key="other"), replace(read, coach="li")])
    assert [one.coach for one in sessions.within(DAY)] == ["wang"]


def test_a_feed_reads_every_change_once_and_in_order(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    first = sessions.write([a_session(NOON + n * HOUR, key=f"s{n}") for n in range(5)])
    sessions.write([replace(first[1], coach="li")])
    seen: list[Session] = []
    while page := sessions.modified_after(*((seen[-1].modified, seen[-1].id) if seen else (0, "")), 2):
        seen += page
    assert ids(seen) == ["s0", "s2", "s3", "s4", "s1"]
    assert len({one.modified for one in seen}) == 5


def test_sessions_of_a_series_are_found_from_an_instant_on(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    sessions.write([a_session(NOON + n * 24 * HOUR, key=f"s{n}", series="dance") for n in range(3)])
    sessions.write([a_session(NOON + 3 * HOUR, key="other")])
    assert ids(sessions.of_series("dance", NOON + HOUR)) == ["s1", "s2"]


def test_an_end_of_the_session_is_the_end_of_its_bookings(database: Database) -> None:
    programme = database.programme(CENTRE)
    for key, status, end in (
        ("a", SessionStatus.CANCELLED, BookingStatus.CANCELLED),
        ("b", SessionStatus.RELEASED, BookingStatus.RELEASED),
        ("c", SessionStatus.NO_SHOW, BookingStatus.NO_SHOW),
    ):
        (held,) = programme.sessions.write([a_session(NOON, space="gym", key=key, places=1)])
        programme.bookings.book(a_place(f"1-{key}", key))
        programme.bookings.book(a_place(f"2-{key}", key))
        (held,) = programme.sessions.find([key])
        programme.sessions.write([replace(held, status=status, cancelled_at=NOON)])
        found = [one.status for one in programme.bookings.of_sessions([key])]
        assert found == [end, BookingStatus.CANCELLED]


def test_more_places_let_people_move_up_and_fewer_than_are_taken_are_refused(database: Database) -> None:
    programme = database.programme(CENTRE)
    (held,) = programme.sessions.write([a_session(NOON, places=1)])
    for n in range(3):
        programme.bookings.book(a_place(f"p{n}"))
    (wider,) = programme.sessions.write([replace(held, places=2)])
    found = programme.bookings.of_sessions(["s1"])
    assert [one.status.value for one in found] == ["confirmed", "confirmed", "waiting"]
    with pytest.raises(FullError, match="2 seats are taken"):
        programme.sessions.write([replace(wider, places=1)])
    assert programme.sessions.find(["s1"]) == [wider]


def test_the_cells_alone_forbid_a_double_booking(database: Database, url: str) -> None:
    """Somebody writes past this program: the primary key says no."""
    database.programme(CENTRE).sessions.write([a_session(NOON)])
    connections = open_connections(url, PASSWORD)
    with pytest.raises(IntegrityError), connections.writing() as connection:
        insert(connection, CELL, [("test", "room", "", NOON + 15 * MINUTE, "thief")])
    connections.engine.dispose()


@pytest.mark.postgres
def test_postgresql_forbids_overlapping_claims_where_the_cells_were_forgotten(
    postgres: Postgres,
) -> None:
    connections = open_connections(postgres.blank(), PASSWORD)
    database = Database(connections)
    hall, gym = CENTRE.spaces[SpaceId("hall")], CENTRE.spaces[SpaceId("gym")]
    kept = [
        a_session(NOON, space="hall", units=("east",)),
        a_session(NOON, space="hall", key="s2", units=("west",)),
        a_session(NOON + HOUR, space="hall", key="s3"),
    ]
    with connections.writing() as connection:
        upsert(connection, SESSION, [session_row("test", one, hall) for one in kept])
        upsert(connection, SESSION, [session_row("other", one, hall) for one in kept])
        shared = [a_session(NOON, space="gym", key=key) for key in ("g1", "g2")]
        upsert(connection, SESSION, [session_row("test", one, gym) for one in shared])
    thief = a_session(NOON + 59 * MINUTE, 0.1, space="hall", key="thief", units=("west",))
    with pytest.raises(IntegrityError, match="ex_session_claim"), connections.writing() as connection:
        upsert(connection, SESSION, [session_row("test", thief, hall)])
    database.close()


def test_of_many_who_want_one_hour_at_once_one_has_it(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions

    def ask(n: int) -> int:
        try:
            sessions.write([a_session(NOON + (n % 4) * 15 * MINUTE, key=f"s{n}")])
        except DoubleBookedError:
            return 0
        return 1

    with ThreadPoolExecutor(16) as crowd:
        assert sum(crowd.map(ask, range(48))) == 1
    assert len(sessions.within(DAY)) == 1


spans = st.builds(
    lambda start, minutes, units: (start, minutes, units),
    st.integers(0, 300),
    st.integers(1, 120),
    st.sampled_from([(), ("east",), ("west",), ("east", "west")]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(spans, min_size=2, max_size=8))
def test_whatever_is_asked_no_two_held_sessions_ever_clash(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[int, int, tuple[str, ...]]]
) -> None:
    connections = open_connections(f"sqlite:///{tmp_path_factory.mktemp('spans')}/centre.db", "")
    database = Database(connections)
    with connections.writing() as connection:
        SESSION.metadata.create_all(connection)
    sessions = database.programme(CENTRE).sessions
    for n, (start, minutes, units) in enumerate(asked):
        one = a_session(NOON + start * MINUTE, minutes / 60, space="hall", key=f"s{n}", units=units)
        kept = sessions.within(DAY)
        if any(clashes(one, other) for other in kept):
            with pytest.raises(DoubleBookedError):
                sessions.write([one])
        else:
            sessions.write([one])
    database.close()


def asked(database: Database) -> set[tuple[str, int]]:
    """What is to be counted again, and no longer after this look."""
    book = database.book("test")
    found = book.waiting(list(CENTRE.spaces))
    book.forget(found)
    return {(one.space, (one.day - NOON.date()).days) for one in found}


def test_whatever_changes_a_hold_has_its_days_counted_again_and_no_others(database: Database) -> None:
    programme = database.programme(CENTRE)
    (written,) = programme.sessions.write([a_session(NOON, places=2)])
    assert ("room", 0) in asked(database)
    programme.bookings.book(a_place("p1"))
    assert ("room", 0) in asked(database)
    programme.bookings.book(a_place("p2", seats=2))
    assert asked(database) == set(), "whoever waits takes no seat"
    programme.bookings.change("p1", [BookingStatus.CONFIRMED], BookingStatus.CHECKED_IN, NOON)
    assert asked(database) == set()
    programme.bookings.change("p1", list(BookingStatus), BookingStatus.CANCELLED, NOON)
    assert ("room", 0) in asked(database)
    moved = replace(written, window=Window(NOON + 72 * HOUR, NOON + 73 * HOUR), space=SpaceId("hall"))
    programme.sessions.write([moved])
    found = asked(database)
    assert {("room", 0), ("hall", 3)} <= found
    assert not any(space == "gym" or (day in (-2, 2) and space == "room") for space, day in found)


def test_a_refused_write_has_nothing_counted_again(database: Database) -> None:
    sessions = database.programme(CENTRE).sessions
    sessions.write([a_session(NOON)])
    asked(database)
    with pytest.raises(DoubleBookedError):
        sessions.write([a_session(NOON, key="s2")])
    assert asked(database) == set()


def test_what_is_written_only_while_nobody_booked_is_not_written_once_somebody_has(
    database: Database,
) -> None:
    programme = database.programme(CENTRE)
    (kept,) = programme.sessions.write([a_session(NOON, places=1)])
    programme.bookings.book(a_place())
    booked = programme.sessions.find([kept.id])
    gone = replace(kept, status=SessionStatus.CANCELLED)
    with pytest.raises(ChangedMeanwhileError):
        programme.sessions.write([gone], unbooked=[kept.id])
    assert programme.sessions.find([kept.id]) == booked
    programme.bookings.change(a_place().id, [BookingStatus.CONFIRMED], BookingStatus.CANCELLED, NOON - HOUR)
    (written,) = programme.sessions.write([gone], unbooked=[kept.id])
    assert written.status is SessionStatus.CANCELLED
