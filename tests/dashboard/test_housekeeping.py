"""The house is kept behind the pages: by one process, when a turn comes, and a job that fails is seen to fail."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dashboard.housekeeping import run_job, turn
from models.hold import SessionStatus
from models.ports import Ports
from models.services.housekeeping import JOBS, Job
from tests.models.services.offices import Office, an_office

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    yield office
    office.database.close()


def test_every_job_is_done_in_its_turn_and_its_end_is_kept(office: Office) -> None:
    office.open()
    office.at(66)
    turn({office.ports.centre.id: office.ports})
    assert office.status() is SessionStatus.DONE
    runs = {run.job: run for run in office.database.jobs("test").runs()}
    assert set(runs) == set(JOBS)
    assert all(run.good_at == office.now and run.failures == 0 for run in runs.values())
    assert runs["sessions"].done == 1


def test_a_second_process_finds_nothing_to_do(office: Office) -> None:
    done = []
    job = Job(MINUTE, lambda ports, since, at: done.append(since) or 1)
    first, second = (replace(office.ports, jobs=office.database.jobs("test")) for _ in range(2))
    assert [run_job(first, "x", job), run_job(second, "x", job)] == [True, False]
    office.now += MINUTE
    assert run_job(second, "x", job)
    assert done[1] == office.now - MINUTE


def test_a_job_that_fails_is_kept_as_failed_and_looks_back_further_next_time(office: Office) -> None:
    looked: list[datetime] = []

    def broken(_ports: Ports, since: datetime, _at: datetime) -> int:
        looked.append(since)
        raise ZeroDivisionError("of a defect")

    run_job(office.ports, "x", Job(MINUTE, lambda *_: 0))
    good_at = office.now
    for _ in range(2):
        office.now += MINUTE
        run_job(office.ports, "x", Job(MINUTE, broken))
    (run,) = office.database.jobs("test").runs()
    assert (run.failures, run.fault) == (2, "ZeroDivisionError: of a defect")
    assert looked == [good_at, good_at]


def test_one_job_that_fails_keeps_no_other_from_its_turn(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError

    office.open()
    office.at(66)
    jobs = {"first": Job(MINUTE, broken)} | dict(JOBS)
    monkeypatch.setattr("dashboard.housekeeping.JOBS", jobs)
    turn({office.ports.centre.id: office.ports})
    assert office.status() is SessionStatus.DONE


def test_where_no_jobs_are_kept_nothing_is_done(office: Office) -> None:
    assert not run_job(replace(office.ports, jobs=None), "x", JOBS["sessions"])
