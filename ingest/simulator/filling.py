"""A year of one centre into its store and its tables: newest week first, resumable, twice the same as once."""

from collections.abc import Callable, Set
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from ingest.simulator.bookings import bookable, bookings
from ingest.simulator.progress import Progress, read_progress
from ingest.simulator.workers import Span, Task, work
from ingest.simulator.world import World
from models.calendar import BUSINESS_DAY_CUT, business_date
from models.centre import SpaceId
from models.ports import Balances, Holds, SensorStore, SlotFacts

KEEP_READINGS = timedelta(days=32)
"""Longer than a device may report late, so that no late reading meets a day without the others.

Older history leaves facts only: a year of readings would cost half a minute and nobody looks at them."""

BOOKED_AHEAD = timedelta(days=14)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where the history of one centre goes; folder is for the progress file."""

    store: SensorStore
    slots: SlotFacts
    holds: Holds
    folder: Path
    balances: Balances | None = None


def fill(
    world: World,
    to: Destination,
    *,
    weeks: int,
    until: datetime,
    workers: int = 2,
    say: Callable[[Progress], None] = lambda _progress: None,
    asked: Callable[[], bool] = lambda: False,
) -> Progress:
    """Fill the weeks before `until`; what is already there is skipped. say() is told after each week of each space.

    asked: whether to stop; raises AskedToStopError with everything kept that was said.
    """
    today = business_date(until, world.centre.zone_info)
    first = today - weeks * WEEK
    progress = _progress(world, to)
    tasks = _tasks(world, progress, first, today, until)
    progress.total = len(tasks)
    _book(world, to.holds, first, today, until)
    current = {task.space for task in tasks if task.monday + WEEK > today}
    try:
        with closing(work(world, tasks, Span(until, until - KEEP_READINGS), workers, asked)) as results:
            for task, found in results:
                to.store.write(found.readings)
                to.slots.put(found.facts)
                if to.balances is not None:
                    to.balances.put(found.balances)
                progress.mark(task.space, task.monday, until)
                if task.monday + WEEK > today:
                    current.discard(task.space)
                _tell_present(progress, current, until)
                say(progress)
    finally:
        progress.save()
    _tell_present(progress, current, until)
    return progress


def _tell_present(progress: Progress, current: Set[SpaceId], until: datetime) -> None:
    """Live counting takes today up from the store, so whoever starts it waits for this word."""
    if not current and progress.present is None:
        progress.present = until
        progress.save()


def _progress(world: World, to: Destination) -> Progress:
    """A progress file beside an empty table is that of another database."""
    file = to.folder / f"history-{world.centre.id}.json"
    return read_progress(file, world.seed) if to.slots.span() else Progress(file, world.seed)


def _tasks(world: World, progress: Progress, first: date, today: date, until: datetime) -> list[Task]:
    """The weeks from today's backwards, every space of a week before the next one."""
    monday = today - timedelta(days=today.weekday())
    tasks = []
    while monday > first - WEEK:
        for space in world.centre.spaces:
            days = _days_left(world, progress.until(space, monday), monday, (first, today), until)
            if days:
                tasks.append(Task(space, monday, days))
        monday -= WEEK
    return tasks


def _days_left(
    world: World, filled: datetime | None, monday: date, within: tuple[date, date], until: datetime
) -> tuple[date, ...]:
    zone = world.centre.zone_info
    start, last = max(monday, within[0]), min(monday + timedelta(days=6), within[1])
    if filled is not None:
        end = datetime.combine(last + timedelta(days=1), BUSINESS_DAY_CUT, tzinfo=zone)
        if filled >= min(end, until):
            return ()
        start = max(start, business_date(filled, zone))
    return tuple(start + timedelta(days=n) for n in range((last - start).days + 1))


def _book(world: World, into: Holds, first: date, today: date, until: datetime) -> None:
    rooms = [space for space in world.centre.spaces.values() if bookable(space)]
    into.put([b for room in rooms for b in bookings(world, room, first, today + BOOKED_AHEAD, until)])
