"""The board: what each space is now, without a store in sight and without a zero for the unknown."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from models.calendar import SLOT
from models.centre import Closure, SensorId, SpaceId
from models.health import Accounting, IngestHealth, Presence
from models.live import Band
from models.ports import Ports
from models.services.background import background, nothing_yet
from models.services.live import Board, board, busiest
from models.services.sensors import Hearing, sensors
from models.trail import Trail
from tests.builders import GYM, NOON, a_booking, a_centre, a_fact, a_sensor, a_space, a_state, some_ports
from tests.fakes import MemoryLive, MemorySlots, accepted

POOL = SpaceId("pool")


def two_spaces() -> Ports:
    return some_ports(
        a_centre([a_space(), a_space("pool", persons=10)], [a_sensor(), a_sensor("pool-door", "pool")])
    )


def live_of(ports: Ports) -> MemoryLive:
    assert isinstance(ports.live, MemoryLive)
    return ports.live


def the_board(ports: Ports, *, slow: bool = False) -> Board:
    known = background(ports, NOON, nothing_yet()) if slow else nothing_yet()
    return board(ports, known, Trail(), NOON)


def test_a_space_that_was_never_heard_is_unknown_and_not_empty() -> None:
    tile = the_board(two_spaces()).tiles[GYM]
    assert tile.people is None
    assert tile.band is Band.UNKNOWN
    assert tile.capacity == 40


def test_nothing_measured_means_no_number_for_the_house() -> None:
    ports = two_spaces()
    live_of(ports).put(a_state(None), at=NOON)
    assert the_board(ports).house.people is None


def test_the_house_adds_up_the_measured_spaces_only() -> None:
    ports = two_spaces()
    live_of(ports).put(a_state(12), a_state(None, "pool"), at=NOON)
    house = the_board(ports).house
    assert (house.people, house.measured, house.spaces) == (12, 1, 2)


def test_sensors_are_heard_silent_or_never_heard() -> None:
    ports = two_spaces()
    live_of(ports).put(a_state(1, sensors=3, silent=("gym-door",)), at=NOON)
    house = the_board(ports).house
    assert (house.sensors_heard, house.sensors) == (2, 4)


def test_a_sensor_that_people_accepted_is_counted_before_it_was_ever_heard() -> None:
    ports = replace(two_spaces(), accepted=accepted(a_sensor("new-door")))
    before = the_board(two_spaces()).house.sensors
    assert the_board(ports, slow=True).house.sensors == before + 1


def test_a_sensor_that_the_sensors_page_calls_silent_is_silent_here_too() -> None:
    ports = some_ports(a_centre([a_space()], [a_sensor(), a_sensor("other"), a_sensor("third")]))
    live_of(ports).put(a_state(1, sensors=3), at=NOON)
    heard = {
        SensorId("gym-door"): Presence(heard_at=NOON),
        SensorId("other"): Presence(heard_at=NOON, online=False),
    }
    said = IngestHealth(
        at=NOON,
        started_at=NOON,
        accounting=Accounting(),
        connected=True,
        sensors={ports.centre.id: heard},
    )
    ports = replace(ports, ingest=lambda: said)
    told, page = the_board(ports), sensors(ports, NOON).counts
    assert page[Hearing.OFFLINE] + page[Hearing.NEVER] == 2
    assert (told.house.sensors_heard, told.house.sensors) == (1, 3)
    assert [(a.rule.key, a.state.silent) for a in told.alerts] == [("sensor_silent", ("other", "third"))]


def test_an_open_space_says_when_it_closes_and_a_closed_one_when_it_opens() -> None:
    night = a_space("night", opens=time(18), closes=time(2))
    tiles = the_board(some_ports(a_centre([a_space(), night]))).tiles
    assert tiles[GYM].open
    assert tiles[GYM].changes_at == NOON + timedelta(hours=10)
    assert not tiles[SpaceId("night")].open
    assert tiles[SpaceId("night")].changes_at == NOON + timedelta(hours=6)


@pytest.mark.parametrize(("days", "found"), [(13, True), (15, False)])
def test_an_opening_is_looked_for_two_weeks_ahead(days: int, found: bool) -> None:
    today = a_centre().day_of(NOON)
    shut = Closure(first=today, last=today + timedelta(days=days - 1), reason={})
    tile = the_board(some_ports(a_centre([replace(a_space(), closures=(shut,))]))).tiles[GYM]
    assert (tile.changes_at is not None) is found


def test_what_is_usual_now_stands_beside_what_is_measured() -> None:
    ports = two_spaces()
    ports.slots.put(
        [a_fact(NOON - timedelta(days=n) + k * SLOT, 8) for n in range(1, 15) for k in range(-2, 3)]
    )
    usual = the_board(ports, slow=True).tiles[GYM].usual
    assert usual is not None
    assert usual.median == 8
    assert the_board(ports, slow=True).tiles[POOL].usual is None


def test_bookings_of_now_and_next_stand_beside_their_space() -> None:
    ports = two_spaces()
    ports.holds.put([a_booking(NOON - timedelta(minutes=30)), a_booking(NOON + timedelta(hours=3), key="b2")])
    tile = the_board(ports, slow=True).tiles[GYM]
    assert tile.booked_now is not None
    assert tile.booked_next is not None
    assert (tile.booked_now.id, tile.booked_next.id) == ("b1", "b2")
    assert the_board(ports, slow=True).tiles[POOL].booked_now is None


def test_the_change_of_the_hour_needs_both_its_ends() -> None:
    ports = two_spaces()
    live_of(ports).put(a_state(20), at=NOON)
    assert the_board(ports, slow=True).tiles[GYM].change is None
    ports.slots.put([a_fact(NOON - n * SLOT, 5) for n in (4, 3, 2, 1)])
    assert the_board(ports, slow=True).tiles[GYM].change == 15


def test_the_busiest_space_is_the_fullest_by_share_of_its_capacity() -> None:
    ports = two_spaces()
    assert busiest(the_board(ports)) == GYM
    live_of(ports).put(a_state(12), a_state(9, "pool", capacity=10), at=NOON)
    assert busiest(the_board(ports)) == POOL


def test_the_board_itself_reads_no_store() -> None:
    ports = two_spaces()
    slow = background(ports, NOON, nothing_yet())
    slots = ports.slots
    assert isinstance(slots, MemorySlots)
    before = slots.reads
    for _ in range(5):
        board(ports, slow, Trail(), NOON)
    assert slots.reads == before
