"""Seats taken and people who wait for one."""

import pytest

from models.calendar import SLOT
from models.metric import METRICS
from models.metric.seated import Seated, seated
from models.metric.sums import Sums
from tests.builders import NOON, a_fact, a_grid


def test_people_beyond_the_seats_are_waiting() -> None:
    found = seated(a_grid([a_fact(NOON, 66, capacity=72)]), seats=56)
    assert (found.seated_hours, found.waiting_hours, found.seat_hours) == (14, 2.5, 14)
    assert METRICS["queue_length"].value(Sums(seated=found)) == 10


def test_empty_seats_are_measured_too_and_gaps_are_not() -> None:
    found = seated(a_grid([a_fact(NOON, 14), a_fact(NOON + SLOT, None)]), seats=56)
    assert METRICS["seat_occupancy"].value(Sums(seated=found)) == pytest.approx(0.25)
    assert METRICS["queue_length"].value(Sums(seated=found)) == 0
    assert seated(a_grid([]), seats=56) == Seated()
