"""A space's day as a curve: the local day, gaps as gaps, only what is held as booked."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from models.calendar import SLOT
from models.forecast.made import SHAPE
from models.hold import SessionStatus
from models.ports import Ports
from models.services.day_curve import day_curve
from tests.builders import GYM, NOON, a_booking, a_centre, a_fact, a_space, a_state, some_ports, unrated
from tests.fakes import MemoryForecasts, MemoryLive
from tests.models.services.test_outlook import told

TODAY = date(2026, 11, 18)
MIDNIGHT = datetime(2026, 11, 17, 16, tzinfo=UTC)


def test_the_day_begins_at_local_midnight_and_has_96_quarter_hours() -> None:
    curve = day_curve(some_ports(), GYM, TODAY)
    assert curve.start == MIDNIGHT
    assert len(curve.people) == 96


def test_a_gap_is_nan_and_an_empty_room_is_zero() -> None:
    ports = some_ports()
    ports.slots.put(
        [a_fact(MIDNIGHT + 40 * SLOT, 0), a_fact(MIDNIGHT + 41 * SLOT, None), a_fact(MIDNIGHT + 42 * SLOT, 9)]
    )
    people = day_curve(ports, GYM, TODAY).people
    assert people[40] == 0
    assert np.isnan(people[41])
    assert people[42] == 9
    assert np.isnan(people[39])


def test_the_peak_is_when_it_was_fullest_and_absent_without_data() -> None:
    ports = some_ports()
    assert day_curve(ports, GYM, TODAY).peak is None
    ports.slots.put([a_fact(MIDNIGHT + n * SLOT, n) for n in range(32, 48)])
    assert day_curve(ports, GYM, TODAY).peak == (MIDNIGHT + 47 * SLOT, 47.0)


def test_the_newest_state_belongs_to_today_only() -> None:
    ports = some_ports()
    live = ports.live
    assert isinstance(live, MemoryLive)
    live.put(a_state(7), at=NOON)
    assert day_curve(ports, GYM, TODAY).now == (NOON, 7)
    assert day_curve(ports, GYM, TODAY - timedelta(days=1)).now is None
    live.put(a_state(None), at=NOON)
    assert day_curve(ports, GYM, TODAY).now is None


def test_cancelled_bookings_and_those_of_other_spaces_are_not_shown() -> None:
    ports = some_ports()
    ports.holds.put(
        [
            a_booking(NOON),
            a_booking(NOON, key="b2", status=SessionStatus.CANCELLED),
            a_booking(NOON, key="b3", space="pool"),
        ]
    )
    assert [b.id for b in day_curve(ports, GYM, TODAY).holds] == ["b1"]


def test_opening_and_capacity_are_those_of_the_day() -> None:
    curve = day_curve(some_ports(), GYM, TODAY)
    assert [(w.start - MIDNIGHT, w.end - MIDNIGHT) for w in curve.open] == [
        (timedelta(hours=8), timedelta(hours=22))
    ]
    assert (curve.capacity, curve.comfort) == (40, 32)


def forecast_ports(high: float = 14.4) -> Ports:
    """Ten people in every half hour of the gym's day, as it was said this morning."""
    made = replace(told(TODAY), high=np.full(SHAPE, high))
    kept = MemoryForecasts()
    kept.put([made])
    return replace(some_ports(), forecasts=kept)


def test_the_rest_of_a_running_day_is_this_mornings_forecast_and_what_lies_before_is_not() -> None:
    ahead = day_curve(forecast_ports(), GYM, TODAY).ahead
    assert ahead is not None
    assert np.flatnonzero(~np.isnan(ahead.point)).tolist() == list(range(48, 88))
    assert ahead.point[50] == 10
    assert ahead.is_calibrated


def test_more_people_than_forecast_this_morning_move_point_and_band_of_the_next_hours() -> None:
    ports = forecast_ports()
    ports.slots.put([a_fact(MIDNIGHT + n * SLOT, 20) for n in range(32, 48)])
    curve = day_curve(ports, GYM, TODAY)
    assert curve.ahead is not None
    assert 15 < curve.ahead.point[48] < 20
    assert 10 < curve.ahead.point[87] < 11
    assert curve.ahead.high[48] / curve.ahead.point[48] == pytest.approx(1.44)
    assert curve.coming is not None
    assert curve.coming[0] == MIDNIGHT + 48 * SLOT


def test_a_day_that_is_over_or_yet_to_come_and_one_without_a_kept_forecast_have_none() -> None:
    ports = forecast_ports()
    assert day_curve(ports, GYM, TODAY - timedelta(days=1)).ahead is None
    assert day_curve(ports, GYM, TODAY + timedelta(days=1)).ahead is None
    assert day_curve(some_ports(), GYM, TODAY).ahead is None
    assert day_curve(some_ports(), GYM, TODAY).coming is None


@pytest.mark.parametrize(("change", "quarters"), [(date(2026, 3, 29), 92), (date(2026, 10, 25), 100)])
def test_where_the_clock_changes_what_is_ahead_stays_at_the_hour_that_the_clock_shows(
    change: date, quarters: int
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    four = datetime.combine(change, time(4), tzinfo=berlin).astimezone(UTC)
    kept = MemoryForecasts()
    kept.put([told(change)])
    ports = some_ports(replace(a_centre(), timezone=berlin.key), clock=lambda: four)
    curve = day_curve(replace(ports, forecasts=kept), GYM, change)
    assert len(curve.people) == quarters
    assert curve.ahead is not None
    ahead = np.flatnonzero(~np.isnan(curve.ahead.point))
    edges = [(curve.start + int(n) * SLOT).astimezone(berlin).time() for n in (ahead[0], ahead[-1])]
    assert edges == [time(8), time(21, 45)]


def test_a_day_without_a_capacity_has_a_curve_and_no_limits() -> None:
    curve = day_curve(some_ports(a_centre([unrated(a_space())])), GYM, TODAY)
    assert (curve.capacity, curve.comfort, len(curve.people)) == (None, None, 96)
