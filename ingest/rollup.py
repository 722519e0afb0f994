"""Readings -> slot facts, when a quarter hour has closed and again when a late reading touches an old one."""

import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.calendar import SLOT, Calendar, Window, business_date, floor_slot
from models.centre import Centre, Schedule, SpaceId
from models.ports import Balances, Holds, SensorStore, SlotFacts
from models.reading import Reading
from models.services.teaching import taught
from models.slot import business_window, day_account, fold_start

GRACE = timedelta(minutes=2)
"""A quarter hour is closed this long after its end, so that its last messages are in."""

REST_S = 5.0
"""How long a day that was worked out is left alone, whatever arrives for it."""

CATCH_UP = timedelta(days=31)
"""How far back a restart looks for days that were never rolled up; readings are accepted 30 days late."""


@dataclass(frozen=True, slots=True)
class Job:
    """One business day of one space whose facts are to be worked out again."""

    day: date
    space: SpaceId


class Rollup:
    """The facts of one centre, one space-day at a time so that messages never wait long behind it.

    mark() may be called from any thread, everything else belongs to one. A day is worked out whole, by the same
    function that history uses, so late readings, restarts and live slots cannot give different facts.
    regular: the spaces whose facts are this roll-up's as time passes, None = all; those of another process's are worked
    out only where their readings came here, for that process never hears of it.
    """

    def __init__(
        self,
        centre: Centre,
        calendar: Calendar,
        store: SensorStore,
        slots: SlotFacts,
        holds: Holds,
        balances: Balances | None = None,
        *,
        regular: Collection[SpaceId] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._worked_at: dict[Job, float] = {}
        self._centre, self._balances = centre, balances
        self._store, self._slots, self._holds = store, slots, holds
        self._regular = centre.spaces if regular is None else regular
        self._alone = regular is None
        self._schedules = {
            key: Schedule(space, calendar, centre.zone_info) for key, space in centre.spaces.items()
        }
        self._space_of = {sensor.id: sensor.space for sensor in centre.sensors.values()}
        self._lock = threading.Lock()
        self._waiting: dict[Job, None] = {}
        self._closed: datetime | None = None

    @property
    def waiting(self) -> int:
        """Space-days still to be worked out."""
        return len(self._waiting)

    def adopt(self, centre: Centre) -> None:
        """Its sensors changed. May be called from any thread: a piece of work is of before or of after."""
        self._centre = centre
        self._space_of = {sensor.id: sensor.space for sensor in centre.sensors.values()}

    def mark(self, readings: Iterable[Reading]) -> None:
        """Readings arrived: days with slots that have already closed must be worked out again."""
        for reading in readings:
            space = self._space_of.get(reading.sensor)
            if space is not None and self._closed is not None and reading.at < self._closed:
                self._add(Job(business_date(reading.at, self._centre.zone_info), space))

    def catch_up(self, now: datetime) -> None:
        """After a start: every day since the last fact, for every space; the last fact may be another process's."""
        span = self._slots.span()
        worked_until = now if span is None else span.end if self._alone else span.start
        since = max(worked_until, now - CATCH_UP)
        day, last = (business_date(at, self._centre.zone_info) for at in (since, now))
        while day <= last:
            self._add_all(day)
            day += timedelta(days=1)

    def step(self, now: datetime) -> bool:
        """Notice closed quarter hours, then work out at most one space-day. True when it did.

        A day that could not be worked out waits again, behind the others.
        """
        closed = floor_slot(now - GRACE)
        if closed != self._closed:
            self._days_between(self._closed or closed, closed)
            self._closed = closed
        job = self._next()
        if job is None:
            return False
        try:
            self._work(job, closed)
        except BaseException:
            self._worked_at.pop(job, None)
            self._add(job)
            raise
        return True

    def _next(self) -> Job | None:
        """The oldest that was not worked out just now: a backlog marks the same day again with every batch."""
        now = self._monotonic()
        self._worked_at = {job: at for job, at in self._worked_at.items() if now - at < REST_S}
        with self._lock:
            job = next((one for one in self._waiting if one not in self._worked_at), None)
            if job is not None:
                del self._waiting[job]
                self._worked_at[job] = now
            return job

    def _days_between(self, before: datetime, closed: datetime) -> None:
        """Every business day of which a quarter hour has closed since the last look, however long ago that was."""
        day, last = (business_date(at - SLOT, self._centre.zone_info) for at in (before, closed))
        while day <= last:
            self._add_all(day)
            day += timedelta(days=1)

    def _work(self, job: Job, until: datetime) -> None:
        schedule = self._schedules[job.space]
        sensors = self._centre.sensors_of(job.space)
        ids = [sensor.id for sensor in sensors]
        window = business_window(job.day, schedule)
        start = fold_start(job.day, schedule)
        account = day_account(
            self._centre.spaces[job.space],
            sensors,
            schedule,
            job.day,
            self._store.read(ids, Window(start, max(window.start, min(window.end, until)))),
            self._store.latest(ids, start).values(),
            self._holds.within(window),
            until=until,
            learned=taught(self._balances, job.space, job.day),
        )
        if account.facts:
            self._slots.put(account.facts)
        if self._balances is not None:
            self._balances.put([account.balance])

    def _add(self, job: Job) -> None:
        with self._lock:
            self._waiting.setdefault(job)

    def _add_all(self, day: date) -> None:
        for space in self._regular:
            self._add(Job(day, space))
