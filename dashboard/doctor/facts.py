"""Check of the facts: whether all of them are of the calculation that this version makes."""

from collections.abc import Iterator

from dashboard.doctor.finding import Case, Finding, ok, warning, wrong
from dashboard.doctor.records import is_not_made
from models.db import Database, open_database
from models.ports import StoreError
from models.slot import CALC_VERSION


def facts(case: Case) -> Iterator[Finding]:
    """How many space-days were worked out by an older calculation; the database's own faults are another check's."""
    place = case.settings.database
    if is_not_made(place.url):
        return
    try:
        records = open_database(place.url, password=place.password.get_secret_value())
    except StoreError:
        return
    try:
        if records.is_current():
            yield from _versions(records, case)
    except StoreError as error:
        yield wrong("facts.away", why=str(error))
    finally:
        records.close()


def _versions(records: Database, case: Case) -> Iterator[Finding]:
    for centre in case.centres:
        versions = records.days(centre).versions()
        for version, days in sorted(versions.items()):
            if version < CALC_VERSION:
                yield warning("facts.old", centre=centre, days=days, version=version)
        yield ok("facts", centre=centre, days=versions.get(CALC_VERSION, 0), version=CALC_VERSION)
