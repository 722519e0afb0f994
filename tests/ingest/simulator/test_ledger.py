"""What tills and bags told of the past is the same told at length and in short."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ingest.simulator.ledger import happened
from ingest.simulator.world import World
from models.centre import SpaceId
from models.event import Event, EventKind
from models.metric.meal_day import meal_days
from models.metric.meals import Meals, deliveries, sales
from tests.ingest.simulator.worlds import days, shijiawan

CANTEEN = SpaceId("canteen")
WEEK = days(date(2026, 11, 9), 7)
LATER = datetime(2026, 11, 22, tzinfo=UTC)
LONG, SHORT = LATER - timedelta(days=32), LATER


def told(world: World, keep_from: datetime, until: datetime = LATER) -> list[Event]:
    return happened(world, CANTEEN, WEEK, until, keep_from)


def summed(world: World, events: Sequence[Event]) -> Meals:
    told = meal_days(events, world.centre.zone_info)
    return sales(told, 56, dict.fromkeys(WEEK, 8.0)) + deliveries(told)


def test_a_week_in_short_has_the_sums_of_every_slip() -> None:
    world = shijiawan()
    at_length, in_short = told(world, LONG), told(world, SHORT)
    assert len(in_short) < len(at_length) / 5
    slips = [event.values for event in in_short if event.kind is EventKind.SALE]
    assert len({values["meal"] for values in slips}) == 3
    assert {values.get("age_band") for values in slips} == {None, "60-74", "75+"}
    assert len(slips) == 3 * 3 * 7
    long, short = summed(world, at_length), summed(world, in_short)
    # A bag whose clock was not set is dated by its arrival, which may change when it was packed.
    assert replace(long, timed=0, on_time=0) == replace(short, timed=0, on_time=0)
    assert long.covers > 7 * 150
    assert long.delivered > 7 * 12


def test_most_meals_come_in_time_and_some_late() -> None:
    found = summed(shijiawan(), told(shijiawan(), SHORT))
    assert 0.8 < found.on_time / found.timed < 1


def test_what_had_not_arrived_yet_is_left_to_the_live_simulator() -> None:
    noon = datetime(2026, 11, 12, 4, tzinfo=UTC)
    found = told(shijiawan(), LONG, noon)
    assert found
    assert max(event.at for event in found) < noon


def test_a_room_without_a_till_tells_nothing() -> None:
    assert happened(shijiawan(), SpaceId("gym"), WEEK, LATER, LONG) == []
