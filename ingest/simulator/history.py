"""`python -m ingest history`: more than a year of a simulated centre in bulk, newest week first, resumable."""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from config.arguments import add_deployment, complain, settings_from
from config.calendar import merged, official_calendar
from config.centre import load_centres
from config.settings import ConfigError, Settings
from ingest.simulator.community.play import keep_community
from ingest.simulator.filling import BOOKED_AHEAD, WEEK, Destination, fill
from ingest.simulator.progress import Progress
from ingest.simulator.world import World
from ingest.workers import AskedToStopError
from models.calendar import Calendar
from models.centre import CentreId
from models.db import Database, open_database
from models.ports import UNASKED, StoreError
from models.store import open_store

SAY_EVERY_S = 2.0
STOPPED = 130


def main(argv: Sequence[str]) -> int:
    """Fill every centre of the deployment. Exit code 130 = stopped on request; what is filled stays filled."""
    arguments = _parser().parse_args(argv)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        _fill_all(settings_from(arguments), arguments.weeks, arguments.until or datetime.now(UTC), stop)
    except AskedToStopError:
        sys.stderr.write("history: stopped; the next run goes on from here\n")
        return STOPPED
    except (ConfigError, StoreError) as error:
        return complain(error)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = add_deployment(argparse.ArgumentParser(prog="python -m ingest history", description=__doc__))
    parser.add_argument("--weeks", type=int, help="how far back (simulate.history_weeks)")
    parser.add_argument("--until", type=_instant, metavar="ISO", help="end of the history (now)")
    return parser


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no time zone")
    return at.astimezone(UTC)


def _fill_all(settings: Settings, weeks: int | None, until: datetime, stop: threading.Event) -> None:
    back = settings.simulate.history_weeks if weeks is None else weeks
    database = open_database(settings.database.url, password=settings.database.password.get_secret_value())
    try:
        database.migrate()
        calendar = _calendar(database, until - (back + 1) * WEEK, until + BOOKED_AHEAD)
        for centre in load_centres(settings.centre.files).values():
            world = World(centre, calendar, settings.simulate.seed)
            to = _destination(settings, database, world)
            try:
                fill(world, to, weeks=back, until=until, say=_Teller(centre.id), asked=stop.is_set)
            finally:
                to.store.close()
    finally:
        database.close()


def _calendar(database: Database, start: datetime, end: datetime) -> Calendar:
    """The same calendar that the ingestor and the dashboard use: the official one under the centre's own table."""
    official = official_calendar(range(start.year, end.year + 1))
    return merged(official, database.calendar().within(start.date(), end.date()))


def _destination(settings: Settings, database: Database, world: World) -> Destination:
    centre = world.centre
    token = settings.store.token.get_secret_value()
    return Destination(
        store=open_store(settings.store.url, centre.id, token=token),
        events=database.events(centre.id, centre.zone_info),
        book=database.book(centre.id),
        programme=database.programme(centre),
        tenancies=database.tenancies(centre.id),
        money=database.money(centre.id),
        weather=database.weather(centre.id),
        folder=settings.data.folder,
        community=partial(_live_together, database, world),
    )


def _live_together(database: Database, world: World, first: datetime, until: datetime, again: bool) -> bool:
    ports = database.ports(
        world.centre, world.calendar, lambda: until, store=UNASKED, aggregates=UNASKED, live=UNASKED
    )
    played = keep_community(world, ports, first, until, again=again)
    if played:
        sys.stderr.write(f"history: {world.centre.id}: its needs, meetings, projects and activities\n")
    return played


class _Teller:
    """Tells on stderr and in the progress file how far it is, every two seconds and at the end."""

    def __init__(self, centre: CentreId) -> None:
        self._centre = centre
        self._begun = self._said = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._said < SAY_EVERY_S and progress.done < progress.total:
            return
        self._said = now
        progress.save()
        sys.stderr.write(
            f"history: {self._centre}: {progress.done} of {progress.total} space-weeks in {now - self._begun:.0f} s\n"
        )
