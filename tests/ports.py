"""Ports for servers that tests start."""

import contextlib
import os
import random
import socket
from collections.abc import Iterator
from itertools import cycle

FIRST, EACH, WORKERS = 16_000, 2_000, 8
"""Below all ports that a system gives away by itself, and a stretch of its own for each process that runs tests: between
the choice of a port and its use nobody else can take it."""


def _stretch() -> Iterator[int]:
    """Every second port of ours for ever, from anywhere: another run of tests may be under way on this machine."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
    mine = range(FIRST + worker * EACH, FIRST + (worker + 1) * EACH, 2)
    begin = random.SystemRandom().randrange(len(mine))
    return cycle([*mine[begin:], *mine[:begin]])


_PORTS = _stretch()


def free_port() -> int:
    """A port whose successor is free too (iotcore needs two); no other call gives the same one soon."""
    for port in _PORTS:
        with socket.socket() as first, socket.socket() as second, contextlib.suppress(OSError):
            first.bind(("127.0.0.1", port))
            second.bind(("127.0.0.1", port + 1))
            return port
    raise AssertionError("the ports of tests never end")
