"""Whether a child is ready: what it serves answers."""

import http.client
import json
import socket
from collections.abc import Callable
from functools import partial

from dashboard.processes.child import Ready

TIMEOUT_S = 0.5


def reachable(host: str) -> str:
    """Where to call a server that listens on `host`: one that listens everywhere is called on loopback."""
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared, not bound


def accepts(host: str, port: int) -> Ready:
    """Ready when a TCP connection is accepted."""
    return partial(_accepts, reachable(host), port)


def answers(host: str, port: int, path: str, *, also_sick: bool = False) -> Ready:
    """Ready when an HTTP GET is answered with 200; also_sick: or with 503."""
    statuses = (http.client.OK, http.client.SERVICE_UNAVAILABLE) if also_sick else (http.client.OK,)
    return lambda: _get(reachable(host), port, path)[0] in statuses


def reasons(host: str, port: int, path: str) -> Callable[[], tuple[str, ...]]:
    """Why the server calls itself sick, as the keys of its answer; none while it is well or silent."""
    return lambda: _reasons(_get(reachable(host), port, path)[1])


def runs() -> bool:
    """Ready as soon as it runs."""
    return True


def _accepts(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=TIMEOUT_S):
            return True
    except OSError:
        return False


def _get(host: str, port: int, path: str) -> tuple[int, bytes]:
    """Status and body; 0 when nothing answers."""
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def _reasons(body: bytes) -> tuple[str, ...]:
    try:
        return tuple(json.loads(body)["reasons"])
    except (ValueError, KeyError, TypeError):
        return ()
