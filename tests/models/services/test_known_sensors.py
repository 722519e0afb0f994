"""The sensors of a centre: those of its file and those that people accepted, in the order of its spaces."""

from dataclasses import replace

from models.centre import SpaceId
from models.services.known_sensors import known_sensors, sensors_in
from tests.builders import a_centre, a_sensor, a_space, some_ports
from tests.fakes import accepted

PORTS = replace(
    some_ports(a_centre([a_space(), a_space("pool")], [a_sensor("pool-door", "pool")])),
    accepted=accepted(a_sensor("new-door"), a_sensor("lost-door", "moon")),
)


def test_accepted_sensors_stand_beside_those_of_the_file_where_their_space_is_there() -> None:
    assert list(known_sensors(PORTS)) == ["new-door", "pool-door"]
    assert [one.id for one in sensors_in(PORTS, SpaceId("pool"))] == ["pool-door"]
