"""The readings that a business day is counted from."""

from datetime import timedelta

from models.calendar import Window
from models.services.day_readings import day_readings
from tests.builders import some_ports
from tests.measured import a_door, local, totals

DOOR = a_door().id
TODAY = Window(local(4), local(12))


def test_the_day_follows_what_it_is_taken_up_from_and_nothing_comes_twice() -> None:
    ports = some_ports()
    instants = [local(4) - timedelta(hours=20), local(3), local(4), local(11), local(12)]
    for n, at in enumerate(instants):
        ports.store.write(totals(at, n, 0))
    told = day_readings(ports, [DOOR], local(4) - timedelta(days=1), TODAY)
    assert [one.at for one in told if one.measure.startswith("people_in_total")] == instants[:4]


def test_a_day_that_begins_shut_is_its_own() -> None:
    ports = some_ports()
    ports.store.write([*totals(local(3), 1, 0), *totals(local(5), 2, 0)])
    assert {one.at for one in day_readings(ports, [DOOR], TODAY.start, TODAY)} == {local(5)}
