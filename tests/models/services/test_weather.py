"""What is kept of the weather: read by the best known hour, kept by who may bring files in."""

from dataclasses import replace

import pytest

from models.account import Account, Grant, Role
from models.calendar import Window
from models.ports import Ports
from models.services.strangers import RefusedError
from models.services.weather import forget_hour, keep_hours, weather_of
from models.weather import HOUR
from tests.builders import some_ports
from tests.fakes import MemoryWeathers
from tests.models.test_weather import AT, an_hour

LI = Account(id=1, name="li", grants=(Grant(role=Role.OPERATOR),))
READER = Account(id=2, name="he", grants=(Grant(role=Role.FRONT_DESK),))


def looking() -> Ports:
    return replace(some_ports(), weather=MemoryWeathers())


def test_of_an_hour_that_was_foretold_and_observed_the_observation_is_told() -> None:
    ports = looking()
    keep_hours(ports, LI, [an_hour(3, told=9 * HOUR), an_hour(5)])
    assert weather_of(ports, Window(AT, AT + HOUR)) == [an_hour(5)]
    forget_hour(ports, LI, an_hour().key)
    assert weather_of(ports, Window(AT, AT + HOUR)) == [an_hour(3, told=9 * HOUR)]


def test_who_may_not_bring_files_in_may_not_change_the_weather() -> None:
    ports = looking()
    keep_hours(ports, LI, [an_hour(5)])
    with pytest.raises(RefusedError):
        keep_hours(ports, READER, [an_hour(6)])
    with pytest.raises(RefusedError):
        forget_hour(ports, READER, an_hour().key)
    assert weather_of(ports, Window(AT, AT + HOUR)) == [an_hour(5)]


def test_a_deployment_without_weather_says_so() -> None:
    assert weather_of(some_ports(), Window(AT, AT + HOUR)) == []
    with pytest.raises(RefusedError):
        keep_hours(some_ports(), LI, [an_hour()])
