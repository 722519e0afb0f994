"""What stands and hangs in the judged room tells of the truth as badly as it is meant to."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from dashboard.bench.estimator.furniture import HOW_MANY, Furnished, furnished, in_use
from dashboard.bench.estimator.room import Day, character, day
from models.centre import SensorRole, SpaceId
from models.reading import Reading

MIDNIGHT = datetime(2026, 3, 1, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def played() -> tuple[Day, Furnished, list[Reading]]:
    draw = np.random.default_rng(3)
    people = day(character(draw), draw)
    things = furnished(SpaceId("room"), draw)
    return people, things, things.readings(people, MIDNIGHT, draw)


def of(role: SensorRole, played: tuple[Day, Furnished, list[Reading]]) -> list[Reading]:
    mine = {sensor.id for sensor in played[1].sensors if sensor.role is role}
    return [reading for reading in played[2] if reading.sensor in mine]


def present(people: Day, readings: list[Reading]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return people.present(np.array([(r.at - MIDNIGHT).total_seconds() / 60 for r in readings]))


def test_every_kind_speaks_by_its_own_clock(played: tuple[Day, Furnished, list[Reading]]) -> None:
    assert {role: len({r.sensor for r in of(role, played)}) for role in HOW_MANY} == HOW_MANY
    looks = of(SensorRole.COUNT, played)
    assert {b.at - a.at for a, b in pairwise(looks)} == {timedelta(minutes=15)}


def test_the_camera_follows_the_people_and_sees_rather_fewer(
    played: tuple[Day, Furnished, list[Reading]],
) -> None:
    looks = of(SensorRole.COUNT, played)
    true, seen = present(played[0], looks), np.array([r.value for r in looks])
    assert seen.mean() < true.mean()
    assert np.corrcoef(true, seen)[0, 1] > 0.95


def test_motion_is_felt_of_many_and_never_of_nobody(played: tuple[Day, Furnished, list[Reading]]) -> None:
    felt = of(SensorRole.PRESENCE, played)
    true, moved = present(played[0], felt), np.array([r.value for r in felt])
    assert moved[true > 5].all()
    assert not moved[true == 0].any()


def test_seats_and_machines_in_use_are_a_part_of_the_people_but_for_what_was_left_behind(
    played: tuple[Day, Furnished, list[Reading]],
) -> None:
    people, things, readings = played
    values, off = {}, []
    for reading in sorted(readings, key=lambda r: r.at):
        values[reading.sensor] = reading.value
        minute = (reading.at - MIDNIGHT).total_seconds() / 60
        off.append(in_use(things.sensors, values) - float(people.present(np.array([minute]))[0]))
    assert max(in_use(things.sensors, {r.sensor: r.value}) for r in readings) == 1
    assert np.mean(np.array(off) <= 0) > 0.8


def test_a_machine_that_only_idles_is_not_in_use(played: tuple[Day, Furnished, list[Reading]]) -> None:
    machine = next(s for s in played[1].sensors if s.role is SensorRole.MACHINE)
    assert in_use([machine], {machine.id: 2.0}) == 0
    assert in_use([machine], {machine.id: 300.0}) == 1
