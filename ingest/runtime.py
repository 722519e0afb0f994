"""`python -m ingest run`: settings -> centres -> stores -> the ingest process, until SIGTERM."""

import logging
import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from config.arguments import add_deployment, complain, settings_from
from config.calendar import present_calendar
from config.centre import load_centres
from config.settings import ConfigError, Settings
from ingest.centre_listener import centre_listeners
from ingest.decoders import faults
from ingest.process import IngestProcess, MakeListeners
from models.centre import Centre, CentreId
from models.db import Database, open_database
from models.ports import SensorStore, StoreError
from models.store import ensure_buckets, open_store

log = logging.getLogger(__name__)

WRONG_SETTING = 2
"""The exit code by which a supervisor knows that a restart would not help."""


def main(argv: Sequence[str]) -> int:
    """0 = told to stop and nothing was left behind, 1 = something went wrong and was said, 2 = the broker refuses us."""
    parser = ArgumentParser(
        prog="linli ingest", description="Receive, decode and keep what the sensors send."
    )
    arguments = add_deployment(parser).parse_args(argv)
    begin_logging()
    try:
        settings = settings_from(arguments)
        centres = known_centres(settings)
        stores = stores_of(settings, centres)
        database = database_of(settings)
        process = IngestProcess(settings, centres, stores, listeners_of(centres, stores, database))
    except (ConfigError, StoreError) as error:
        return complain(error)
    reason = process.run(until_signal())
    database.close()
    if process.client.denied:
        complain(ConfigError(reason))
        return WRONG_SETTING
    if reason:
        log.error("%s", reason)
    return 1 if reason else 0


def begin_logging() -> None:
    """One line per event on stderr."""
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=logging.INFO, format=form, stream=sys.stderr)


def known_centres(settings: Settings) -> Mapping[CentreId, Centre]:
    """The centres of the deployment, their sensors checked against what can be decoded."""
    centres = load_centres(settings.centre.files)
    wrong = [text for centre in centres.values() for text in faults(centre)]
    if wrong:
        raise ConfigError(wrong[0])
    return centres


def stores_of(settings: Settings, centres: Mapping[CentreId, Centre]) -> Mapping[CentreId, SensorStore]:
    """One store per centre. One that is away, or a token that may only read and write, is no reason not to start."""
    store, token = settings.store, settings.store.token.get_secret_value()
    try:
        ensure_buckets(store.url, token=token, retention_days=store.retention_days)
    except StoreError as error:  # `prepare` and `doctor --fix` make the buckets with a token that may
        log.warning("the store is not prepared by us: %s", error)
    return {
        centre: open_store(store.url, centre, token=token, retention_days=store.retention_days)
        for centre in centres
    }


def database_of(settings: Settings) -> Database:
    """The records, with their tables up to date. Raises StoreError when they cannot be reached."""
    database = open_database(settings.database.url, password=settings.database.password.get_secret_value())
    database.migrate()
    return database


def listeners_of(
    centres: Mapping[CentreId, Centre], stores: Mapping[CentreId, SensorStore], database: Database
) -> MakeListeners:
    """What happens to readings once they are kept: live states and slot facts."""
    calendar = present_calendar(database.calendar(), datetime.now(UTC).date())
    return lambda publisher: centre_listeners(
        centres, calendar, stores, database.slots, database.bookings, publisher.state
    )


def until_signal() -> threading.Event:
    """Set by SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
