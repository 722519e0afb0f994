"""The nightly forecast: made, kept, made up for, forgotten."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from models.calendar import CHINA
from models.ports import Ports
from models.services.forecasting import AT_ONCE, TAUGHT_DAYS, forecast, is_kept, mornings
from tests.builders import GYM, a_centre, a_fact, a_space, some_ports
from tests.fakes import MemoryForecasts

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 17, 17, tzinfo=UTC)
"""One o'clock in the morning of TODAY."""


def measured_for(days: int, people: float = 12) -> Ports:
    """A gym, open from 8 to 22, that was measured at noon of the last days."""
    ports = replace(some_ports(a_centre([a_space()])), clock=lambda: NOW, forecasts=MemoryForecasts())
    add(ports, days, people)
    return ports


def add(ports: Ports, days: int, people: float = 12, until: date = TODAY) -> None:
    noon = datetime(until.year, until.month, until.day, 12, tzinfo=CHINA).astimezone(UTC)
    ports.slots.put(
        [
            a_fact(noon - timedelta(days=n, minutes=-15 * quarter), people)
            for n in range(1, days + 1)
            for quarter in range(4)
        ]
    )


def turn(ports: Ports, at: datetime = NOW) -> int:
    return forecast(replace(ports, clock=lambda: at), at, at)


def kept(ports: Ports) -> MemoryForecasts:
    assert isinstance(ports.forecasts, MemoryForecasts)
    return ports.forecasts


def days(ports: Ports) -> set[date]:
    return {day for _, day in kept(ports).kept}


def test_the_first_turn_makes_this_mornings_forecast_and_the_newest_that_are_missing() -> None:
    ports = measured_for(100)
    assert turn(ports) == 1 + AT_ONCE
    assert TODAY in days(ports)
    assert min(days(ports)) == min(mornings(ports, TODAY)[: 1 + AT_ONCE])


def test_turn_by_turn_every_fifth_morning_since_the_first_measurement_is_made_up_for_and_then_nothing() -> (
    None
):
    ports = measured_for(100)
    while turn(ports):
        pass
    wanted = {TODAY - timedelta(days=n) for n in range(1, 100) if is_kept(TODAY - timedelta(days=n))}
    assert days(ports) == wanted | {TODAY}
    assert turn(ports) == 0


def test_this_mornings_band_is_learned_anew_from_what_was_made_up_for() -> None:
    ports = measured_for(100)
    turn(ports)
    first = kept(ports).kept[GYM, TODAY]
    while turn(ports):
        pass
    then = kept(ports).kept[GYM, TODAY]
    assert not np.isnan(then.high[0, 24])
    assert np.isnan(first.high).sum() > np.isnan(then.high).sum()


def test_what_was_said_on_its_own_morning_stands_though_more_is_known_later() -> None:
    ports = measured_for(60)
    while turn(ports):
        pass
    said = kept(ports).kept[GYM, TODAY].point.copy()
    later = NOW + timedelta(days=2)
    add(ports, 200, 30, until=TODAY + timedelta(days=2))
    while turn(ports, later):
        pass
    if is_kept(TODAY):
        assert np.array_equal(kept(ports).kept[GYM, TODAY].point, said, equal_nan=True)
    assert kept(ports).kept[GYM, TODAY + timedelta(days=2)].point[0, 24] > 15


def test_made_up_forecasts_are_made_again_once_history_has_filled_in_behind_them() -> None:
    ports = measured_for(30)
    while turn(ports):
        pass
    before = kept(ports).kept[GYM, TODAY].basis
    add(ports, TAUGHT_DAYS)
    assert turn(ports) > 0
    assert kept(ports).kept[GYM, TODAY].basis > 2 * before


def test_the_next_morning_forgets_one_that_only_served_its_day() -> None:
    ports = measured_for(60)
    while turn(ports):
        pass
    tomorrow = next(n for n in range(1, 6) if not is_kept(TODAY + timedelta(days=n)))
    served = TODAY + timedelta(days=tomorrow)
    while turn(ports, NOW + timedelta(days=tomorrow)):
        pass
    assert served in days(ports)
    while turn(ports, NOW + timedelta(days=tomorrow + 1)):
        pass
    assert served not in days(ports)
    assert all(is_kept(day) for day in days(ports) if day != served + timedelta(days=1))


def test_without_a_measurement_nothing_is_made_and_without_a_place_to_keep_it_neither() -> None:
    assert turn(measured_for(0)) == 0
    assert turn(replace(measured_for(5), forecasts=None)) == 0
