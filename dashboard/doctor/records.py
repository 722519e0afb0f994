"""Checks of what is kept: the database, the calendar in it, and the sensor store of every centre."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from config.calendar import merged, official_calendar
from dashboard.doctor.finding import Case, Finding, fixed, ok, warning, wrong
from models.aggregate import LENGTHS, Step
from models.calendar import CalendarDay, Window
from models.centre import CentreId
from models.db import Database, open_database
from models.ports import StoreError
from models.store import ensure_buckets, open_aggregates, open_store, store_size
from models.store.schema import MAX_SERIES

_LATE = timedelta(hours=1)
"""A store whose newest reading is older than this hears nothing."""

_AHEAD_DAYS = 60
_LOOK_BACK = timedelta(days=2)
_MEGABYTE = 1024 * 1024


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


def calendar(case: Case) -> Iterator[Finding]:
    """How many of the coming days rest on a guess because nobody has announced them here yet."""
    first = case.now.date()
    last = first + timedelta(days=_AHEAD_DAYS)
    days = merged(official_calendar(range(first.year, last.year + 1)), _entered(case, first, last))
    provisional = days.provisional_days(first, _AHEAD_DAYS)
    if provisional:
        yield warning("calendar.provisional", provisional=provisional, days=_AHEAD_DAYS)
    else:
        yield ok("calendar", days=_AHEAD_DAYS)


def _entered(case: Case, first: date, last: date) -> list[CalendarDay]:
    """The days of the calendar table; none while there is no database, which is a finding of its own."""
    place = case.settings.database
    if is_not_made(place.url):
        return []
    try:
        records = open_database(place.url, password=place.password.get_secret_value())
        try:
            return records.calendar().within(first, last) if records.is_current() else []
        finally:
            records.close()
    except StoreError:
        return []


def store(case: Case) -> Iterator[Finding]:
    """The sensor store answers for every centre, and how old its newest reading is."""
    place = case.settings.store
    token = place.token.get_secret_value()
    if is_not_made(place.url) and not case.fix:
        yield from (warning("store.empty", centre=centre) for centre in case.centres)
        return
    try:
        if case.fix:
            for name in ensure_buckets(
                place.url, token=token, retention_days=place.retention_days, keep_days=place.keep_days
            ):
                yield fixed("store.made", name=name)
        for centre in case.centres:
            yield _newest(case, centre, token)
        if not is_not_made(place.url):
            yield _size(case, token)
    except StoreError as error:
        yield wrong("store.away", why=str(error))


def gathered(case: Case) -> Iterator[Finding]:
    """How far the gathering of readings into quarter hours and hours is behind."""
    place = case.settings.store
    if is_not_made(place.url):
        return
    for centre in case.centres:
        try:
            newest = _newest_gathered(case, centre)
        except StoreError as error:
            yield wrong("store.away", why=str(error))
            return
        if newest is None:
            yield warning("gathered.none", centre=centre)
            continue
        minutes = round((case.now - newest) / timedelta(minutes=1))
        found = warning if case.now - newest > _LATE else ok
        yield found("gathered.late" if found is warning else "gathered", centre=centre, minutes=minutes)


def _newest_gathered(case: Case, centre: CentreId) -> datetime | None:
    """The end of the newest quarter hour."""
    place = case.settings.store
    aggregates = open_aggregates(
        place.url, centre, token=place.token.get_secret_value(), keep_days=place.keep_days
    )
    try:
        window = Window(case.now - _LOOK_BACK, case.now)
        found = aggregates.read(list(case.centres[centre].sensors), window, Step.QUARTER)
    finally:
        aggregates.close()
    return max((one.start + LENGTHS[one.step] for one in found), default=None)


def _size(case: Case, token: str) -> Finding:
    size = store_size(case.settings.store.url, token=token)
    parts = ", ".join(f"{name} {count / _MEGABYTE:.1f} MB" for name, count in sorted(size.bytes.items()))
    found = warning if size.series > MAX_SERIES * len(case.centres) else ok
    return found("store.size.many" if found is warning else "store.size", parts=parts, series=size.series)


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
