"""The records as they lie there, for whoever checks them: nothing is made, migrated or mended."""

from collections.abc import Iterator
from contextlib import contextmanager

from config.settings import Settings
from dashboard.doctor.records import is_not_made
from models.db import Database, open_database
from models.ports import StoreError


@contextmanager
def records_of(settings: Settings) -> Iterator[Database]:
    """The database that the settings name. Raises StoreError where there is none, or one of another version."""
    place = settings.database
    if is_not_made(place.url):
        raise StoreError(f"there is no database {place.url}")
    database = open_database(place.url, password=place.password.get_secret_value())
    try:
        if not database.is_current():
            raise StoreError(
                f"the tables of {place.url} are of another version; './linli prepare' migrates them"
            )
        yield database
    finally:
        database.close()
