"""What happens to readings once they are kept."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from ingest.centre_listener import CentreListener
from ingest.rollup import Rollup
from models.balance import Balance, DoorBalance
from models.calendar import Calendar
from models.centre import CentreId, SensorId, SpaceId
from models.live import SpaceState
from models.ports import StoreUnavailableError
from models.reading import Reading
from tests.builders import a_centre
from tests.fakes import MemoryBalances, MemoryHolds, MemorySlots, MemoryStore
from tests.measured import DAY, a_door, local, totals

CENTRE = CentreId("test")
GYM = SpaceId("gym")


class TiredStore(MemoryStore):
    """A store that is away until it is told to be back."""

    away = True

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        if self.away:
            raise StoreUnavailableError("sensor store: nobody home")
        return super().latest(sensors, before)


class House:
    def __init__(self, store: MemoryStore | None = None, balances: MemoryBalances | None = None) -> None:
        self.store, self.slots, self.said = store or MemoryStore(), MemorySlots(), []
        self.now, self.balances = local(10), balances or MemoryBalances()
        centre, calendar = a_centre(sensors=(a_door(),)), Calendar({})
        self.rollup = Rollup(centre, calendar, self.store, self.slots, MemoryHolds())
        self.listener = CentreListener(
            centre,
            calendar,
            self.store,
            self.rollup,
            lambda centre, state: bool(self.said.append((centre, state)) or True),
            balances=self.balances,
            clock=lambda: self.now,
        )

    def take(self, *readings: Reading, centre: CentreId = CENTRE) -> None:
        self.store.write(readings)
        self.listener.stored(centre, readings)

    def tick(self, now: datetime) -> SpaceState | None:
        self.now = now
        self.listener.tick(now)
        return self.said[-1][1] if self.said else None


def test_what_was_stored_before_the_first_tick_is_counted_once() -> None:
    house = House()
    house.take(*totals(local(7), 0, 0), *totals(local(9, 55), 7, 2))
    state = house.tick(local(10))
    assert state is not None
    assert (state.people, state.entries) == (5, 7)


def test_a_reading_is_shown_without_waiting_for_the_next_tick() -> None:
    house = House()
    house.take(*totals(local(7), 0, 0))
    house.tick(local(9, 50))
    house.listener._published_at = 0.0
    house.now = local(9, 55)
    house.take(*totals(local(9, 55), 4, 0))
    assert house.said[-1][1].people == 4


def test_a_late_reading_is_marked_for_the_facts() -> None:
    house = House()
    house.rollup.step(local(10, 3))
    while house.rollup.step(local(10, 3)):
        pass
    house.take(*totals(local(9), 6, 0))
    assert house.rollup.waiting == 1


def test_a_store_that_is_away_stops_nothing_and_is_made_up_for() -> None:
    store = TiredStore()
    house = House(store)
    house.take(*totals(local(7), 0, 0), *totals(local(9, 55), 3, 0))
    assert house.tick(local(10)) is None
    store.away = False
    state = house.tick(local(10) + timedelta(seconds=1))
    assert state is not None
    assert state.people == 3


def test_readings_of_another_centre_are_passed_over() -> None:
    house = House()
    house.tick(local(9))
    said = len(house.said)
    house.take(*totals(local(9, 55), 3, 0), centre=CentreId("other"))
    assert len(house.said) == said


def a_lesson(days_ago: int) -> Balance:
    door = DoorBalance(sensor=SensorId("gym-door"), entries=200, exits=160)
    return Balance(space=GYM, day=DAY - timedelta(days=days_ago), complete=True, doors=(door,))


def test_a_start_is_taught_by_the_days_before_it() -> None:
    house = House()
    house.balances.put([a_lesson(n) for n in range(1, 20)])
    house.take(*totals(local(7), 0, 0), *totals(local(9, 55), 60, 32))
    state = house.tick(local(10))
    assert state is not None
    assert state.people is not None
    assert state.people < 24, "a fifth of those who leave is never counted"
    assert (state.entries, state.exits) == (60, 32)


def test_a_new_day_is_taught_by_the_one_that_has_closed() -> None:
    house = House()
    house.take(*totals(local(7), 0, 0))
    house.tick(local(10))
    house.balances.put([a_lesson(n) for n in range(20)])
    tomorrow = timedelta(days=1)
    house.tick(local(7) + tomorrow)
    house.take(*totals(local(9, 55) + tomorrow, 60, 32))
    state = house.tick(local(10) + tomorrow)
    assert state is not None
    assert state.people is not None
    assert state.people < 24


class AwayBalances(MemoryBalances):
    """A database that nobody reaches."""

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Balance]:
        raise StoreUnavailableError("database: nobody home")


def test_live_counting_goes_on_untaught_while_the_database_is_away() -> None:
    house = House(balances=AwayBalances())
    house.take(*totals(local(7), 0, 0), *totals(local(9, 55), 7, 2))
    state = house.tick(local(10))
    assert state is not None
    assert state.people == 5


def test_an_accepted_sensor_counts_from_the_next_tick_on_and_others_keep_their_state() -> None:
    house = House()
    house.take(*totals(local(9), 10, 4))
    house.tick(local(10))
    second = replace(a_door(), id=SensorId("second"), topic="t/second")
    grown = a_centre(sensors=(a_door(), second))
    house.store.write(
        [*totals(local(9), 0, 0, sensor="second"), *totals(local(9, 30), 5, 0, sensor="second")]
    )
    house.listener.adopt(grown)
    state = house.tick(local(10, 1))
    assert state is not None
    assert state.sensors == 2
    assert state.entries == 5


def test_a_store_that_is_away_postpones_the_change_and_harms_nothing() -> None:
    store = TiredStore()
    store.away = False
    house = House(store)
    before = house.tick(local(10))
    store.away = True
    house.listener.adopt(a_centre(sensors=(a_door(), replace(a_door(), id=SensorId("second"), topic="t/2"))))
    during = house.tick(local(10, 1))
    store.away = False
    after = house.tick(local(10, 2))
    assert before is not None
    assert during is not None
    assert after is not None
    assert [before.sensors, during.sensors, after.sensors] == [1, 1, 2]


def test_states_are_taken_up_again_when_history_was_corrected() -> None:
    house = House()
    house.take(*totals(local(9), 10, 4), *totals(local(9, 30), 12, 4))
    first = house.tick(local(10))
    house.store.write(totals(local(9, 30), 19, 4))
    house.listener.rewarm()
    second = house.tick(local(10, 1))
    assert first is not None
    assert second is not None
    assert second.entries - first.entries == 7
