"""Lets nothing outlive `./linli run`: a bare process that ends our children's groups when its stdin closes."""

import os
import signal
import sys
import time
from collections.abc import Iterable

GRACE_S = 4.0


def follow(lines: Iterable[str]) -> set[int]:
    """The process groups that are alive when the lines end: "+PID" enters one, "-PID" takes it out."""
    groups: set[int] = set()
    for line in lines:
        sign, number = line[:1], line[1:].strip()
        if number.isdigit():
            (groups.add if sign == "+" else groups.discard)(int(number))
    return groups


def end(groups: set[int], grace_s: float = GRACE_S) -> None:
    """Ask every group to stop; after the grace, make it."""
    deadline = time.monotonic() + grace_s
    alive = _signalled(groups, signal.SIGTERM)
    while alive and time.monotonic() < deadline:
        time.sleep(0.05)
        alive = _signalled(alive, 0)
    _signalled(alive, signal.SIGKILL)


def _signalled(groups: set[int], number: int) -> set[int]:
    reached = set()
    for group in groups:
        try:
            os.killpg(group, number)
        except (ProcessLookupError, PermissionError):
            continue
        reached.add(group)
    return reached


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    end(follow(sys.stdin))
