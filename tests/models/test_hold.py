"""What is on now and what comes next."""

from models.hold import SessionStatus, now_and_next
from tests.measured import booked, local


def test_the_booking_that_covers_the_instant_is_now_and_the_first_later_one_is_next() -> None:
    holds = [
        booked(local(14), local(15), key="late"),
        booked(local(9), local(10), key="now"),
        booked(local(11), local(12), key="next"),
    ]
    now, later = now_and_next(holds, local(9, 30))
    assert (now and now.id, later and later.id) == ("now", "next")


def test_a_booking_ends_at_its_end() -> None:
    assert now_and_next([booked(local(9), local(10))], local(10)) == (None, None)


def test_cancelled_and_draft_bookings_are_not_on() -> None:
    gone = [booked(local(9), local(10), status=s) for s in (SessionStatus.CANCELLED, SessionStatus.PLANNED)]
    assert now_and_next(gone, local(9, 30)) == (None, None)
