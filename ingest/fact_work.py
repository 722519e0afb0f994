"""Readings, or the people that are kept of them, and holds -> the facts of business days, written into the book."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.calendar import Calendar, Window, business_date
from models.centre import Centre, Schedule, SensorId, SpaceId
from models.day_account import DayAccount, account_of, counted_day
from models.fact_ports import Asked, Balances, DayBook, Kept, OvertakenError, Settled
from models.hold import Hold
from models.occupancy import Occupancy
from models.ports import Holds, SensorStore
from models.services.teaching import taught
from models.slot import business_window, fold_start

TOTALS = frozenset({"people_in_total", "people_out_total"})
"""Measures that go on where they stood."""


@dataclass(kw_only=True)
class FactWork:
    """Of one centre; the roll-up and `./linli recount` work alike. centre may be exchanged between two days.

    readings_kept: how long the store keeps readings; a day that reaches back further is never counted from what is left;
    follows: whether days are asked for whose lessons a count has changed (not by whoever counts them next in any case).
    """

    centre: Centre
    calendar: Calendar
    store: SensorStore
    book: DayBook
    holds: Holds
    balances: Balances | None = None
    readings_kept: timedelta | None = None
    follows: bool = True

    def schedule(self, space: SpaceId) -> Schedule:
        return Schedule(self.centre.spaces[space], self.calendar, self.centre.zone_info)

    def from_readings(
        self, space: SpaceId, days: Sequence[date], until: datetime, asked: Collection[Asked] = ()
    ) -> Settled:
        """Count the readings of business days, up to slots that have ended by `until`.

        Where the store has nothing of a day any more, the people that are kept of it stand. Raises OvertakenError.
        """
        schedule = self.schedule(space)
        stamps = {day: self.book.stamp(space, day) for day in days}
        counted = {day: self._counted(schedule, day, until) for day in days}
        account = self._accounts(schedule, days)

        def work(day: date, kept: Kept) -> DayAccount | None:
            if kept.stamp != stamps[day]:
                raise OvertakenError(f"{space} on {day}")
            present, heard = counted[day]
            # What was measured once and whose readings are gone is not forgotten.
            known = kept.measured or present is None
            return account(day, present if heard or not known else kept.present)

        taught_until = business_date(until, self.centre.zone_info) if self.follows else None
        return self.book.settle(space, _windows(schedule, days), work, asked, taught_until)

    def again(
        self, space: SpaceId, days: Sequence[date], until: datetime, asked: Collection[Asked] = ()
    ) -> Settled:
        """Make the facts of business days anew from the people that are kept; days without them are counted, if they can be."""
        schedule = self.schedule(space)
        unknown: list[date] = []
        account = self._accounts(schedule, days)

        def work(day: date, kept: Kept) -> DayAccount | None:
            if kept.present is None:
                unknown.append(day)
            return account(day, kept.present)

        settled = self.book.settle(space, _windows(schedule, days), work, () if unknown else asked)
        if not unknown:
            return settled
        counted = self.from_readings(space, unknown, until, asked)
        return Settled(days=settled.days, slots=settled.slots) + counted

    def touched(self, space: SpaceId, day: date, sensors: Collection[SensorId], now: datetime) -> list[date]:
        """The business days that readings of a day can change: it, the next one, and where a counter is heard for the
        first time after that, for its totals are counted from the last ones before."""
        schedule, last = self.schedule(space), business_date(now, self.centre.zone_info)
        days, silent = [day], {key for key in sensors if key in self.centre.sensors}
        while days[-1] < last and (silent or len(days) == 1):
            days.append(days[-1] + timedelta(days=1))
            heard = self.store.read(sorted(silent), business_window(days[-1], schedule), TOTALS)
            silent -= {reading.sensor for reading in heard}
        return days

    def _counted(self, schedule: Schedule, day: date, until: datetime) -> tuple[Occupancy | None, bool]:
        """The people of a day by its readings, and whether there are any. None where the store has let some of them go."""
        window, start = business_window(day, schedule), fold_start(day, schedule)
        if self.readings_kept is not None and start < until - self.readings_kept:
            return None, False
        sensors = self.centre.sensors_of(schedule.space.id)
        ids = [sensor.id for sensor in sensors]
        readings = self.store.read(ids, Window(start, max(window.start, min(window.end, until))))
        before = self.store.latest(ids, start).values()
        learned = taught(self.balances, schedule.space.id, day)
        present = counted_day(schedule.space, sensors, schedule, day, readings, before, until, learned)
        return present, bool(readings)

    def _accounts(
        self, schedule: Schedule, days: Sequence[date]
    ) -> Callable[[date, Occupancy | None], DayAccount | None]:
        """How days are joined with what is booked at the time of the first one: by then nobody else works them out."""
        held: list[Hold] = []
        asked = False

        def account(day: date, present: Occupancy | None) -> DayAccount | None:
            nonlocal held, asked
            if present is None:
                return None
            if not asked:
                windows = _windows(schedule, days).values()
                whole = Window(min(w.start for w in windows), max(w.end for w in windows))
                held = [hold for hold in self.holds.within(whole) if hold.space == schedule.space.id]
                asked = True
            holds = [hold for hold in held if hold.window.overlap(present.window)]
            return account_of(schedule.space, schedule, day, present, holds)

        return account


def _windows(schedule: Schedule, days: Sequence[date]) -> Mapping[date, Window]:
    return {day: business_window(day, schedule) for day in days}
