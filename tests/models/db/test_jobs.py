"""A job is one process's at a time, comes round when its turn comes, and its failures stay to be seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from models.db import Database
from models.job import LEASE
from tests.builders import NOON

MINUTE = timedelta(minutes=1)


def test_of_many_who_want_a_job_at_once_one_has_it(database: Database) -> None:
    jobs = database.jobs("test")
    for turn in range(3):
        at = NOON + turn * MINUTE
        with ThreadPoolExecutor(12) as crowd:
            taken = list(crowd.map(lambda _, at=at: jobs.take("sessions", MINUTE, at), range(12)))
        assert sum(run is not None for run in taken) == 1
        jobs.give_back("sessions", at)


def test_a_turn_comes_after_its_time_and_not_before(database: Database) -> None:
    jobs = database.jobs("test")
    assert jobs.take("sessions", 5 * MINUTE, NOON) is not None
    jobs.give_back("sessions", NOON + MINUTE, done=3)
    assert jobs.take("sessions", 5 * MINUTE, NOON + 4 * MINUTE) is None
    assert jobs.take("others", 5 * MINUTE, NOON + 4 * MINUTE) is not None
    again = jobs.take("sessions", 5 * MINUTE, NOON + 5 * MINUTE)
    assert again is not None
    assert (again.good_at, again.done) == (NOON + MINUTE, 3)


def test_what_a_killed_process_held_is_free_after_the_lease(database: Database) -> None:
    jobs = database.jobs("test")
    jobs.take("sessions", MINUTE, NOON)
    assert jobs.take("sessions", MINUTE, NOON + LEASE - MINUTE) is None
    assert jobs.take("sessions", MINUTE, NOON + LEASE) is not None


def test_failures_are_counted_until_it_goes_well(database: Database) -> None:
    jobs = database.jobs("test")
    for turn in range(3):
        jobs.take("sessions", MINUTE, NOON + turn * MINUTE)
        jobs.give_back("sessions", NOON + turn * MINUTE, fault="x" * 1000)
    (run,) = jobs.runs()
    assert (run.failures, len(run.fault), run.good_at) == (3, 300, None)
    assert not run.late(MINUTE, NOON + 16 * MINUTE)
    assert run.late(MINUTE, NOON + 18 * MINUTE)
    jobs.give_back("sessions", NOON + 4 * MINUTE, done=1)
    (run,) = jobs.runs()
    assert (run.failures, run.fault, run.good_at, run.done) == (0, "", NOON + 4 * MINUTE, 1)
    assert not run.late(MINUTE, NOON + 18 * MINUTE)
    assert database.jobs("other").runs() == []
