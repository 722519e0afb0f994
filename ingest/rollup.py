"""When business days are worked out: a quarter hour has closed, a late reading touches an old one, somebody asked."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ingest.fact_work import FactWork
from ingest.late_journal import LateJournal
from models.calendar import SLOT, business_date, floor_slot
from models.centre import Centre, SensorId, SpaceId
from models.fact_ports import LESSONS, Asked, OvertakenError
from models.reading import Reading
from models.terms import terms_of

log = logging.getLogger(__name__)

GRACE = timedelta(minutes=2)
"""A quarter hour is closed this long after its end, so that its last messages are in."""

REST_S = 5.0
"""How long a day that was worked out is left alone, whatever arrives for it."""

CATCH_UP = timedelta(days=31)
"""How far back a restart looks for days that were never rolled up; readings are accepted 30 days late."""

_MOMENT = timedelta(microseconds=1)

TERMS_AHEAD = timedelta(days=550)
"""How far ahead of a start the terms of days are kept: they are counted by these until the next start."""

LATE, TERMS = "late readings", "calendar, opening hours or capacity"
READ_AGAIN = frozenset({LATE, TERMS, LESSONS})
"""Reasons to count the readings again; for any other the people are what they were."""


@dataclass(frozen=True, slots=True)
class Job:
    """One business day of one space whose facts are to be worked out again."""

    day: date
    space: SpaceId


class Rollup:
    """The facts of one centre, one space-day at a time so that messages never wait long behind it.

    mark() may be called from any thread, everything else belongs to one. A day is worked out whole, by the same
    function that history uses, so late readings, restarts and live slots cannot give different facts. Late readings of
    earlier days are asked for in the book before they are worked out, like what others ask there: a kill forgets none.
    regular: the spaces whose facts are this roll-up's as time passes, None = all; those of another process's are worked
    out only where their readings came here, for that process never hears of it.
    """

    def __init__(
        self,
        work: FactWork,
        *,
        regular: Collection[SpaceId] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._worked_at: dict[Job, float] = {}
        self._fact_work, self._book, self._centre = work, work.book, work.centre
        centre = work.centre
        self._regular = centre.spaces if regular is None else regular
        self._alone = regular is None
        self._space_of = {sensor.id: sensor.space for sensor in centre.sensors.values()}
        self._lock = threading.Lock()
        self._waiting: dict[Job, None] = {}
        self._late: dict[Job, set[SensorId]] = {}
        self._asked: dict[Job, Asked] = {}
        self._closed: datetime | None = None
        self._journal: LateJournal | None = None

    @property
    def waiting(self) -> int:
        """Space-days still to be worked out, as far as this process knows."""
        return len(self._waiting.keys() | self._late.keys() | self._asked.keys())

    def adopt(self, centre: Centre) -> None:
        """Its sensors changed. May be called from any thread: a piece of work is of before or of after."""
        self._centre = self._fact_work.centre = centre
        self._space_of = {sensor.id: sensor.space for sensor in centre.sensors.values()}

    def recall(self, journal: LateJournal) -> None:
        """Where late readings are written down before mark() is told of them: what is left there was never asked for."""
        self._journal = journal

    def mark(self, readings: Iterable[Reading]) -> None:
        """Readings arrived: days with slots that have already closed must be worked out again."""
        closed, zone = self._closed, self._centre.zone_info
        for reading in readings:
            space = self._space_of.get(reading.sensor)
            if space is not None and closed is not None and reading.at < closed:
                job = Job(business_date(reading.at, zone), space)
                if job.day < business_date(closed, zone):
                    with self._lock:
                        self._late.setdefault(job, set()).add(reading.sensor)
                else:  # a restart works today out in any case
                    self._add(job)

    def catch_up(self, now: datetime) -> None:
        """After a start: every day since the last fact, for every space; the last fact may be another process's."""
        span = self._book.span()
        self._agree(now if span is None else span.start, now)
        worked_until = now if span is None else span.end if self._alone else span.start
        since = max(worked_until, now - CATCH_UP)
        day, last = (business_date(at, self._centre.zone_info) for at in (since, now))
        while day <= last:
            self._add_all(day)
            day += timedelta(days=1)

    def _agree(self, first: datetime, now: datetime) -> None:
        """Have those days worked out again whose calendar, opening hours or capacity have changed since the last start."""
        day, today = (business_date(at, self._centre.zone_info) for at in (first, now))
        for space in self._regular:
            terms = terms_of(self._fact_work.schedule(space), day, today + TERMS_AHEAD)
            changed = self._book.agree(space, terms, today, TERMS)
            if changed:
                log.info("%s: %d days are counted again: other %s", space, len(changed), TERMS)

    def step(self, now: datetime) -> bool:
        """Notice closed quarter hours, then work out at most one space-day. True when it did.

        A day that could not be worked out waits again, behind the others.
        """
        closed = floor_slot(now - GRACE)
        if closed != self._closed:
            self._days_between(self._closed or closed, closed)
            self._closed = closed
        self._look_into_book(now)
        job = self._next()
        if job is None:
            return False
        try:
            self._work(job, closed)
        except OvertakenError:
            self._worked_at.pop(job, None)
            self._add(job)
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

    def _look_into_book(self, now: datetime) -> None:
        """Write down what came late, then take up what is written there by us or by anybody."""
        written = self._journal.left() if self._journal else ()
        with self._lock:
            late, self._late = self._late, {}
        for _, one in written:
            if one.sensor in self._space_of:
                late.setdefault(Job(one.day, self._space_of[one.sensor]), set()).add(one.sensor)
        try:
            if late:
                self._book.ask(
                    {
                        (job.space, day)
                        for job, sensors in late.items()
                        for day in self._fact_work.touched(job.space, job.day, sensors, now)
                    },
                    LATE,
                )
        except BaseException:
            with self._lock:
                for job, sensors in late.items():
                    self._late.setdefault(job, set()).update(sensors)
            raise
        if self._journal:
            self._journal.forget(written)
        today = business_date(now, self._centre.zone_info)
        spaces = {*self._regular, *(job.space for job in late)}
        asked = self._book.waiting(sorted(spaces))
        self._asked = {Job(one.day, one.space): one for one in asked if one.day <= today}
        early = [one for one in asked if one.day > today]
        if early:  # their day will come by itself
            self._book.forget(early)
        for job in self._asked:
            self._add(job)

    def _work(self, job: Job, until: datetime) -> None:
        asked = self._asked.get(job)
        done = () if asked is None else (asked,)
        today = business_date(until - _MOMENT, self._centre.zone_info)
        if asked is not None and asked.reason not in READ_AGAIN and job.day < today:
            settled = self._fact_work.again(job.space, [job.day], until, done)
        else:
            settled = self._fact_work.from_readings(job.space, [job.day], until, done)
        if asked is not None:
            log.info(
                "%s of %s: %d quarter hours changed (%s)", job.space, job.day, settled.slots, asked.reason
            )

    def _add(self, job: Job) -> None:
        with self._lock:
            self._waiting.setdefault(job)

    def _add_all(self, day: date) -> None:
        for space in self._regular:
            self._add(Job(day, space))
