"""A year of one centre into its store and its tables: newest week first, resumable, twice the same as once."""

from collections.abc import Callable, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from ingest.simulator.books import keep_books
from ingest.simulator.claims import keep_claims
from ingest.simulator.office import chronicle, offer
from ingest.simulator.progress import Progress, read_progress
from ingest.simulator.property import keep_property
from ingest.simulator.rents import tenancies
from ingest.simulator.sky import keep_weather
from ingest.simulator.statements import keep_takings
from ingest.simulator.tariff import price
from ingest.simulator.tasks import Span, Task, pasts
from ingest.simulator.world import World
from ingest.workers import AskedToStopError, work
from models.calendar import BUSINESS_DAY_CUT, Window, business_date, business_day
from models.centre import SpaceId
from models.day_account import DayAccount
from models.event import Event
from models.fact_ports import DayBook
from models.hold import SessionStatus
from models.money.ports import Money
from models.ports import Events, SensorStore
from models.programme.ports import Programme
from models.programme.session import Session
from models.services.fees import charge_fees
from models.stall import Tenancies
from models.weather import Weathers

KEEP_READINGS = timedelta(days=32)
"""Longer than a device may report late, so that no late reading meets a day without the others.

Older history leaves facts only: a year of readings would cost half a minute and nobody looks at them."""

BOOKED_AHEAD = timedelta(days=14)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where the history of one centre goes; folder is for the progress file. money, weather: None = none is kept there;

    community: what the people of the centre do with all that, over a past of two instants, and whether they go on in the midst
    of it; it says whether they did anything. None = nothing.
    """

    store: SensorStore
    events: Events
    book: DayBook
    programme: Programme
    tenancies: Tenancies
    folder: Path
    money: Money | None = None
    weather: Weathers | None = None
    community: Callable[[datetime, datetime, bool], bool] | None = None


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
    _book(world, to.programme, first, today, until)
    _charge(world, to, first, today, until)
    _let(world, to.tenancies, first, today)
    if to.weather is not None:
        keep_weather(world, to.weather, first, until)
    current = {task.space for task in tasks if task.monday + WEEK > today}
    try:
        begin = partial(pasts, world, Span(until, until - KEEP_READINGS))
        with closing(work(begin, tasks, workers, asked)) as results:
            for task, found in results:
                to.store.write(found.readings)
                _tell(world, to.events, found.events, until - KEEP_READINGS)
                _keep(world, to.book, task.space, found.accounts)
                progress.mark(task.space, task.monday, until)
                if task.monday + WEEK > today:
                    current.discard(task.space)
                _tell_present(progress, current, until)
                say(progress)
    finally:
        progress.save()
    _tell_present(progress, current, until)
    if to.money is not None:
        stop = partial(_stop, asked)
        keep_books(world, to.money, to.tenancies.within(first, today), first, until, stop)
        keep_property(world, to.money, first, until, stop)
        keep_claims(world, to.money, to.events, first, until)
    _stop(asked)
    # Before the statements, which show what its projects paid.
    _live_together(to, progress, world.day(first).start, until)
    if to.money is not None:
        keep_takings(world, to.money, to.events, first, until, stop)
    return progress


def _live_together(to: Destination, progress: Progress, first: datetime, until: datetime) -> None:
    """Once; who is broken off goes on at the next start, for a half-told year would stay one for ever."""
    if to.community is None or progress.lived_out:
        return
    begun = progress.lived
    progress.lived = begun or (first, until)
    progress.save()
    progress.lived_out = to.community(*progress.lived, begun is not None)
    if not progress.lived_out:
        progress.lived = None
    progress.save()


def _stop(asked: Callable[[], bool]) -> None:
    if asked():
        raise AskedToStopError


def _tell_present(progress: Progress, current: Set[SpaceId], until: datetime) -> None:
    """Live counting takes today up from the store, so whoever starts it waits for this word."""
    if not current and progress.present is None:
        progress.present = until
        progress.save()


def _keep(world: World, book: DayBook, space: SpaceId, accounts: Sequence[DayAccount]) -> None:
    by_day = {account.day: account for account in accounts}
    windows = {day: business_day(day, world.centre.zone_info) for day in by_day}
    book.settle(space, windows, lambda day, _kept: by_day[day])


def _tell(world: World, into: Events, found: Sequence[Event], keep_from: datetime) -> None:
    """A day that was told slip by slip while it was young is not told once more in short when it has grown old."""
    day_of, ids = world.centre.day_of, {event.key for event in found}
    old = [event for event in found if event.at < keep_from]
    kept = into.within(Window(min(event.at for event in old), keep_from)) if old else []
    told = {(event.sensor, day_of(event.at)) for event in kept if event.key not in ids}
    if found:
        into.put([one for one in found if one.at >= keep_from or (one.sensor, day_of(one.at)) not in told])


def _progress(world: World, to: Destination) -> Progress:
    """A progress file beside an empty table is that of another database."""
    file = to.folder / f"history-{world.centre.id}.json"
    return read_progress(file, world.seed) if to.book.span() else Progress(file, world.seed)


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


def _book(world: World, into: Programme, first: date, today: date, until: datetime) -> None:
    """The timetable of the past and of the next weeks. What is there stays as people left it."""
    last = today + BOOKED_AHEAD
    offer(world, into.offerings, first, last)
    kept = into.sessions.within(Window(world.day(first).start, world.day(last).end))
    blank = _blank(into, kept)
    told = chronicle(world, first, last, until, [one for one in kept if one.id not in blank])
    into.restore(told, counted=True)


def _charge(world: World, to: Destination, first: date, today: date, until: datetime) -> None:
    """What courses cost, and what those of the past brought."""
    if to.money is not None:
        price(to.money.prices, first, today, until)
        charge_fees(world.centre, world.calendar, to.programme, to.money, until)


def _let(world: World, into: Tenancies, first: date, today: date) -> None:
    """Only into an empty book: what is there stays as people left it."""
    if not into.within(date.min, date.max):
        for tenancy in tenancies(world, first, today):
            into.put(tenancy)


def _blank(programme: Programme, kept: Sequence[Session]) -> set[str]:
    """Sessions that the series made by themselves and that nobody has touched or booked yet."""
    made = {
        one.id for one in kept if one.series and not one.detached and one.status is SessionStatus.CONFIRMED
    }
    return made - {booking.session for booking in programme.bookings.of_sessions(made)}
