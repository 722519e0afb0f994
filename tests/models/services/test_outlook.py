"""What is expected on days to come, as pages and advice ask for it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from models.centre import Closure
from models.forecast.made import SHAPE, Made
from models.forecast.outlook import Outlook
from models.hold import SessionStatus
from models.ports import Ports
from models.services.forecasting import APART_DAYS
from models.services.outlook import kept_outlook, outlooks
from tests.builders import GYM, a_booking, a_centre, a_space, some_ports
from tests.fakes import MemoryForecasts, MemoryHolds
from tests.models.services.test_forecasting import NOW, TODAY, measured_for, turn

MONDAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 2, tzinfo=UTC)


def told(day: date = TODAY, people: float = 10) -> Made:
    point = np.full(SHAPE, people)
    return Made(
        space=GYM,
        day=day,
        point=point,
        low=point * 0.64,
        high=point * 1.44,
        busy=20,
        show=0.5,
        weeks=9,
        made_at=NOW,
        basis=1,
    )


def told_ports(*made: Made, closures: tuple[Closure, ...] = ()) -> Ports:
    """A gym for 40, open from 8 to 22, of which this was forecast."""
    centre = a_centre([replace(a_space(), closures=closures)])
    ports = replace(some_ports(centre), clock=lambda: NOW, forecasts=MemoryForecasts())
    assert ports.forecasts is not None
    ports.forecasts.put(made)
    return ports


def look(ports: Ports, first: date = MONDAY, days: int = 7) -> Outlook:
    return outlooks(ports, first, days)[GYM]


def test_a_kept_forecast_is_shown_for_the_open_half_hours() -> None:
    found = look(told_ports(told()))
    assert found.first == MONDAY
    assert found.point.shape == (7, 48)
    assert list(np.flatnonzero(found.open[0])) == list(range(16, 44))
    assert np.isnan(found.point[~found.open]).all()
    assert (found.point[0, 20], found.low[0, 20], found.high[0, 20]) == pytest.approx((10, 6.4, 14.4))
    assert (found.busy, found.weeks, found.made, list(found.capacity)) == (20, 9, TODAY, [40] * 7)
    assert found.is_calibrated


def test_each_day_has_the_people_of_that_day_of_the_forecast() -> None:
    made = told()
    made.point[(MONDAY - TODAY).days + 2] = 33
    assert list(look(told_ports(made)).point[:4, 20]) == pytest.approx([10, 10, 33, 10])


def test_beyond_eight_weeks_nothing_can_be_said() -> None:
    found = look(told_ports(told()), TODAY + timedelta(days=54), 7)
    assert list(np.isnan(found.point[:, 20])) == [False, False, True, True, True, True, True]


def test_a_closure_that_was_entered_since_is_obeyed() -> None:
    shut = Closure(first=MONDAY, last=MONDAY, reason={"zh-Hans": "维修", "en": "repair"})
    found = look(told_ports(told(), closures=(shut,)))
    assert not found.open[0].any()
    assert np.isnan(found.point[0]).all()
    assert found.point[1, 20] == 10


def test_a_session_booked_above_the_usual_lifts_the_forecast_by_the_share_that_shows() -> None:
    ports = told_ports(replace(told(people=4), show=0.9))
    assert isinstance(ports.holds, MemoryHolds)
    ports.holds.put([a_booking(TEN, 1), a_booking(TEN, 1, key="no", status=SessionStatus.CANCELLED)])
    found = look(ports)
    assert found.point[0, 19:23] == pytest.approx([4, 18, 18, 4])
    assert found.high[0, 20] > found.point[0, 20] > found.low[0, 20] > 4


def test_a_past_week_is_shown_as_it_was_forecast_on_its_morning() -> None:
    before = TODAY - timedelta(days=20)
    found = look(told_ports(told(before, 7), told()), before, 1)
    assert (found.made, found.point[0, 20]) == (before, 7)


def test_a_past_week_is_read_as_kept_though_only_every_fifth_morning_is() -> None:
    monday = MONDAY - timedelta(weeks=2)
    for days_before in range(APART_DAYS):
        found = look(told_ports(told(monday - timedelta(days=days_before), 7), told()), monday)
        assert (found.made, found.point[0, 20]) == (monday - timedelta(days=days_before), 7)
        assert found.is_calibrated


def test_of_a_past_week_of_which_nothing_was_kept_nothing_is_said() -> None:
    ports = measured_for(60)
    turn(ports)
    assert outlooks(ports, TODAY - timedelta(days=200), 7) == {}
    assert outlooks(replace(ports, forecasts=None), TODAY - timedelta(days=1), 7) == {}


def test_a_forecast_of_two_nights_ago_still_serves_and_an_older_one_is_made_anew() -> None:
    assert look(told_ports(told(TODAY - timedelta(days=2)))).made == TODAY - timedelta(days=2)
    found = look(told_ports(told(TODAY - timedelta(days=4))))
    assert found.made == TODAY
    assert not found.is_calibrated


def test_without_a_kept_forecast_it_is_made_at_once_and_said_to_be_uncalibrated() -> None:
    found = look(replace(measured_for(60), forecasts=None))
    assert found.point[0, 24] == pytest.approx(12, rel=0.15)
    assert not found.is_calibrated
    assert found.weeks == pytest.approx(60 / 7)


def test_a_page_that_must_not_wait_gets_the_kept_one_or_none() -> None:
    ports = measured_for(60)
    assert kept_outlook(ports, GYM, TODAY) is None
    turn(ports)
    found = kept_outlook(ports, GYM, TODAY)
    assert found is not None
    assert found.point[0, 24] == pytest.approx(12, rel=0.15)


def test_no_days_are_refused() -> None:
    with pytest.raises(ValueError, match="0 days"):
        outlooks(told_ports(told()), MONDAY, 0)
