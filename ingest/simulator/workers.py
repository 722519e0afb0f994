"""Weeks of the past worked out by several processes, in the order in which they were asked for."""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime

from ingest.simulator.week import Past, past
from ingest.simulator.world import World
from models.centre import SpaceId

AHEAD = 3
"""Weeks handed out per worker, so that results wait a little and memory stays small."""


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


def work(world: World, tasks: Sequence[Task], span: Span, workers: int) -> Generator[tuple[Task, Past]]:
    """Each task with its result, in order; in this process when there is little to do. Close it to stop early."""
    if workers <= 1 or len(tasks) < 2 * workers:
        for task in tasks:
            yield task, past(world, task.space, task.days, span.until, span.keep_from)
        return
    pool = ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(world,),
    )
    try:
        yield from _in_order(pool, tasks, span, AHEAD * workers)
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, tasks: Sequence[Task], span: Span, ahead: int
) -> Iterator[tuple[Task, Past]]:
    waiting: deque[tuple[Task, Future[Past]]] = deque()
    for task in tasks:
        waiting.append((task, pool.submit(_run, task, span)))
        if len(waiting) >= ahead:
            yield _next(waiting)
    while waiting:
        yield _next(waiting)


def _next(waiting: deque[tuple[Task, Future[Past]]]) -> tuple[Task, Past]:
    task, result = waiting.popleft()
    return task, result.result()


_WORLD: list[World] = []
"""The world of a worker process, so that what it has worked out serves its next week too."""


def _start_worker(world: World) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    threading.Thread(target=_end_with, args=(os.getppid(),), name="parent-watch", daemon=True).start()
    _WORLD[:] = [world]


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would wait for work for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _run(task: Task, span: Span) -> Past:
    return past(_WORLD[0], task.space, task.days, span.until, span.keep_from)
