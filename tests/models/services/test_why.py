"""An explanation from what the store holds."""

from dataclasses import replace

from models.centre import SensorId
from models.services.why import why
from tests.builders import GYM, a_centre, some_ports
from tests.measured import a_door, local, totals


def test_a_number_of_today_is_explained_from_the_store() -> None:
    ports = replace(some_ports(a_centre(sensors=(a_door(),)), clock=lambda: local(10)))
    ports.store.write(
        [*totals(local(3), 100, 90), *totals(local(9), 110, 93), *totals(local(9, 10), 111, 93)]
    )
    found = why(ports, GYM, local(9, 5))
    assert (found.people, found.space) == (7, GYM)
    assert {source.sensor for source in found.sources} == {SensorId("gym-door")}


def test_a_number_of_an_instant_without_readings_is_not_known() -> None:
    assert why(some_ports(), GYM, local(9, 5)).people is None
