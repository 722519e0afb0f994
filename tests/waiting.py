"""Waiting for something to become true, with a deadline instead of a sleep."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

PATIENCE_S = 60.0
"""For what takes a second on a machine of its own; waiting longer costs nothing where it comes true."""


def until(holds: Callable[[], object], within_s: float = PATIENCE_S, step: float = 0.02) -> bool:
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
