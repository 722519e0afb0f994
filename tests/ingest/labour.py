"""`python -m tests.ingest.labour FOLDER`: a run with two workers that somebody may interrupt; its later tasks wait for a lock."""

import fcntl
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

from ingest import workers
from ingest.workers import AskedToStopError, work

AT_ONCE = 4
"""Tasks that wait for nothing."""
TASKS = 12
WORKERS = 2
STOPPED = 130


def beginning(folder: Path) -> Callable[[int], int]:
    """What a worker does: it leaves a file for each task, and its own id."""
    (folder / f"worker-{os.getpid()}").touch()
    return partial(_do, folder)


def _do(folder: Path, task: int) -> int:
    (folder / f"task-{task}").touch()
    if task >= AT_ONCE:
        _wait(folder)
    return task * task


def _wait(folder: Path) -> None:
    with (folder / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)


def main(folder: Path) -> int:
    stop = threading.Event()  # as ingest.runtime.until_signal(), whose imports take each worker seconds
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    class Told(ProcessPoolExecutor):
        """Says when the workers know that nobody reads any more: sooner, and they may go on with another task."""

        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            if stop.is_set():
                sys.stdout.write("stopping\n")
                sys.stdout.flush()
            super().shutdown(wait, cancel_futures=cancel_futures)

    workers.ProcessPoolExecutor = Told  # type: ignore[attr-defined, misc]  # what is tested is when, not by what
    try:
        with closing(work(partial(beginning, folder), range(TASKS), WORKERS, stop.is_set)) as results:
            for task, result in results:
                sys.stdout.write(f"{task} {result}\n")
                sys.stdout.flush()
    except AskedToStopError:
        return STOPPED
    return 0


def _begin_slowly(folder: Path) -> None:
    (folder / f"worker-{os.getpid()}").touch()
    _wait(folder)


if __name__ == "__mp_main__" and "slowly" in sys.argv:  # a worker, before it is told what to do
    _begin_slowly(Path(sys.argv[1]))
if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
