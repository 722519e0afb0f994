"""Tasks worked off by processes: in order, stopped between results, never left behind."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from ingest.workers import AskedToStopError, work
from tests.ingest.labour import AT_ONCE, STOPPED, TASKS, WORKERS, beginning
from tests.source import ROOT
from tests.waiting import is_alive, until


def failing(_folder: Path) -> Callable[[int], int]:
    return partial(divmod, 1)  # type: ignore[return-value]  # of 0 it raises


def workers_of(folder: Path) -> list[int]:
    return [int(file.name.partition("-")[2]) for file in folder.glob("worker-*")]


def tasks_of(folder: Path) -> set[int]:
    return {int(file.name.partition("-")[2]) for file in folder.glob("task-*")}


@contextmanager
def labouring(folder: Path, *how: str) -> Iterator[tuple["subprocess.Popen[str]", Callable[[], None]]]:
    """A run of its own process group, the same as from a terminal, and what lets its later tasks go on."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [sys.executable, "-m", "tests.ingest.labour", str(folder), *how]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True
        ) as run:
            try:
                yield run, partial(fcntl.flock, lock, fcntl.LOCK_UN)
            finally:
                if run.poll() is None:
                    os.killpg(run.pid, signal.SIGKILL)


def lines(run: "subprocess.Popen[str]", number: int) -> list[str]:
    assert run.stdout is not None
    return [run.stdout.readline().strip() for _ in range(number)]


def test_results_come_in_the_order_of_the_tasks_whoever_was_faster(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    found = list(work(partial(beginning, tmp_path), range(TASKS), WORKERS))
    assert found == [(n, n * n) for n in range(TASKS)]
    assert workers_of(tmp_path)
    assert os.getpid() not in workers_of(tmp_path)


def test_little_to_do_is_done_here(tmp_path: Path) -> None:
    assert list(work(partial(beginning, tmp_path), range(3), WORKERS)) == [(0, 0), (1, 1), (2, 4)]
    assert workers_of(tmp_path) == [os.getpid()]


@pytest.mark.parametrize("tasks", [3, AT_ONCE], ids=["here", "by others"])
def test_what_fails_in_a_task_is_told_and_ends_the_work(tmp_path: Path, tasks: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(work(partial(failing, tmp_path), range(tasks), WORKERS))


def test_work_here_is_stopped_between_two_tasks(tmp_path: Path) -> None:
    answers = iter([False, False, True])
    with pytest.raises(AskedToStopError):
        list(work(partial(beginning, tmp_path), range(3), WORKERS, lambda: next(answers)))
    assert tasks_of(tmp_path) == {0, 1}


def test_ctrl_c_ends_a_run_after_what_is_under_way_and_leaves_nobody_behind(tmp_path: Path) -> None:
    with labouring(tmp_path) as (run, let_go):
        told = lines(run, AT_ONCE)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers as well
        assert lines(run, 1) == ["stopping"]
        let_go()
        rest, complaint = run.communicate()
    assert told == [f"{n} {n * n}" for n in range(AT_ONCE)]
    assert (run.returncode, rest, complaint) == (STOPPED, "", "")
    assert tasks_of(tmp_path) <= set(range(AT_ONCE + WORKERS)), "nothing was begun that nobody would read"
    assert not any(map(is_alive, workers_of(tmp_path)))


def test_ctrl_c_that_meets_workers_while_they_begin_shows_nobody_a_stack_trace(tmp_path: Path) -> None:
    with labouring(tmp_path, "slowly") as (run, let_go):
        assert until(lambda: len(workers_of(tmp_path)) == WORKERS)
        os.killpg(run.pid, signal.SIGINT)
        assert lines(run, 1) == ["stopping"]
        let_go()
        rest, complaint = run.communicate()
    assert (run.returncode, rest, complaint) == (STOPPED, "", "")


def test_workers_end_when_the_run_is_killed(tmp_path: Path) -> None:
    with labouring(tmp_path) as (run, _):
        lines(run, AT_ONCE)
        assert until(lambda: len(workers_of(tmp_path)) == WORKERS)
        run.kill()
        run.wait()
        assert until(lambda: not any(map(is_alive, workers_of(tmp_path))))
