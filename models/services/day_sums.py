"""What is kept of each space on each business day -> the sums that figures are made of."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import repeat, starmap

from models.addition import nothing, part
from models.balance import Crossings
from models.calendar import business_date
from models.centre import Sensor, SensorId, Space, SpaceId, SpaceKind
from models.evidence import DOORS
from models.metric.crowding import Crowding, crowdings
from models.metric.doors import Doors, doors
from models.metric.earned import Earned
from models.metric.empty import EmptyOffPeak, empties
from models.metric.meal_day import MealDay
from models.metric.meals import Meals, deliveries, sales
from models.metric.opening import Opening, openings
from models.metric.outcome import Outcome, outcome
from models.metric.peak import OffPeak, PeakList, off_peaks, quiet_slots
from models.metric.period import Period
from models.metric.reuse import Reuse, reuse
from models.metric.seated import Seated, seated
from models.metric.sums import Sums
from models.metric.trade import Trade, footfall, stalls
from models.money.month import month_of
from models.money.slot_money import DayMoney
from models.ports import Ports
from models.programme.attendance import Attendance
from models.programme.booking import Tally
from models.programme.session import Session
from models.services.known_sensors import known_sensors
from models.services.open_minutes import OpenMinutes
from models.services.peaks import peak_lists
from models.services.slot_money import MonthMoney, book, month_money
from models.slot_days import SlotDays, cut
from models.stall import Tenancy, let_days
from models.trading_hours import trading_windows
from models.utilisation import Utilisation, of_days


@dataclass(slots=True)
class _Day:
    """Everything but its slots that is kept of one space on one business day."""

    balances: list[Crossings] = field(default_factory=list)
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
    sensors = known_sensors(ports)
    counters = {sensor.space for sensor in sensors.values() if sensor.role in DOORS}
    _balanced(ports, period, days, counters)
    _sold(ports, period, days, sensors)
    _booked(ports, period, days)
    minutes = OpenMinutes(ports)
    books = _books(ports, period, days, minutes)
    lists = peak_lists(ports, spaces, period)
    let = ports.tenancies.within(period.first, period.last) if ports.tenancies is not None else None
    return {
        key: _SpaceSums(
            ports,
            ports.centre.spaces[key],
            cut(ports.slots.grid(key, period.first, period.last), period.days(), ports.centre.zone_info),
            lists.get(key, ()),
            key in counters,
            let,
            books,
            minutes,
        ).of(kept)
        for key, kept in days.items()
    }


def _balanced(ports: Ports, period: Period, days: _Days, counters: Collection[SpaceId]) -> None:
    counted = days.keys() & counters
    if ports.balances is not None and counted:
        for balance in ports.balances.crossings(counted, period.first, period.last):
            days[balance.space][balance.day].balances.append(balance)


def _sold(ports: Ports, period: Period, days: _Days, sensors: Mapping[SensorId, Sensor]) -> None:
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


def _books(ports: Ports, period: Period, days: _Days, minutes: OpenMinutes) -> Mapping[date, MonthMoney]:
    """A month of which there are books has something to say of each of its days."""
    months = month_money(book(ports, period), minutes)
    for day in period.days():
        for kept in days.values() if month_of(day) in months else ():
            kept[day]
    return months


@dataclass(frozen=True, slots=True)
class _SpaceSums:
    """One space. slots: its own; counted: whether a door counter or a gate says who comes and goes; let: None = nobody keeps tenancies."""

    ports: Ports
    space: Space
    slots: SlotDays
    lists: Sequence[PeakList]
    counted: bool
    let: Sequence[Tenancy] | None
    books: Mapping[date, MonthMoney]
    minutes: OpenMinutes

    def of(self, days: Mapping[date, _Day]) -> Mapping[date, Sums]:
        now, measured = self.ports.clock(), dict(zip(self.slots.days, self._measured(), strict=True))
        return {
            day: self._sums(day, days.get(day, _NOTHING), measured.get(day, _UNMEASURED), now)
            for day in sorted(days.keys() | measured.keys())
        }

    def _measured(self) -> Iterator["_Measured"]:
        """What the slots alone tell of each day that has any."""
        slots, space = self.slots, self.space
        quiet = quiet_slots(slots, self.lists, self.ports.calendar, self.ports.centre.zone_info)
        # A room that is only ever used by groups is empty for hours although its door is open.
        opened = openings(slots) if space.group_minimum == 1 else repeat(nothing(Opening), len(slots))
        told = zip(
            of_days(slots),
            opened,
            off_peaks(slots, quiet),
            crowdings(slots, self.lists),
            empties(slots, quiet, self._money()),
            strict=True,
        )
        return starmap(_Measured, told)

    def _money(self) -> Mapping[date, DayMoney]:
        """Of the days whose costs are known."""
        known = {day: self.books.get(month_of(day)) for day in self.slots.days}
        return {
            day: month.spaces[self.space.id][day]
            for day, month in known.items()
            if month and month.cost_known
        }

    def _sums(self, day: date, kept: _Day, measured: "_Measured", now: datetime) -> Sums:
        use, space = measured.use, self.space
        counted = doors(use, kept.balances) if self.counted else None
        joined = self._earned(day, use, counted)
        return Sums(
            spaces=frozenset({space.id}),
            use=use,
            opening=measured.opening,
            off_peak=measured.off_peak,
            crowding=measured.crowding,
            doors=counted or nothing(Doors),
            outcome=outcome(kept.sessions, kept.bookings, kept.attendances, now)
            if kept.sessions
            else nothing(Outcome),
            reuse=reuse(kept.sessions, self.slots.on(day), now) if kept.sessions else nothing(Reuse),
            seated=seated(self.slots.on(day), space.seats) if space.seats else nothing(Seated),
            meals=self._meals(day, kept.meals) if kept.meals else nothing(Meals),
            trade=self._trade(day),
            takings=joined.takings,
            costs=joined.costs,
            margin=joined.margin,
            empty=measured.empty,
        )

    def _earned(self, day: date, use: Utilisation, counted: Doors | None) -> Earned:
        month = self.books.get(month_of(day))
        return month.earned(self.space.id, day, use, counted) if month else Earned()

    def _meals(self, day: date, kept: Sequence[MealDay]) -> Meals:
        return sales(kept, self.space.seats, self._open_hours(day)) + deliveries(kept)

    def _trade(self, day: date) -> Trade:
        if self.space.kind is not SpaceKind.MARKET:
            return nothing(Trade)
        own = {stall.id for stall in self.ports.centre.stalls.values() if stall.space == self.space.id}
        let: Trade = nothing(Trade) if self.let is None else stalls(let_days(own, self.let, [day]))
        if not self.counted:
            return let
        calendar, zone = self.ports.calendar, self.ports.centre.zone_info
        return let + footfall(self.slots.on(day), trading_windows(self.space.periods, day, calendar, zone))

    def _open_hours(self, day: date) -> Mapping[date, float]:
        return {day: self.minutes.of_day(self.space.id, day) / 60}


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the slots of one day add up to."""

    use: Utilisation = part(Utilisation)
    opening: Opening = part(Opening)
    off_peak: OffPeak = part(OffPeak)
    crowding: Crowding = part(Crowding)
    empty: EmptyOffPeak = part(EmptyOffPeak)


_NOTHING, _UNMEASURED = _Day(), _Measured()
