"""Bookings survive the database unchanged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.booking import Booking, BookingStatus
from models.calendar import Window
from models.centre import SpaceId
from models.db import Database

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLASS = Booking(
    id="b-1",
    space=SpaceId("dance"),
    window=Window(AT, AT + HOUR),
    title={"zh-Hans": "广场舞", "en": 'Dance "for all"'},
    seats=30,
    status=BookingStatus.CONFIRMED,
)


@pytest.mark.parametrize("status", BookingStatus)
def test_a_booking_comes_back_as_it_was(database: Database, status: BookingStatus) -> None:
    booking = replace(CLASS, status=status)
    database.bookings("shijiawan").put([booking])
    assert database.bookings("shijiawan").within(CLASS.window) == [booking]


def test_putting_again_replaces(database: Database) -> None:
    bookings = database.bookings("shijiawan")
    bookings.put([CLASS])
    bookings.put([replace(CLASS, seats=5, status=BookingStatus.CANCELLED)])
    assert [(b.seats, b.status) for b in bookings.within(CLASS.window)] == [(5, BookingStatus.CANCELLED)]


def test_what_touches_the_window_only_at_its_edge_is_outside(database: Database) -> None:
    bookings = database.bookings("shijiawan")
    starts = {"before": AT - HOUR, "across": AT - HOUR / 2, "inside": AT + HOUR / 4, "after": AT + HOUR}
    bookings.put([replace(CLASS, id=name, window=Window(at, at + HOUR)) for name, at in starts.items()])
    bookings.put([replace(CLASS, id="around", window=Window(AT - HOUR, AT + 3 * HOUR))])
    assert [b.id for b in bookings.within(Window(AT, AT + HOUR))] == ["around", "across", "inside"]


def test_two_centres_may_use_one_id(database: Database) -> None:
    database.bookings("shijiawan").put([CLASS])
    database.bookings("jiuyanqiao").put([replace(CLASS, seats=1)])
    assert [b.seats for b in database.bookings("shijiawan").within(CLASS.window)] == [30]
    assert [b.seats for b in database.bookings("jiuyanqiao").within(CLASS.window)] == [1]
