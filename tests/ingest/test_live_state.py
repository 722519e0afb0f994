"""States of spaces from the readings that just came in."""

from datetime import timedelta

from ingest.live_state import LiveHouse
from models.calendar import Calendar
from models.centre import SpaceId
from models.live import Band
from models.reading import Quality
from tests.builders import a_centre, local, totals
from tests.fakes import MemoryStore

GYM = SpaceId("gym")


def a_house() -> LiveHouse:
    return LiveHouse(a_centre(), Calendar({}))


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
