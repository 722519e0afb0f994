"""One child process of `./linli run`: its own session, its output in a log file of bounded size."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LOG_MAX_BYTES = 5_000_000
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
SETTLED_S = 60.0
"""A child that ran this long may crash again without waiting longer for its next start."""

Ready = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to start. after: children that must be ready first; lasting: False = exit code 0 means done.

    reasons: why it finds itself sick although it is ready, as keys of `ingest.fault`.
    """

    name: str
    argv: tuple[str, ...]
    ready: Ready
    after: tuple[str, ...] = ()
    lasting: bool = True
    niceness: int = 0
    reasons: Callable[[], tuple[str, ...]] = tuple


@dataclass(slots=True, kw_only=True)
class Child:
    """A plan and what became of it."""

    plan: Plan
    log: Path
    process: subprocess.Popen[bytes] | None = None
    is_ready: bool = False
    was_ready: bool = False
    is_done: bool = False
    pause_s: float = FIRST_PAUSE_S
    started_at: float = 0.0
    start_not_before: float = field(default=0.0)

    def start(self, environ: Mapping[str, str], folder: Path) -> int:
        """Start the program in a session of its own; returns its process group."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.plan.argv,
                cwd=folder,
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if self.plan.niceness:
            os.setpriority(os.PRIO_PROCESS, self.process.pid, self.plan.niceness)
        self.started_at = time.monotonic()
        self.is_ready = False
        return self.process.pid

    @property
    def pid(self) -> int:
        """Its process and process group; 0 when it does not run."""
        return self.process.pid if self.process is not None else 0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def reap(self) -> int | None:
        """The exit code of a child that has ended since, None while it runs or was never started."""
        if self.process is None or self.process.poll() is None:
            return None
        code: int = self.process.returncode
        self.signal(signal.SIGKILL)  # what it may have left behind in its group
        self.process = None
        self.is_ready = False
        return code

    def plan_restart(self, now: float) -> float:
        """How many seconds until the next start: twice as long each time, from the beginning once it had settled."""
        if now - self.started_at >= SETTLED_S:
            self.pause_s = FIRST_PAUSE_S
        pause, self.pause_s = self.pause_s, min(self.pause_s * 2, LONGEST_PAUSE_S)
        self.start_not_before = now + pause
        return pause

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the child and everything that it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                return

    def kill(self) -> None:
        """End whatever still lives of the child and of what it started."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()
            self.process = None

    def last_words(self) -> str:
        """The last line that it wrote, which for our own programs is the sentence that says why."""
        try:
            lines = self.log.read_bytes()[-8192:].decode("utf-8", "replace").splitlines()
        except OSError:
            return ""
        return next((line.strip() for line in reversed(lines) if line.strip()), "").removeprefix("linli: ")

    def trim_log(self, max_bytes: int = LOG_MAX_BYTES) -> None:
        """Keep one older file; the child holds the file open for appending, so it is copied and emptied."""
        if self.log.exists() and self.log.stat().st_size > max_bytes:
            shutil.copyfile(self.log, self.log.with_suffix(".1.log"))
            os.truncate(self.log, 0)
