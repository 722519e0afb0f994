"""Checks of what is kept: the database and the sensor store of every centre."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from dashboard.doctor.finding import Case, Finding, fixed, ok, warning, wrong
from models.calendar import Window
from models.centre import CentreId
from models.db import Database, open_database
from models.ports import StoreError
from models.store import ensure_buckets, open_store

_LATE = timedelta(hours=1)
"""A store whose newest reading is older than this hears nothing."""


def is_not_made(url: str) -> bool:
    """Whether the URL names an SQLite file that does not exist: looking at it would make it."""
    scheme, _, file = url.partition(":///")
    return scheme.startswith("sqlite") and not Path(file).exists()


def database(case: Case) -> Iterator[Finding]:
    """The database is reached, its tables are up to date, and somebody can sign in."""
    place = case.settings.database
    if is_not_made(place.url) and not case.fix:
        yield wrong("database.old")
        return
    try:
        records = open_database(place.url, password=place.password.get_secret_value())
    except StoreError as error:
        yield wrong("database.away", why=str(error))
        return
    try:
        yield from _tables(records, case)
    except StoreError as error:
        yield wrong("database.away", why=str(error))
    finally:
        records.close()


def _tables(records: Database, case: Case) -> Iterator[Finding]:
    records.ping()
    if not records.is_current():
        if not case.fix:
            yield wrong("database.old")
            return
        records.migrate()
        yield fixed("database.migrated")
    else:
        yield ok("database")
    people = [account for account in records.accounts().all() if not account.disabled]
    yield ok("accounts", count=len(people)) if people else warning("accounts.none")


def store(case: Case) -> Iterator[Finding]:
    """The sensor store answers for every centre, and how old its newest reading is."""
    place = case.settings.store
    token = place.token.get_secret_value()
    if is_not_made(place.url) and not case.fix:
        yield from (warning("store.empty", centre=centre) for centre in case.centres)
        return
    try:
        if case.fix:
            for name in ensure_buckets(place.url, token=token, retention_days=place.retention_days):
                yield fixed("store.made", name=name)
        for centre in case.centres:
            yield _newest(case, centre, token)
    except StoreError as error:
        yield wrong("store.away", why=str(error))


def _newest(case: Case, centre: CentreId, token: str) -> Finding:
    place = case.settings.store
    readings = open_store(place.url, centre, token=token, retention_days=place.retention_days)
    try:
        sensors = list(case.centres[centre].sensors)
        readings.read(sensors, Window(case.now - timedelta(minutes=1), case.now))
        instants = [reading.at for reading in readings.latest(sensors, case.now).values()]
    finally:
        readings.close()
    if not instants:
        return warning("store.empty", centre=centre)
    age = case.now - max(instants)
    minutes = round(age / timedelta(minutes=1))
    found = warning if age > _LATE else ok
    return found("store.silent" if age > _LATE else "store", centre=centre, minutes=minutes)
