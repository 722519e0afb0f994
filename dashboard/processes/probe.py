"""Whether a child is ready: what it serves answers."""

import http.client
import socket
from functools import partial

from dashboard.processes.child import Ready

TIMEOUT_S = 0.5


def reachable(host: str) -> str:
    """Where to call a server that listens on `host`: one that listens everywhere is called on loopback."""
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared, not bound


def accepts(host: str, port: int) -> Ready:
    """Ready when a TCP connection is accepted."""
    return partial(_accepts, reachable(host), port)


def answers(host: str, port: int, path: str) -> Ready:
    """Ready when an HTTP GET is answered with 200."""
    return partial(_answers, reachable(host), port, path)


def runs() -> bool:
    """Ready as soon as it runs."""
    return True


def _accepts(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=TIMEOUT_S):
            return True
    except OSError:
        return False


def _answers(host: str, port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
