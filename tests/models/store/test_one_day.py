"""Pages ask for raw readings of a day at most."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from models.calendar import Window
from models.ports import Ports
from models.reading import Reading
from models.services.behind import behind
from models.services.raw import sensor_day
from models.services.sensor_series import sensor_series
from models.services.slot_minutes import slot_minutes
from models.services.why import why
from models.store.one_day import LONGEST, OneDayStore
from tests.builders import GYM, NOON, a_centre, a_space, some_ports
from tests.fakes import MemoryStore
from tests.measured import a_door, local, totals

DOOR = a_door().id


def test_a_day_is_read_as_the_store_has_it() -> None:
    inner = MemoryStore()
    store = OneDayStore(inner)
    said = Reading(DOOR, "people_in_total", NOON, 1.0)
    store.write([said])
    assert store.read([DOOR], Window(NOON - LONGEST + timedelta(seconds=1), NOON + timedelta(seconds=1))) == [
        said
    ]
    assert store.latest([DOOR], NOON + timedelta(seconds=1)) == {(DOOR, "people_in_total"): said}
    store.delete(DOOR, "people_in_total", Window(NOON, NOON + timedelta(days=400)))
    assert inner.kept == {}


def test_more_than_a_day_is_refused_with_its_length() -> None:
    with pytest.raises(ValueError, match=r"raw readings of 1 day, 0:15:01 were asked for"):
        OneDayStore(MemoryStore()).read([DOOR], Window(NOON - LONGEST - timedelta(seconds=1), NOON))


def never_shut() -> Ports:
    """A room that is open day and night: counting is taken up a day before its day."""
    centre = a_centre([a_space(opens=time(0), closes=time(0))], [a_door()])
    ports = some_ports(centre, clock=lambda: local(23))
    ports.store.write(
        [
            *totals(local(4, 30) - timedelta(days=1), 100, 90),
            *totals(local(3), 110, 93),
            *totals(local(9), 111, 93),
        ]
    )
    return ports


@pytest.mark.parametrize("ports", [never_shut(), replace(never_shut(), centre=a_centre(sensors=[a_door()]))])
def test_every_page_that_shows_raw_readings_does_with_a_day_of_them(ports: Ports) -> None:
    at = local(22, 45)
    assert why(ports, GYM, at).space == GYM
    assert slot_minutes(ports, GYM, at).window.start == at
    assert behind(ports, GYM, at).capacity == 40
    assert sensor_day(ports, DOOR, at).window.length == timedelta(days=1)


@pytest.mark.parametrize("days", [1, 1.01, 7, 8, 31, 100, 366, 3660])
def test_a_line_of_any_length_is_drawn_without_more_than_a_day_of_readings(days: float) -> None:
    window = Window(NOON - timedelta(days=days), NOON)
    series = sensor_series(never_shut(), DOOR, window)
    assert (series.step is None) == (days == 1)
