"""The minutes of a quarter hour and the readings behind them."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from models.accepted_sensor import AcceptedSensor
from models.ports import Ports
from models.services.slot_minutes import slot_minutes
from models.services.use import has_counter
from models.services.why import why
from tests.builders import GYM, a_centre, some_ports
from tests.fakes import MemoryAccepted
from tests.measured import a_door, local, totals


def counted(until: int = 12) -> Ports:
    """Seven inside from 09:00 on, an eighth from 09:10."""
    ports = replace(some_ports(a_centre(sensors=(a_door(),)), clock=lambda: local(until)))
    ports.store.write(
        [*totals(local(3), 100, 90), *totals(local(9), 110, 93), *totals(local(9, 10), 111, 93)]
    )
    return ports


def test_every_minute_of_the_quarter_hour_is_told_with_what_was_said_meanwhile() -> None:
    found = slot_minutes(counted(), GYM, local(9))
    assert found.people.shape == (15,)
    assert [round(float(people)) for people in found.people[[0, 9, 10, 14]]] == [7, 7, 8, 8]
    assert {one.at for one in found.readings} == {local(9), local(9, 10)}


def test_a_door_that_people_accepted_is_counted_as_in_the_facts() -> None:
    accepted = MemoryAccepted()
    accepted.put(AcceptedSensor(sensor=a_door(), by="wang", at=local(3)))
    ports = replace(counted(), centre=replace(a_centre(), sensors={}), accepted=accepted)
    found = slot_minutes(ports, GYM, local(9))
    assert [round(float(people)) for people in found.people[[0, 14]]] == [7, 8]
    assert why(ports, GYM, local(9, 12)).people == why(counted(), GYM, local(9, 12)).people
    assert has_counter(ports, [GYM])


def test_minutes_that_are_still_to_come_are_not_known() -> None:
    ports = replace(counted(), clock=lambda: local(9, 5))
    people = slot_minutes(ports, GYM, local(9)).people
    assert not np.isnan(people[:5]).any()
    assert np.isnan(people[5:]).all()


def test_a_quarter_hour_without_readings_is_no_data_and_not_nobody() -> None:
    found = slot_minutes(some_ports(clock=lambda: local(12)), GYM, local(9))
    assert np.isnan(found.people).all()
    assert list(found.readings) == []
    assert found.window.length == timedelta(minutes=15)
