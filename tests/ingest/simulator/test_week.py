"""The whole chain against the truth: what the decoders, the rules and the fold make of perfect and of real sensors."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from ingest.simulator.counting import faults_of
from ingest.simulator.faults import PERFECT, Imperfections
from ingest.simulator.truth import around
from ingest.simulator.week import past
from ingest.simulator.world import World, ms
from models.centre import SensorId, SpaceId
from models.slot import SlotFact
from tests.ingest.simulator.test_counting import only
from tests.ingest.simulator.worlds import days, shijiawan

WEEK = days(date(2026, 11, 9), 7)
LATER = datetime(2026, 11, 22, tzinfo=UTC)
NEVER = LATER + timedelta(days=1)
SPACES = [SpaceId(key) for key in ("gym", "canteen", "dance", "meeting", "hall", "market")]


def facts(world: World, space: SpaceId) -> list[SlotFact]:
    return past(world, space, WEEK, LATER, NEVER).facts


def true_person_min(world: World, space: SpaceId) -> float:
    total = 0.0
    for day in WEEK:
        people = around(world, space, day)
        for window in world.opening(world.centre.spaces[space], day):
            total += float(people.present(np.arange(ms(window.start), ms(window.end), 60_000)).sum())
    return total


@pytest.mark.parametrize("space", SPACES)
def test_with_perfect_sensors_the_facts_tell_the_truth(space: SpaceId) -> None:
    world = shijiawan(imperfections=PERFECT)
    found = facts(world, space)
    assert sum(f.measured_min for f in found) == pytest.approx(sum(f.open_min for f in found), rel=0.001)
    assert sum(f.person_min for f in found) == pytest.approx(true_person_min(world, space), rel=0.02)


@pytest.mark.parametrize("space", SPACES)
def test_with_real_sensors_the_facts_stay_near_the_truth(space: SpaceId) -> None:
    world = shijiawan(imperfections=Imperfections())
    found = facts(world, space)
    assert sum(f.measured_min for f in found) > 0.95 * sum(f.open_min for f in found)
    assert sum(f.person_min for f in found) == pytest.approx(true_person_min(world, space), rel=0.2)


def test_booked_rooms_show_booked_used_ghost_and_walk_in_minutes() -> None:
    found = facts(shijiawan(), SpaceId("craft"))
    for name in ("booked_min", "booked_used_min", "ghost_min", "walkin_min"):
        assert sum(getattr(f, name) for f in found) > 30


def test_a_week_gives_the_same_facts_whether_its_readings_are_kept_or_not() -> None:
    with_readings = past(shijiawan(), SpaceId("canteen"), WEEK, LATER, LATER - timedelta(days=60))
    without = past(shijiawan(), SpaceId("canteen"), WEEK, LATER, NEVER)
    assert with_readings.facts == without.facts
    assert without.readings == []
    assert {r.measure.partition(".")[0] for r in with_readings.readings} >= {
        "covers",
        "sale_fen",
        "people_in_total",
    }


def test_a_day_of_a_week_gives_the_same_facts_as_the_day_alone() -> None:
    world = shijiawan(imperfections=PERFECT)
    alone = past(world, SpaceId("market"), WEEK[3:4], LATER, NEVER).facts
    assert [
        f for f in facts(world, SpaceId("market")) if alone[0].start <= f.start <= alone[-1].start
    ] == alone


def test_the_future_is_not_in_the_past() -> None:
    until = datetime(2026, 11, 15, 5, 7, tzinfo=UTC)
    found = past(shijiawan(), SpaceId("gym"), WEEK, until, until - timedelta(days=60))
    assert max(f.start for f in found.facts) == datetime(2026, 11, 15, 4, 45, tzinfo=UTC)
    assert until - timedelta(minutes=15) < max(r.at for r in found.readings) < until


def test_what_a_cut_off_device_still_keeps_is_not_in_the_past() -> None:
    world = shijiawan(imperfections=only(burst=1.0))
    sensor = world.centre.sensors[SensorId("hall-door-street")]
    (fault,) = faults_of(world, sensor, WEEK[0])
    cut_off, back = (world.day(WEEK[0]).start + timedelta(minutes=at) for at in (fault.start, fault.end))
    middle = cut_off + (back - cut_off) / 2
    early, late = (
        past(world, SpaceId("hall"), WEEK[:1], until, until - timedelta(days=60)).readings
        for until in (middle, back + timedelta(minutes=10))
    )
    assert not [r for r in early if r.sensor == sensor.id and r.at >= cut_off]
    assert [r for r in late if r.sensor == sensor.id and cut_off <= r.at < middle]
