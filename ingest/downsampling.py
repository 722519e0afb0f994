"""Readings -> minutes, quarter hours and hours of each sensor, an hour of a space at a time, in the background.

Our own roll-up and not a task of the server: both stores then hold the same figures by the same formula, running totals
are not averaged, a value is weighted by how long it held, and a late reading corrects exactly the hour that it touches.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.aggregate import HOLD_INTERVALS, LENGTHS, Aggregate, Step, coarser, minutes, step_start
from models.calendar import Window
from models.centre import Centre, CentreId, SpaceId
from models.ports import Aggregates, SensorStore
from models.reading import Reading

GRACE = timedelta(minutes=2)
"""A quarter hour is closed this long after its end, so that its last messages are in."""

REACH = timedelta(days=31)
"""How far back hours are filled in; readings are accepted 30 days late."""

LOOK_BACK_EVERY = timedelta(hours=6)
FIRST_LOOK_BACK = timedelta(minutes=3)
"""A first start fills in history first, and people wait for their pages."""

HOUR = LENGTHS[Step.HOUR]


@dataclass(frozen=True, slots=True)
class Job:
    """One hour of one space."""

    start: datetime
    space: SpaceId


class Downsampling:
    """The aggregates of one centre. mark() may be called from any thread, everything else belongs to one.

    regular: the spaces that are gathered as time passes, None = all; another process's only where readings came here.
    """

    def __init__(
        self,
        centre: Centre,
        store: SensorStore,
        aggregates: Aggregates,
        regular: Collection[SpaceId] | None = None,
    ) -> None:
        self._regular = centre.spaces if regular is None else regular
        self._centre, self._store, self._aggregates = centre, store, aggregates
        self._space_of = {sensor.id: sensor.space for sensor in centre.sensors.values()}
        self._lock = threading.Lock()
        self._due: dict[Job, None] = {}
        self._gaps: list[Job] = []
        self._closed: datetime | None = None
        self._look_back_at: datetime | None = None

    @property
    def waiting(self) -> int:
        """Hours still to be gathered."""
        return len(self._due) + len(self._gaps)

    def adopt(self, centre: Centre) -> None:
        """Its sensors changed. May be called from any thread: a piece of work is of before or of after."""
        self._centre = centre
        self._space_of = {sensor.id: sensor.space for sensor in centre.sensors.values()}

    def mark(self, readings: Iterable[Reading]) -> None:
        """Readings arrived: hours that were gathered already must be gathered again."""
        closed = self._closed
        if closed is None:
            return
        for reading in readings:
            space = self._space_of.get(reading.sensor)
            if space is not None and reading.at < closed:
                self._add(Job(step_start(reading.at, Step.HOUR), space))

    def catch_up(self, now: datetime) -> None:
        """After a start: the present hour now, what is missing of the last month a little later."""
        self._look_back_at = now + FIRST_LOOK_BACK

    def step(self, now: datetime) -> bool:
        """Notice closed quarter hours, then gather at most one hour. True when something new was gathered."""
        closed = step_start(now - GRACE, Step.QUARTER)
        if closed != self._closed:
            self._closing(self._closed or closed, closed)
            self._closed = closed
        if self._look_back_at is not None and now >= self._look_back_at:
            self._gaps = self._missing(now)
            self._look_back_at = now + LOOK_BACK_EVERY
        job = self._next()
        if job is None:
            if self._gaps:  # one at a time and never at the cost of what is new
                self._work(self._gaps.pop(), closed)
            return False
        try:
            self._work(job, closed)
        except BaseException:
            self._add(job)
            raise
        return True

    def _closing(self, before: datetime, closed: datetime) -> None:
        start = step_start(before - LENGTHS[Step.QUARTER], Step.HOUR)
        while start < closed:
            for space in self._regular:
                self._add(Job(start, space))
            start += HOUR

    def _missing(self, now: datetime) -> list[Job]:
        """Closed hours of the last month in which no sensor of a space has an aggregate, oldest first."""
        last = step_start(now - GRACE, Step.HOUR)
        window = Window(step_start(now - REACH, Step.HOUR), last)
        space_of = {  # adopt() may come in between
            key: space for key, space in self._space_of.items() if space in self._regular
        }
        known = {
            (one.start, space_of[one.sensor])
            for one in self._aggregates.read(list(space_of), window, Step.HOUR)
        }
        spaces = [space for space in self._regular if space in space_of.values()]
        hours = [window.start + n * HOUR for n in range((last - window.start) // HOUR)]
        return [Job(at, space) for at in hours for space in spaces if (at, space) not in known]

    def _next(self) -> Job | None:
        with self._lock:
            job = next(iter(self._due), None)
            if job is not None:
                del self._due[job]
            return job

    def _add(self, job: Job) -> None:
        with self._lock:
            self._due.setdefault(job)

    def _work(self, job: Job, closed: datetime) -> None:
        window = Window(job.start, min(job.start + HOUR, closed))
        if window.end <= window.start:
            return
        sensors = self._centre.sensors_of(job.space)
        hold = {sensor.id: timedelta(seconds=HOLD_INTERVALS * sensor.interval_s) for sensor in sensors}
        readings = self._store.read(list(hold), window)
        before = self._store.latest(list(hold), window.start).values()
        fine = minutes(readings, before, window, hold)
        self._aggregates.replace(list(hold), window, all_steps(fine))


@dataclass(frozen=True, slots=True)
class Marking:
    """Tells one centre's down-sampling what was stored; a listener of the ingestor."""

    centre: CentreId
    mark: Callable[[Iterable[Reading]], None]

    def stored(self, centre: CentreId, readings: Sequence[Reading]) -> None:
        if centre == self.centre:
            self.mark(readings)

    def tick(self, now: datetime) -> None:
        """Time is the worker's matter."""


def all_steps(fine: list[Aggregate]) -> list[Aggregate]:
    """Minutes with the quarter hours and the hour that they make."""
    quarters = coarser(fine, Step.QUARTER)
    return [*fine, *quarters, *coarser(quarters, Step.HOUR)]
