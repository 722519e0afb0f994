"""Waiting for something to become true, with a deadline instead of a sleep."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event


def until(holds: Callable[[], object], within_s: float = 15.0, step: float = 0.02) -> bool:
    """Whether it became true before the deadline."""
    deadline = time.monotonic() + within_s
    pause = Event()
    while not holds():
        if time.monotonic() > deadline:
            return False
        pause.wait(step)
    return True


def is_alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
