"""What is kept of each space on each business day -> the sums that figures are made of."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

import numpy as np

from models.balance import Balance
from models.calendar import business_date, business_day
from models.centre import Schedule, Space, SpaceId, SpaceKind
from models.evidence import DOORS
from models.metric.crowding import crowding
from models.metric.doors import Doors, doors
from models.metric.earned import Earned
from models.metric.empty import EmptyOffPeak, empty_off_peak
from models.metric.meal_day import MealDay
from models.metric.meals import Meals, deliveries, sales
from models.metric.opening import Opening, opening
from models.metric.outcome import outcome
from models.metric.peak import PeakList, off_peak
from models.metric.period import Period
from models.metric.reuse import reuse
from models.metric.seated import Seated, seated
from models.metric.sums import Sums
from models.metric.trade import Trade, footfall, stalls
from models.money.month import month_of
from models.ports import Ports
from models.programme.attendance import Attendance
from models.programme.booking import Tally
from models.programme.session import Session
from models.services.known_sensors import known_sensors
from models.services.open_minutes import OpenMinutes
from models.services.peaks import peak_lists
from models.services.slot_money import MonthMoney, book, month_money
from models.slot_grid import SlotGrid, grid
from models.stall import Tenancy, let_days
from models.trading_hours import trading_windows
from models.utilisation import Utilisation, of_grid

_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Day:
    """Everything that is kept of one space on one business day."""

    slots: SlotGrid = field(default_factory=lambda: grid(()))
    balances: list[Balance] = field(default_factory=list)
    meals: list[MealDay] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    bookings: list[Tally] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)


_Days = Mapping[SpaceId, dict[date, _Day]]


def day_sums(
    ports: Ports, period: Period, spaces: Collection[SpaceId]
) -> Mapping[SpaceId, Mapping[date, Sums]]:
    """By space and business day; days of which nothing is kept are absent. Raises StoreError."""
    days: _Days = {space: defaultdict(_Day) for space in spaces}
    _measured(ports, period, days)
    _sold(ports, period, days)
    _booked(ports, period, days)
    books = _books(ports, period, days)
    lists = peak_lists(ports, spaces, period)
    let = ports.tenancies.within(period.first, period.last) if ports.tenancies is not None else None
    counters = {sensor.space for sensor in known_sensors(ports).values() if sensor.role in DOORS}
    return {
        key: _SpaceSums(
            ports,
            space,
            Schedule(space, ports.calendar, ports.centre.zone_info),
            lists.get(key, ()),
            key in counters,
            let,
            books,
        ).of(days[key])
        for key, space in ((key, ports.centre.spaces[key]) for key in days)
    }


def _measured(ports: Ports, period: Period, days: _Days) -> None:
    zone = ports.centre.zone_info
    cuts = [business_day(day, zone).start.timestamp() for day in (*period.days(), period.last + _DAY)]
    for space in days:
        slots = ports.slots.grid(space, period.first, period.last)
        places = np.searchsorted(slots.starts, cuts).tolist()
        for day, (first, last) in zip(period.days(), pairwise(places), strict=True):
            if first < last:
                days[space][day].slots = slots.part(first, last)
    if ports.balances is not None:
        for balance in ports.balances.within(days.keys(), period.first, period.last):
            days[balance.space][balance.day].balances.append(balance)


def _sold(ports: Ports, period: Period, days: _Days) -> None:
    sensors = known_sensors(ports)
    for one in ports.events.meal_days(period.first, period.last):
        sensor = sensors.get(one.sensor)  # None = it was taken away since
        if sensor is not None and sensor.space in days:
            days[sensor.space][one.day].meals.append(one)


def _booked(ports: Ports, period: Period, days: _Days) -> None:
    """A session belongs to the business day on which it begins."""
    if ports.programme is None:
        return
    zone, home = ports.centre.zone_info, dict[str, _Day]()
    for session in ports.programme.sessions.within(period.window(zone), days.keys()):
        day = business_date(session.window.start, zone)
        if period.first <= day:
            home[session.id] = days[session.space][day]
            home[session.id].sessions.append(session)
    for tally in ports.programme.bookings.tallies(home):
        home[tally.session].bookings.append(tally)
    for attendance in ports.programme.attendances.of_sessions(home):
        home[attendance.session].attendances.append(attendance)


def _books(ports: Ports, period: Period, days: _Days) -> Mapping[date, MonthMoney]:
    """A month of which there are books has something to say of each of its days."""
    months = month_money(book(ports, period), OpenMinutes(ports))
    for day in period.days():
        for kept in days.values() if month_of(day) in months else ():
            kept[day]
    return months


@dataclass(frozen=True, slots=True)
class _SpaceSums:
    """One space. schedule: its own; counted: whether a door counter or a gate says who comes and goes; let: None = nobody keeps tenancies."""

    ports: Ports
    space: Space
    schedule: Schedule
    lists: Sequence[PeakList]
    counted: bool
    let: Sequence[Tenancy] | None
    books: Mapping[date, MonthMoney]

    def of(self, days: Mapping[date, _Day]) -> Mapping[date, Sums]:
        now = self.ports.clock()
        return {day: self._sums(day, kept, now) for day, kept in sorted(days.items())}

    def _sums(self, day: date, kept: _Day, now: datetime) -> Sums:
        use, zone, space = of_grid(kept.slots), self.ports.centre.zone_info, self.space
        counted = doors(use, kept.balances) if self.counted else None
        joined = self._earned(day, use, counted)
        return Sums(
            spaces=frozenset({space.id}),
            use=use,
            # A room that is only ever used by groups is empty for hours although its door is open.
            opening=opening(kept.slots) if space.group_minimum == 1 else Opening(),
            off_peak=off_peak(day, kept.slots, self.lists, self.ports.calendar, zone),
            crowding=crowding(day, kept.slots, self.lists),
            doors=counted or Doors(),
            outcome=outcome(kept.sessions, kept.bookings, kept.attendances, now),
            reuse=reuse(kept.sessions, kept.slots, now),
            seated=seated(kept.slots, space.seats) if space.seats else Seated(),
            meals=self._meals(day, kept.meals) if kept.meals else Meals(),
            trade=self._trade(day, kept.slots, zone),
            takings=joined.takings,
            costs=joined.costs,
            margin=joined.margin,
            empty=self._empty(day, kept.slots),
        )

    def _earned(self, day: date, use: Utilisation, counted: Doors | None) -> Earned:
        month = self.books.get(month_of(day))
        return month.earned(self.space.id, day, use, counted) if month else Earned()

    def _empty(self, day: date, slots: SlotGrid) -> EmptyOffPeak:
        month, zone = self.books.get(month_of(day)), self.ports.centre.zone_info
        if month is None or not month.cost_known:
            return EmptyOffPeak()
        money = month.spaces[self.space.id][day]
        return empty_off_peak(day, slots, self.lists, self.ports.calendar, zone, money)

    def _meals(self, day: date, kept: Sequence[MealDay]) -> Meals:
        return sales(kept, self.space.seats, self._open_hours(day)) + deliveries(kept)

    def _trade(self, day: date, slots: SlotGrid, zone: tzinfo) -> Trade:
        if self.space.kind is not SpaceKind.MARKET:
            return Trade()
        own = {stall.id for stall in self.ports.centre.stalls.values() if stall.space == self.space.id}
        let = Trade() if self.let is None else stalls(let_days(own, self.let, [day]))
        if not self.counted:
            return let
        return let + footfall(slots, trading_windows(self.space.periods, day, self.ports.calendar, zone))

    def _open_hours(self, day: date) -> Mapping[date, float]:
        spans = self.schedule.within(business_day(day, self.ports.centre.zone_info))
        return {day: sum(span.hours for span in spans)}
