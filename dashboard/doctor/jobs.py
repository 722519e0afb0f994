"""Check of the jobs of the house: a no-show that nobody notes and a room that nobody gives back are silent faults."""

from collections.abc import Iterator

from dashboard.doctor.finding import Case, Finding, ok, warning, wrong
from dashboard.doctor.records import is_not_made
from models.db import Database, open_database
from models.ports import StoreError
from models.services.housekeeping import JOBS


def jobs(case: Case) -> Iterator[Finding]:
    """When each job of each centre last went well. A database that is away or old is a finding of its own."""
    place = case.settings.database
    if is_not_made(place.url):
        return
    try:
        records = open_database(place.url, password=place.password.get_secret_value())
        try:
            if records.is_current():
                yield from _findings(records, case)
        finally:
            records.close()
    except StoreError:
        return


def _findings(records: Database, case: Case) -> Iterator[Finding]:
    for centre in case.centres:
        runs = {run.job: run for run in records.jobs(centre).runs()}
        for name, job in JOBS.items():
            run = runs.get(name)
            if run is None:
                yield warning("jobs.never", centre=centre, job=name)
            elif run.failures:
                yield wrong("jobs.failed", centre=centre, job=name, times=run.failures, why=run.fault)
            elif run.late(job.every, case.now):
                yield warning("jobs.late", centre=centre, job=name)
            else:
                yield ok("jobs", centre=centre, job=name)
