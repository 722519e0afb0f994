"""Weeks of the past worked out by several processes, in the order in which they were asked for."""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from ctypes import c_byte
from dataclasses import dataclass
from datetime import date, datetime

from ingest.simulator.week import Past, past
from ingest.simulator.world import World
from models.centre import SpaceId

AHEAD = 3
"""Weeks handed out per worker, so that results wait a little and memory stays small."""


LOOK_S = 0.1
WATCH_S = 0.2
"""How often a worker looks whether it is still wanted."""


@dataclass(frozen=True, slots=True)
class Task:
    """The part of one week of one space that is still to be filled."""

    space: SpaceId
    monday: date
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """What every task has in common: the end of the past, and from when on readings are kept."""

    until: datetime
    keep_from: datetime


class AskedToStopError(Exception):
    """Somebody wants the work to end; what was yielded stays."""


def work(
    world: World, tasks: Sequence[Task], span: Span, workers: int, asked: Callable[[], bool] = lambda: False
) -> Generator[tuple[Task, Past]]:
    """Each task with its result, in order; in this process when there is little to do.

    asked: whether to stop early. It is looked at between results and not told by an exception out of a signal, which
    would break in anywhere, also where it is swallowed or leaves a lock behind. Raises AskedToStopError.
    """
    if workers <= 1 or len(tasks) < 2 * workers:
        for task in tasks:
            _look(asked)
            yield task, past(world, task.space, task.days, span.until, span.keep_from)
        return
    spawn = multiprocessing.get_context("spawn")
    stopping = spawn.RawValue("b", 0)  # no lock that a worker could take with it
    pool = ProcessPoolExecutor(
        workers, spawn, initializer=_start_worker, initargs=(world, os.getpid(), stopping)
    )
    try:
        yield from _in_order(pool, tasks, span, AHEAD * workers, asked)
    except BaseException:
        stopping.value = 1  # whoever stops does not wait for weeks that nobody will read
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, tasks: Sequence[Task], span: Span, ahead: int, asked: Callable[[], bool]
) -> Iterator[tuple[Task, Past]]:
    waiting: deque[tuple[Task, Future[Past]]] = deque()
    for task in tasks:
        waiting.append((task, pool.submit(_run, task, span)))
        if len(waiting) >= ahead:
            yield _next(waiting, asked)
    while waiting:
        yield _next(waiting, asked)


def _next(waiting: deque[tuple[Task, Future[Past]]], asked: Callable[[], bool]) -> tuple[Task, Past]:
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


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker process keeps between its weeks: what it worked out of its world serves the next one too."""

    world: World
    stopping: "c_byte"


_BENCH: list[Bench] = []
"""The one of this process."""


def _start_worker(world: World, parent: int, stopping: "c_byte") -> None:
    # The parent decides when to stop. A worker that a signal ends while it hands over a result leaves half of it in the
    # pipe, and the parent would wait for the other half for ever.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), name="parent-watch", daemon=True).start()
    _BENCH[:] = [Bench(world, stopping)]


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would wait for work for ever."""
    while os.getppid() == parent:
        time.sleep(WATCH_S)
    os._exit(1)


def _run(task: Task, span: Span) -> Past:
    """Raises AskedToStopError when nobody will read it any more: much was handed out ahead."""
    (bench,) = _BENCH
    _look(lambda: bool(bench.stopping.value))
    return past(bench.world, task.space, task.days, span.until, span.keep_from)
