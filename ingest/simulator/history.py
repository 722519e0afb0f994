"""`python -m ingest history`: more than a year of a simulated centre in bulk, newest week first, resumable."""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from config.arguments import add_deployment, complain, settings_from
from config.calendar import official_calendar
from config.centre import load_centres
from config.settings import ConfigError, Settings
from ingest.simulator.filling import BOOKED_AHEAD, WEEK, Destination, fill
from ingest.simulator.progress import Progress
from ingest.simulator.world import World
from models.centre import CentreId
from models.db import open_database
from models.ports import StoreError
from models.store import open_store

SAY_EVERY_S = 2.0
STOPPED = 130


def main(argv: Sequence[str]) -> int:
    """Fill every centre of the deployment. Exit code 130 = stopped on request; what is filled stays filled."""
    arguments = _parser().parse_args(argv)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _fill_all(settings_from(arguments), arguments.weeks, arguments.until or datetime.now(UTC))
    except KeyboardInterrupt:
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


def _fill_all(settings: Settings, weeks: int | None, until: datetime) -> None:
    back = settings.simulate.history_weeks if weeks is None else weeks
    calendar = official_calendar(range((until - (back + 1) * WEEK).year, (until + BOOKED_AHEAD).year + 1))
    database = open_database(settings.database.url, password=settings.database.password.get_secret_value())
    database.migrate()
    for centre in load_centres(settings.centre.files).values():
        token = settings.store.token.get_secret_value()
        to = Destination(
            store=open_store(settings.store.url, centre.id, token=token),
            slots=database.slots(centre.id),
            bookings=database.bookings(centre.id),
            folder=settings.data.folder,
        )
        world = World(centre, calendar, settings.simulate.seed)
        try:
            fill(world, to, weeks=back, until=until, say=_Teller(centre.id))
        finally:
            to.store.close()


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
