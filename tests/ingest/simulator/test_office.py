"""The simulated office knows every way in which a booking can end, and its books agree with who really came."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ingest.simulator.bookings import sessions
from ingest.simulator.office import chronicle, holds, offer, weekly
from models.calendar import Window
from models.hold import HELD, SessionStatus
from models.programme.attendance import AttendanceSource
from models.programme.booking import CODE_KEPT, BookingStatus
from models.programme.ports import Chronicle
from models.programme.seating import seats_taken
from tests.blank import blank_database
from tests.fakes import MemoryOfferings
from tests.ingest.simulator.worlds import shijiawan

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
FIRST, LAST = date(2026, 3, 1), date(2026, 12, 4)


@pytest.fixture(scope="module")
def told() -> Chronicle:
    return chronicle(shijiawan(), FIRST, LAST, NOW)


def by_session(told: Chronicle) -> dict[str, list]:
    found: dict[str, list] = {one.id: [] for one in told.sessions}
    for booking in told.bookings:
        found[booking.session].append(booking)
    return found


def test_every_state_of_a_session_and_of_a_booking_occurs(told: Chronicle) -> None:
    past = Counter(one.status for one in told.sessions if one.window.end < NOW)
    assert set(past) == {
        SessionStatus.DONE,
        SessionStatus.NO_SHOW,
        SessionStatus.CANCELLED,
        SessionStatus.RELEASED,
    }
    held = sum(past[status] for status in HELD)
    assert 0.01 < past[SessionStatus.NO_SHOW] / held < 0.1
    assert {one.status for one in told.bookings} == set(BookingStatus)
    future = {one.status for one in told.sessions if one.window.start > NOW}
    assert future <= {SessionStatus.CONFIRMED, SessionStatus.CANCELLED}


def test_no_session_seats_more_than_it_has_places_and_who_came_is_who_was_seated(told: Chronicle) -> None:
    world, booked = shijiawan(), by_session(told)
    truth = {
        one.id: one
        for one in (
            s
            for room in ("dance", "craft", "meeting")
            for n in range(279)
            for s in sessions(world, room, FIRST + timedelta(n))
        )  # type: ignore[arg-type]
    }
    for session in told.sessions:
        bookings = booked[session.id]
        assert seats_taken(bookings) <= session.places
        if session.status is SessionStatus.DONE and session.places:
            came = [one for one in bookings if one.status is BookingStatus.COMPLETED]
            assert len(came) == truth[session.id].attendees


def test_people_book_before_they_come_and_call_off_in_between(told: Chronicle) -> None:
    starts = {one.id: one.window.start for one in told.sessions}
    for one in told.bookings:
        assert one.booked_at <= min(NOW, starts[one.session])
        assert one.cancelled_at is None or one.booked_at < one.cancelled_at <= NOW
        late = one.cancelled_at is not None and starts[one.session] - one.cancelled_at < timedelta(hours=12)
        assert late or one.status is not BookingStatus.LATE_CANCELLED
    assert len({one.id for one in told.bookings}) == len(told.bookings)


def test_every_code_is_kept_for_two_years_after_the_last_session(told: Chronicle) -> None:
    ends = {one.id: one.window.end for one in told.sessions}
    for party in told.parties:
        last = max(ends[one.session] for one in told.bookings if one.party == party.id)
        assert party.delete_after == last + CODE_KEPT


def test_the_desk_counts_whom_it_checked_in_and_some_count_heads(told: Chronicle) -> None:
    sources = Counter(one.source for one in told.attendances)
    assert sources[AttendanceSource.CHECKIN] > sources[AttendanceSource.MANUAL] > 50
    done = {one.id for one in told.sessions if one.status is SessionStatus.DONE}
    assert all(one.session in done and one.people > 0 for one in told.attendances)


def test_sensors_counted_the_groups_of_the_past_that_they_can_tell_apart(told: Chronicle) -> None:
    spaces = shijiawan().centre.spaces
    groups = [one for one in told.sessions if one.status is SessionStatus.DONE and not one.places]
    apart = {one.id for one in groups if not spaces[one.space].shared}
    seen = {one.session for one in told.attendances if one.source is AttendanceSource.SENSOR}
    assert apart
    assert seen & {one.id for one in groups} == apart


def test_a_day_of_the_office_goes_on_as_time_passes() -> None:
    """Checked in, absent after the grace, completed: nothing ever goes back, however often one looks."""
    world, day = shijiawan(), date(2026, 11, 19)
    looks = [datetime(2026, 11, 18, 23, tzinfo=UTC) + timedelta(minutes=5 * n) for n in range(200)]
    seen = Counter()
    rank = {status: n for n, status in enumerate(BookingStatus)}
    kept: dict[str, BookingStatus] = {}
    for at in looks:
        for booking in chronicle(world, day, day, at).bookings:
            before = kept.get(booking.id, BookingStatus.CONFIRMED)
            if before is not booking.status:
                seen[before, booking.status] += 1
                assert rank[before] < rank[booking.status]
            kept[booking.id] = booking.status
    assert seen[BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN] > 20
    assert seen[BookingStatus.CHECKED_IN, BookingStatus.COMPLETED] > 20
    assert seen[BookingStatus.CONFIRMED, BookingStatus.NO_SHOW] > 0


def test_what_is_kept_stays_and_nothing_is_put_in_its_way(told: Chronicle) -> None:
    again = chronicle(shijiawan(), FIRST, LAST, NOW, told.sessions)
    assert (again.sessions, again.bookings) == ([], [])
    without = [one for one in told.sessions if one.id != told.sessions[0].id]
    assert chronicle(shijiawan(), FIRST, LAST, NOW, without).sessions == [told.sessions[0]]


def test_every_session_of_a_course_is_on_a_date_of_its_series(told: Chronicle) -> None:
    series = {one.id: one for one in weekly(shijiawan(), FIRST, LAST)}
    linked = [one for one in told.sessions if one.series]
    assert len(linked) > 500
    for one in linked:
        row = series[one.series]
        assert one.id == f"{row.id}.{one.day:%Y%m%d}"
        assert one.day not in row.left_out
        assert (one.kind, one.organiser, one.coach, one.title) == (
            row.kind,
            row.organiser,
            row.coach,
            row.title,
        )
        assert one.window.length == timedelta(minutes=row.minutes)


def test_the_offer_is_entered_once_and_what_people_changed_stays() -> None:
    offerings = MemoryOfferings()
    offer(shijiawan(), offerings, FIRST, LAST)
    first = (offerings.kinds(), offerings.organisers(), offerings.all_series())
    assert all(first)
    offer(shijiawan(), offerings, FIRST, LAST)
    assert (offerings.kinds(), offerings.organisers(), offerings.all_series()) == first


def test_a_year_is_kept_in_bulk_and_the_facts_see_the_same_holds(tmp_path: Path, told: Chronicle) -> None:
    world = shijiawan()
    database = blank_database(tmp_path / "centre.db")
    database.programme(world.centre).restore(told, counted=True)
    window = Window(NOW - timedelta(days=60), NOW + timedelta(days=10))
    kept = {hold.id: hold for hold in database.holds(world.centre.id).within(window)}
    rooms = [world.centre.spaces[key] for key in ("dance", "craft", "meeting")]  # type: ignore[index]
    days = (world.centre.day_of(window.start), world.centre.day_of(window.end))
    made = {hold.id: hold for room in rooms for hold in holds(world, room, *days, NOW)}
    assert len(kept) > 400
    assert all(made[key] == hold for key, hold in kept.items())
    database.close()
