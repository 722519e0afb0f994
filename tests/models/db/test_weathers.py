"""Hourly weather survives the database unchanged, every foretelling beside the others."""

from datetime import timedelta

from models.calendar import Window
from models.db import Database
from models.weather import HOUR
from tests.models.test_weather import AT, an_hour


def test_what_was_foretold_stays_beside_what_was_observed(database: Database) -> None:
    kept = database.weather("shijiawan")
    told = [an_hour(12.5, None, told=30 * HOUR), an_hour(11.5, 0.2, told=6 * HOUR)]
    kept.put([*told, an_hour(10.5, 3.4)])
    assert kept.within(Window(AT, AT + HOUR)) == [*told, an_hour(10.5, 3.4)]
    kept.put([an_hour(9.5, 0)])
    assert kept.find([an_hour().key]) == [an_hour(9.5, 0)]


def test_an_hour_belongs_to_the_window_it_begins_in(database: Database) -> None:
    kept = database.weather("shijiawan")
    kept.put([an_hour(n, start=AT + n * HOUR) for n in range(4)])
    found = kept.within(Window(AT + HOUR, AT + 3 * HOUR))
    assert [one.celsius for one in found] == [1, 2]
    assert kept.find([]) == []


def test_an_hour_is_forgotten_in_its_own_centre_alone(database: Database) -> None:
    for centre in ("shijiawan", "jiuyanqiao"):
        database.weather(centre).put([an_hour(), an_hour(told=timedelta(days=1))])
    kept = database.weather("shijiawan")
    assert kept.remove(an_hour().key)
    assert not kept.remove(an_hour().key)
    assert kept.within(Window(AT, AT + HOUR)) == [an_hour(told=timedelta(days=1))]
    assert len(database.weather("jiuyanqiao").within(Window(AT, AT + HOUR))) == 2
