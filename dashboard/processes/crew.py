"""All children of one deployment: started in order of readiness, restarted when they crash, stopped together."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from dashboard.processes.child import Child, Plan
from models.message import Message, Value

WRONG_USE = 2
"""The exit code of a program of ours that its settings or options stop: a restart would not help."""

QUIET_S = 3.0
"""Everything but the broker gets this long to stop by itself; the broker goes last, the others still speak to it."""

LAST_S = 4.0

Say = Callable[[Message], None]


class ChildFailedError(Exception):
    """A child cannot do its work at all; `message` says which and why."""

    def __init__(self, child: Child, code: int) -> None:
        super().__init__(child.plan.name, code)
        self.message = Message(
            "run.child_failed", {"name": child.plan.name, "code": code, "why": child.last_words() or "-"}
        )


class Crew:
    """The children and the warden that outlives us only to end them."""

    def __init__(
        self, plans: Sequence[Plan], *, environ: Mapping[str, str], folder: Path, logs: Path, say: Say
    ) -> None:
        self._environ = environ
        self._folder = folder
        self._say = say
        self._children = {plan.name: Child(plan=plan, log=logs / f"{plan.name}.log") for plan in plans}
        self._warden = _start_warden(folder)

    @property
    def is_ready(self) -> bool:
        """Whether every lasting child has answered."""
        return all(child.is_ready or not child.plan.lasting for child in self._children.values())

    @property
    def pids(self) -> dict[str, int]:
        """The running children by name."""
        return {name: child.pid for name, child in self._children.items() if child.is_running}

    def unwell(self) -> dict[str, tuple[str, ...]]:
        """The running children that are not ready, and those that find themselves sick, with their reasons."""
        running = [child for child in self._children.values() if child.is_running]
        told = {child.plan.name: child.plan.reasons() if child.is_ready else None for child in running}
        return {name: why or () for name, why in told.items() if why is None or why}

    def tick(self) -> None:
        """Look at every child once. Raises ChildFailedError when one cannot do its work at all."""
        for child in self._children.values():
            pid = child.pid
            code = child.reap()
            if code is not None:
                self._tell_warden("-", pid)
                self._ended(child, code)
            elif child.is_running and not child.is_ready and child.plan.ready():
                child.is_ready = child.was_ready = True
            elif not child.is_running and self._may_start(child):
                self._start(child)

    def trim_logs(self) -> None:
        for child in self._children.values():
            child.trim_log()

    def stop(self, hurry: Callable[[], bool] = lambda: False) -> None:
        """End everything; the broker last. At the end of LAST_S, or when `hurry` says so, whatever lives is killed."""
        begun = time.monotonic()
        last = [child for child in self._children.values() if child.plan.name == "broker"]
        first = [child for child in self._children.values() if child not in last]
        _end(first, begun + QUIET_S, hurry)
        _end(last, begun + LAST_S, hurry)
        for child in self._children.values():
            child.kill()
        if self._warden.stdin is not None:
            self._warden.stdin.close()
        self._warden.wait(timeout=LAST_S)

    def _start(self, child: Child) -> None:
        self._tell_warden("+", child.start(self._environ, self._folder))

    def _ended(self, child: Child, code: int) -> None:
        if not child.plan.lasting:
            child.is_ready = True  # it may have failed, but nobody waits longer for it
        if code == 0 and not child.plan.lasting:
            child.is_done = True
            return
        if code == WRONG_USE or (not child.was_ready and child.plan.lasting):
            raise ChildFailedError(child, code)
        pause = child.plan_restart(time.monotonic())
        values: dict[str, Value] = {
            "name": child.plan.name,
            "code": code,
            "seconds": round(pause),
            "why": child.last_words() or "-",
        }
        self._say(Message("run.restart", values))

    def _may_start(self, child: Child) -> bool:
        return (
            not child.is_done
            and time.monotonic() >= child.start_not_before
            and all(self._children[name].is_ready for name in child.plan.after)
        )

    def _tell_warden(self, sign: str, pid: int) -> None:
        stream: IO[bytes] | None = self._warden.stdin
        if stream is not None and self._warden.poll() is None:
            stream.write(f"{sign}{pid}\n".encode())
            stream.flush()


def _start_warden(folder: Path) -> subprocess.Popen[bytes]:
    # -I -S: it needs nothing but the standard library, and so takes next to no memory.
    return subprocess.Popen(
        (sys.executable, "-I", "-S", str(folder / "dashboard" / "processes" / "warden.py")),
        stdin=subprocess.PIPE,
        cwd=folder,
        start_new_session=True,
    )


def _end(children: Sequence[Child], deadline: float, hurry: Callable[[], bool]) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    while any(child.is_running for child in children) and time.monotonic() < deadline and not hurry():
        time.sleep(0.02)
