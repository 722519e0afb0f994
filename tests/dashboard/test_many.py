import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from dashboard.many import ExecutorError, Pool, executor_of, read_kept, run_many

NAMES = [f"centre{number}" for number in range(6)]


def length_of(name: str) -> dict[str, object]:
    """The work of these tests; a name with a 3 has no answer."""
    if "3" in name:
        raise ValueError(f"{name} has no readings")
    return {"length": len(name), "process": os.getpid()}


def killing(name: str) -> dict[str, object]:
    """A work that takes its process with it at one name, as a crash in a library does."""
    if name.endswith("5"):
        os._exit(1)
    return length_of(name)


def unspeakable(name: str) -> dict[str, object]:
    """A result that JSON cannot hold, of one name."""
    return {"length": {1, 2} if name.endswith("1") else 7}


@pytest.fixture
def threads() -> Pool:
    return partial(ThreadPoolExecutor, 2)


def test_one_centres_failure_is_told_by_its_name_and_harms_no_other(threads: Pool, tmp_path: Path) -> None:
    outcomes = {one.name: one for one in run_many(length_of, NAMES, threads, tmp_path / "kept")}
    assert set(outcomes) == set(NAMES)
    assert {name: one.failure for name, one in outcomes.items() if one.failure} == {
        "centre3": "ValueError: centre3 has no readings"
    }
    assert all(one.result["length"] == 7 for one in outcomes.values() if not one.failure)


def test_a_second_run_does_only_what_is_missing(threads: Pool, tmp_path: Path) -> None:
    run_many(length_of, NAMES[:2], threads, tmp_path / "kept")
    told: list[str] = []
    outcomes = run_many(
        length_of, NAMES, threads, tmp_path / "kept", lambda _done, _of, name: told.append(name)
    )
    assert sorted(told) == sorted(NAMES[2:])
    assert sorted(one.name for one in outcomes) == NAMES


def test_progress_counts_up_to_all(threads: Pool, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    run_many(length_of, NAMES, threads, tmp_path / "kept", lambda done, of, _name: told.append((done, of)))
    assert told == [(done, 6) for done in range(1, 7)]


def test_what_is_cancelled_is_kept_as_far_as_it_came(threads: Pool, tmp_path: Path) -> None:
    many = [f"place{number}" for number in range(1000, 1400)]
    done: list[str] = []
    outcomes = run_many(
        length_of,
        many,
        threads,
        tmp_path / "kept",
        lambda _done, _of, name: done.append(name),
        cancelled=lambda: len(done) >= 10,
    )
    assert 10 <= len(outcomes) < 200
    kept = {one.name for one in read_kept(tmp_path / "kept")}
    assert kept == {one.name for one in outcomes if not one.failure}


def test_a_line_that_broke_off_is_done_again_and_spoils_no_other(threads: Pool, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(
        json.dumps({"name": "centre0", "result": {"length": 7}}) + '\n{"name": "cen', encoding="utf-8"
    )
    run_many(length_of, NAMES[:3], threads, kept)
    assert sorted(one.name for one in read_kept(kept)) == NAMES[:3]


def test_work_runs_in_processes_of_its_own_by_default(tmp_path: Path) -> None:
    (outcome,) = run_many(length_of, NAMES[:1], partial(executor_of, "", workers=1), tmp_path / "kept")
    assert outcome.failure == ""
    assert outcome.result["process"] != os.getpid()


def test_a_process_that_dies_costs_its_own_centre_and_no_other(tmp_path: Path) -> None:
    pool = partial(executor_of, "", workers=2)
    outcomes = {one.name: one for one in run_many(killing, NAMES, pool, tmp_path / "kept")}
    assert set(outcomes) == set(NAMES)
    assert {name for name, one in outcomes.items() if one.failure} == {"centre3", "centre5"}
    assert "BrokenProcessPool" in outcomes["centre5"].failure


def test_a_result_that_cannot_be_kept_is_its_own_failure(threads: Pool, tmp_path: Path) -> None:
    outcomes = {one.name: one for one in run_many(unspeakable, NAMES, threads, tmp_path / "kept")}
    assert "cannot be kept" in outcomes["centre1"].failure
    assert sum(not one.failure for one in outcomes.values()) == 5


def test_nobody_at_the_clusters_address_is_an_error_that_names_it() -> None:
    with (
        pytest.raises(ExecutorError, match="'nonsense://127.0.0.1:1'"),
        executor_of("nonsense://127.0.0.1:1", 1),
    ):
        pass


@pytest.mark.slow
def test_work_runs_on_a_cluster_when_its_address_is_configured(scheduler: str, tmp_path: Path) -> None:
    cluster = partial(executor_of, scheduler, workers=2)
    outcomes = {one.name: one for one in run_many(length_of, NAMES, cluster, tmp_path / "kept")}
    assert {name for name, one in outcomes.items() if one.failure} == {"centre3"}
    assert os.getpid() not in {one.result.get("process") for one in outcomes.values()}
