"""States of spaces from the readings that just came in."""

from datetime import time, timedelta

from ingest.live_state import LiveHouse
from models.calendar import Calendar
from models.centre import SensorRole, SpaceId
from models.feed.state import decode_state, encode_state, state_topic
from models.live import Band
from models.reading import Quality
from tests.builders import a_centre, a_space, unrated
from tests.fakes import MemoryStore
from tests.measured import a_door, a_reading, local, totals

GYM = SpaceId("gym")


def a_house() -> LiveHouse:
    return LiveHouse(a_centre(sensors=(a_door(),)), Calendar({}))


def test_a_space_never_heard_has_no_people_and_its_sensors_are_silent() -> None:
    state = a_house().states(local(10))[GYM]
    assert (state.people, state.band, state.at, state.silent) == (None, Band.UNKNOWN, None, ("gym-door",))


def test_a_reading_changes_the_state_at_once() -> None:
    house = a_house()
    house.feed([*totals(local(7), 0, 0), *totals(local(10), 24, 1)])
    state = house.states(local(10))[GYM]
    assert (state.people, state.band, state.quality, state.entries, state.exits) == (
        23, Band.MODERATE, Quality.GOOD, 24, 1,
    )  # fmt: skip


def test_since_is_when_the_band_changed_and_not_when_it_was_last_told() -> None:
    house = a_house()
    house.feed(totals(local(7), 0, 0))
    house.feed(totals(local(10), 5, 0))
    house.states(local(10))
    assert house.states(local(10, 5))[GYM].since == local(10)
    house.feed(totals(local(10, 10), 39, 0))
    assert house.states(local(10, 10))[GYM].since == local(10, 10)


def test_a_silent_space_becomes_unknown_and_not_empty() -> None:
    house = a_house()
    house.feed([*totals(local(7), 0, 0), *totals(local(10), 5, 0)])
    state = house.states(local(10, 40))[GYM]
    assert (state.people, state.band, state.silent) == (None, Band.UNKNOWN, ("gym-door",))


def test_a_restart_takes_up_the_day_from_the_store() -> None:
    store = MemoryStore()
    readings = [*totals(local(3), 100, 90), *totals(local(9), 110, 92), *totals(local(10), 114, 96)]
    store.write(readings)
    restarted, steady = a_house(), a_house()
    restarted.warm(store, local(10, 1))
    steady.feed(readings)
    assert restarted.states(local(10, 1)) == steady.states(local(10, 1))


def test_entries_and_exits_start_again_with_the_business_day() -> None:
    house = a_house()
    house.feed([*totals(local(7), 0, 0), *totals(local(10), 5, 5)])
    tomorrow = local(7) + timedelta(days=1)
    house.feed(totals(tomorrow, 6, 5))
    assert house.states(tomorrow)[GYM].entries == 1


def test_closed_hours_are_told_as_closed() -> None:
    assert not a_house().states(local(23))[GYM].open


def test_the_bounds_of_the_people_are_told() -> None:
    house = a_house()
    house.feed([*totals(local(7), 0, 0), *totals(local(10), 24, 1)])
    state = house.states(local(10))[GYM]
    assert state.low is not None
    assert state.high is not None
    assert state.low < 23 < state.high
    assert (house.states(local(11))[GYM].low, house.states(local(11))[GYM].high) == (None, None)


def test_somebody_has_no_upper_bound() -> None:
    pir = a_door("pir", role=SensorRole.PRESENCE)
    house = LiveHouse(a_centre(sensors=(pir,)), Calendar({}))
    house.feed([a_reading(local(10), 1, sensor="pir", measure="presence")])
    state = house.states(local(10))[GYM]
    assert (state.people, state.low, state.high) == (1, 1, None)


def test_a_restart_at_night_takes_up_a_space_that_is_still_open() -> None:
    bar = a_space(opens=time(20), closes=time(6))
    store = MemoryStore()
    store.write([*totals(local(1), 0, 0), *totals(local(3, 30), 9, 2), *totals(local(4, 30), 9, 3)])
    house = LiveHouse(a_centre(spaces=(bar,), sensors=(a_door(),)), Calendar({}))
    house.warm(store, local(4, 31))
    state = house.states(local(4, 31))[GYM]
    assert (state.people, state.entries, state.exits) == (6, 0, 1)


def test_a_space_without_a_capacity_has_people_and_no_band() -> None:
    house = LiveHouse(a_centre([unrated(a_space())], sensors=(a_door(),)), Calendar({}))
    house.feed([*totals(local(7), 0, 0), *totals(local(10), 24, 1)])
    state = house.states(local(10))[GYM]
    assert (state.people, state.capacity, state.band) == (23, None, Band.UNKNOWN)
    assert decode_state(state_topic("test", GYM), encode_state(state))[1] == state
