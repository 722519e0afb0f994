"""What is kept of each space and day becomes the sums that figures are made of."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.balance import Balance, DoorBalance
from models.calendar import SLOT, Window
from models.centre import Sensor, SensorId, SensorRole, SpaceId, SpaceKind
from models.event import Event, EventKind
from models.hold import SessionStatus
from models.metric.coverage import Covered
from models.metric.doors import Doors
from models.metric.meals import Meals
from models.metric.opening import Opening
from models.metric.period import Period
from models.metric.seated import Seated
from models.metric.sums import Sums
from models.metric.trade import Trade
from models.ports import Ports
from models.programme.attendance import Attendance
from models.programme.booking import Booking, BookingStatus, Tally, tallied
from models.programme.session import Session
from models.services.day_sums import day_sums
from tests.builders import GYM, a_centre, a_fact, a_sensor, a_space, some_ports
from tests.fakes import MemoryBalances
from tests.measured import DAY, local
from tests.models.metric.test_outcome import CLASS, heads

TODAY = Period(DAY, DAY)
DANCE, CANTEEN, STREET = SpaceId("dance"), SpaceId("canteen"), SpaceId("street")


@dataclass
class FewSessions:
    """The part of a programme that figures read."""

    kept: list[Session] = field(default_factory=list)
    booked: list[Booking] = field(default_factory=list)
    counted: list[Attendance] = field(default_factory=list)

    @property
    def sessions(self) -> "FewSessions":
        return self

    @property
    def bookings(self) -> "_OfSessions":
        return _OfSessions(self.booked)

    @property
    def attendances(self) -> "_OfSessions":
        return _OfSessions(self.counted)

    def within(self, window: Window, spaces: Collection[SpaceId] | None = None) -> list[Session]:
        return [one for one in self.kept if one.window.overlap(window) and one.space in (spaces or ())]


@dataclass
class _OfSessions:
    kept: list[Any]

    def of_sessions(self, sessions: Collection[str]) -> list[Any]:
        return [one for one in self.kept if one.session in sessions]

    def tallies(self, sessions: Collection[str]) -> list[Tally]:
        return tallied(self.of_sessions(sessions))


def a_house() -> Ports:
    """A gym with a door, a dance room for groups with a camera, a canteen with seats and a till, a street with a gate."""
    spaces = [
        a_space("gym"),
        a_space("dance", kind=SpaceKind.ROOM, group_minimum=2),
        replace(a_space("canteen", kind=SpaceKind.CANTEEN, persons=72), seats=56),
        a_space("street", kind=SpaceKind.MARKET),
    ]
    sensors: list[Sensor] = [
        a_sensor("gym-door", "gym"),
        a_sensor("dance-view", "dance", role=SensorRole.COUNT),
        a_sensor("till", "canteen", role=SensorRole.TILL),
        a_sensor("bag", "canteen", role=SensorRole.DELIVERY),
        a_sensor("gate", "street", role=SensorRole.GATE),
    ]
    return some_ports(a_centre(spaces, sensors), clock=lambda: local(23))


QUARTER_HOUR = Covered(seat_open_hours=10, seat_measured_hours=10)
"""Of forty people."""


def sums(ports: Ports, space: SpaceId, period: Period = TODAY, day: date = DAY) -> Sums:
    return day_sums(ports, period, [space])[space][day]


def test_slots_belong_to_the_business_day_that_ends_at_four_in_the_morning() -> None:
    ports = a_house()
    ports.slots.put(
        [a_fact(local(3), 4), a_fact(local(4), 8), a_fact(local(27 - 24, day=DAY + timedelta(1)), 2)]
    )
    found = day_sums(ports, Period(DAY - timedelta(1), DAY), [GYM])[GYM]
    assert {day: one.use.person_hours for day, one in found.items()} == {DAY - timedelta(1): 1, DAY: 2.5}


def test_only_a_space_with_a_door_counter_knows_who_came_in() -> None:
    ports = a_house()
    ports.slots.put([a_fact(local(9), 4, space) for space in ("gym", "dance", "street")])
    assert sums(ports, GYM).doors == Doors(measured_hours=0.25, person_hours=1, covered=QUARTER_HOUR)
    assert sums(ports, DANCE).doors == Doors()
    assert sums(ports, STREET).trade == Trade(measured_hours=0.25, covered=QUARTER_HOUR)
    assert sums(ports, GYM).trade == Trade()


def test_only_a_space_that_people_walk_into_shows_by_them_that_it_is_open() -> None:
    ports = a_house()
    ports.slots.put([a_fact(local(9), 0, space) for space in ("gym", "dance")])
    assert sums(ports, GYM).opening == Opening(promised_hours=0.25, covered=QUARTER_HOUR)
    assert sums(ports, DANCE).opening == Opening()


def test_a_days_balance_tells_what_its_doors_counted() -> None:
    door = DoorBalance(sensor=SensorId("gym-door"), entries=50, exits=48)
    kept = MemoryBalances()
    kept.put([Balance(space=GYM, day=DAY, complete=True, doors=(door,))])
    found = sums(replace(a_house(), balances=kept), GYM)
    assert (found.doors.day_entries, found.doors.day_exits) == (50, 48)


def test_sales_and_deliveries_belong_to_the_space_of_their_sensor() -> None:
    ports = a_house()
    paid = {"meal": "lunch", "total_fen": 1_500, "subsidy_fen": 150, "covers": 1}
    moved = {"order": "1", "state": "delivered"}
    ports.events.put(
        [
            Event(sensor=SensorId("till"), kind=EventKind.SALE, id="1", at=local(11), values=paid),
            Event(sensor=SensorId("bag"), kind=EventKind.DELIVERY, id="1", at=local(12), values=moved),
            Event(sensor=SensorId("taken-away"), kind=EventKind.SALE, id="1", at=local(11), values=paid),
        ]
    )
    assert sums(ports, CANTEEN).meals == Meals(
        selling_days=1,
        covers=1,
        fare_fen=1_350,
        subsidy_fen=150,
        here_fare_fen=1_350,
        here_subsidy_fen=150,
        seat_periods=56,
        seat_hours=56 * 14,
        delivered=1,
    )
    assert DAY not in day_sums(ports, TODAY, [GYM])[GYM]


def test_people_beyond_the_seats_wait() -> None:
    ports = a_house()
    ports.slots.put([a_fact(local(11), 60, "canteen", capacity=72), a_fact(local(11), 60, "gym")])
    assert sums(ports, CANTEEN).seated.waiting_hours == 1
    assert sums(ports, GYM).seated == Seated()


def test_a_session_belongs_to_the_business_day_on_which_it_begins() -> None:
    begun_yesterday = replace(CLASS, id="night", window=Window(local(3), local(5)), status=SessionStatus.DONE)
    today = replace(CLASS, window=Window(local(9), local(10)))
    programme = FewSessions(
        [begun_yesterday, today],
        [
            Booking(id=f"{n}", session=key, party="p", status=status, booked_at=local(8))
            for n, (key, status) in enumerate(
                [
                    ("night", BookingStatus.NO_SHOW),
                    ("s", BookingStatus.COMPLETED),
                    ("s", BookingStatus.NO_SHOW),
                ]
            )
        ],
        [heads(15)],
    )
    ports = replace(a_house(), programme=programme)  # type: ignore[arg-type]
    found = sums(ports, DANCE)
    assert (found.outcome.promises, found.outcome.missed, found.outcome.taken_places) == (2, 1, 15)


def test_released_time_is_joined_with_what_was_measured_in_it() -> None:
    given_back = replace(
        CLASS,
        window=Window(local(9), local(10)),
        status=SessionStatus.RELEASED,
        released_at=local(9, 15),
    )
    ports = replace(a_house(), programme=FewSessions([given_back]))  # type: ignore[arg-type]
    ports.slots.put([a_fact(local(9) + n * SLOT, n, "dance") for n in range(4)])
    assert sums(ports, DANCE).reuse.reused_hours == pytest.approx(0.75)


def test_days_of_which_nothing_is_kept_are_absent() -> None:
    assert day_sums(a_house(), TODAY, [GYM, DANCE]) == {GYM: {}, DANCE: {}}
