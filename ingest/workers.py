"""Tasks worked off by several processes, in the order in which they were given."""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from ctypes import c_byte
from typing import Any, TypeVar

AHEAD = 3
"""Tasks handed out per worker, so that results wait a little and memory stays small."""


LOOK_S = 0.1
WATCH_S = 0.2
"""How often a worker looks whether it is still wanted."""

_ENDING = (signal.SIGINT, signal.SIGTERM)

Task = TypeVar("Task")
Result = TypeVar("Result")

Begin = Callable[[], Callable[[Task], Result]]
"""Called once in every worker process, which it must be possible to send it to; gives what works off a task."""


class AskedToStopError(Exception):
    """Somebody wants the work to end; what was yielded stays."""


def work(
    begin: Begin[Task, Result],
    tasks: Sequence[Task],
    workers: int,
    asked: Callable[[], bool] = lambda: False,
    ahead: int | None = None,
) -> Generator[tuple[Task, Result]]:
    """Each task with its result, in order; in this process when there is little to do.

    ahead: so many tasks at most are begun and not told of yet; a task that needs another's result is given that far behind.
    asked: whether to stop early. It is looked at between results and not told by an exception out of a signal, which
    would break in anywhere, also where it is swallowed or leaves a lock behind. Raises AskedToStopError.
    """
    if workers <= 1 or len(tasks) < 2 * workers:
        do = begin()
        for task in tasks:
            _look(asked)
            yield task, do(task)
        return
    spawn = multiprocessing.get_context("spawn")
    stopping = spawn.RawValue("b", 0)  # no lock that a worker could take with it
    pool = ProcessPoolExecutor(
        workers, spawn, initializer=_start_worker, initargs=(begin, os.getpid(), stopping)
    )
    try:
        yield from _in_order(pool, tasks, ahead or AHEAD * workers, asked)
    except BaseException:
        stopping.value = 1  # whoever stops does not wait for what nobody will read
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, tasks: Sequence[Task], ahead: int, asked: Callable[[], bool]
) -> Iterator[tuple[Task, Any]]:
    waiting: deque[tuple[Task, Future[Any]]] = deque()
    for task in tasks:
        with _unheard():
            waiting.append((task, pool.submit(_run, task)))
        if len(waiting) >= ahead:
            yield _next(waiting, asked)
    while waiting:
        yield _next(waiting, asked)


@contextmanager
def _unheard() -> Iterator[None]:
    """Signals wait meanwhile. A worker begins with what is blocked here: one that Ctrl-C met before it could ignore it
    would end with a stack trace."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _next(waiting: deque[tuple[Task, Future[Any]]], asked: Callable[[], bool]) -> tuple[Task, Any]:
    task, result = waiting.popleft()
    while True:
        _look(asked)
        try:
            return task, result.result(timeout=LOOK_S)
        except TimeoutError:
            continue
        except BrokenProcessPool:  # a signal to the whole group ended a worker that had only just begun
            _look(asked)
            raise


def _look(asked: Callable[[], bool]) -> None:
    if asked():
        raise AskedToStopError


_WORK: list[tuple[Callable[[Any], Any], "c_byte"]] = []
"""What a worker process does and where it is told to stop; what it has worked out serves its next task too."""


def _start_worker(begin: Begin[Any, Any], parent: int, stopping: "c_byte") -> None:
    # The parent decides when to stop. A worker that a signal ends while it hands over a result leaves half of it in the
    # pipe, and the parent would wait for the other half for ever.
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), name="parent-watch", daemon=True).start()
    _WORK[:] = [(begin(), stopping)]


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would wait for work for ever."""
    while os.getppid() == parent:
        time.sleep(WATCH_S)
    os._exit(1)


def _run(task: Any) -> Any:
    """Raises AskedToStopError when nobody will read it any more: much was handed out ahead."""
    ((do, stopping),) = _WORK
    _look(lambda: bool(stopping.value))
    return do(task)
