"""The same work for many centres over any `concurrent.futures` executor: progress, resume, and no centre's failure but its own."""

import json
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

Result = Mapping[str, object]
"""What JSON can hold."""
Work = Callable[[str], Result]
"""A function of a module, so that other processes find it by its name."""
Progress = Callable[[int, int, str], None]
"""Told after each: done, of how many, which."""

Pool = Callable[[], AbstractContextManager[Executor]]
"""Opens an executor; again after one of its processes died, which a pool does not survive."""

WAITING = 64
"""So many are handed out at a time: a thousand centres' problems at once would only lie in memory."""


class ExecutorError(Exception):
    """The configured cluster cannot be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """failure: what the work said of it, "" = it succeeded."""

    name: str
    result: Result
    failure: str = ""


def run_many(
    work: Work,
    names: Sequence[str],
    pool: Pool,
    kept: Path,
    progress: Progress = lambda _done, _of, _name: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Outcome]:
    """An outcome for each name that there was time for. kept: JSON lines, which a second run adds to and does not repeat.

    Failures are not kept, so that they are tried again.
    """
    outcomes = [one for one in read_kept(kept) if one.name in set(names)]
    done = {one.name for one in outcomes}
    missing = iter([name for name in names if name not in done])
    with kept.open("a", encoding="utf-8") as file:
        file.write("\n" if file.tell() else "")  # ends a line that broke off
        for outcome in map(_storable, _finished(work, missing, pool, cancelled)):
            if not outcome.failure:
                file.write(_line(outcome) + "\n")
                file.flush()
            outcomes.append(outcome)
            progress(len(outcomes), len(names), outcome.name)
    return outcomes


def _line(outcome: Outcome) -> str:
    return json.dumps({"name": outcome.name, "result": outcome.result})


def _storable(outcome: Outcome) -> Outcome:
    """What JSON cannot hold is that centre's failure and nobody else's."""
    try:
        _line(outcome)
    except (TypeError, ValueError) as error:
        return Outcome(outcome.name, {}, f"its result cannot be kept: {error}")
    return outcome


def _finished(
    work: Work, missing: Iterator[str], pool: Pool, cancelled: Callable[[], bool]
) -> Iterator[Outcome]:
    """As each comes to an end. Whatever was under way when a process died is done again one by one, until the one that
    kills it is found: it fails, and the others do not."""
    suspects: deque[str] = deque()
    while True:
        with pool() as executor:
            try:
                yield from _one_by_one(work, suspects, executor, cancelled)
                yield from _together(work, missing, executor, suspects, cancelled)
            except BrokenExecutor:
                continue
            return


def _one_by_one(
    work: Work, suspects: deque[str], executor: Executor, cancelled: Callable[[], bool]
) -> Iterator[Outcome]:
    while suspects and not cancelled():
        name = suspects.popleft()
        future = executor.submit(work, name)
        yield _outcome(name, future)
        if isinstance(future.exception(), BrokenExecutor):
            raise BrokenExecutor


def _together(
    work: Work,
    missing: Iterator[str],
    executor: Executor,
    suspects: deque[str],
    cancelled: Callable[[], bool],
) -> Iterator[Outcome]:
    """What is not begun when it is asked to stop is taken back. Raises BrokenExecutor with the suspects named."""
    running: dict[Future[Result], str] = {}

    def hand_out() -> None:
        for name in missing if not cancelled() else ():
            running[_submitted(executor, work, name)] = name
            if len(running) >= WAITING:
                return

    hand_out()
    while running:
        future = next(as_completed(running))
        name = running.pop(future)
        if isinstance(future.exception(), BrokenExecutor):
            suspects.extend([name, *running.values()])
            raise BrokenExecutor
        if cancelled():
            for waiting in [one for one in running if one.cancel()]:
                running.pop(waiting)
        else:
            hand_out()
        yield _outcome(name, future)


def _outcome(name: str, future: Future[Result]) -> Outcome:
    failure = future.exception()
    if failure is None:
        return Outcome(name, future.result())
    return Outcome(name, {}, f"{type(failure).__name__}: {failure}")


def _submitted(executor: Executor, work: Work, name: str) -> Future[Result]:
    """A pool one of whose processes died takes nothing more: what it refuses ends as what it was at."""
    try:
        return executor.submit(work, name)
    except BrokenExecutor as error:
        refused: Future[Result] = Future()
        refused.set_exception(error)
        return refused


def read_kept(kept: Path) -> list[Outcome]:
    """What earlier runs left; a last line that broke off is no result."""
    if not kept.exists():
        return []
    found: dict[str, Outcome] = {}
    for line in kept.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            continue
        found[entry["name"]] = Outcome(entry["name"], entry["result"])
    return list(found.values())


@contextmanager
def executor_of(address: str, workers: int) -> Iterator[Executor]:
    """The Dask cluster at that address, or processes of this machine where it is "".

    Raises ExecutorError where the cluster's package is missing or nobody answers.
    """
    if not address:
        # Not forked: a copy of a process with threads (ours has paho's and the web server's) may hold their locks for ever.
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool
        return
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise ExecutorError(
            f"[executor] address = {address!r} needs the package distributed, which is not installed"
        ) from error
    try:
        client = distributed.Client(address, timeout=10)
    except (OSError, ValueError, TimeoutError) as error:
        raise ExecutorError(f"[executor] address = {address!r}: no Dask scheduler answers there") from error
    with client, client.get_executor(pure=False) as cluster:
        yield cluster
