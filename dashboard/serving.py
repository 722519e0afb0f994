"""The web server around the app: a port that is surely ours, and a stop that waits for no open stream."""

import errno
import socket
from collections.abc import Callable, Sequence

import uvicorn
from starlette.types import ASGIApp

LOOPBACK = ("127.0.0.1", "::1")

GRACE_S = 1
"""How long an answer that is under way may take once the server is told to stop."""


class PortError(Exception):
    """The address cannot be listened on; the text names it and says why."""


class Serving(uvicorn.Server):
    """uvicorn, which lets the event streams go before it waits for connections to end."""

    def __init__(self, config: uvicorn.Config, before_stop: Callable[[], object] = lambda: None) -> None:
        super().__init__(config)
        self._before_stop = before_stop

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._before_stop()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises PortError naming the address."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise PortError(f"dashboard address {host}:{port} {_reason(error)}") from error


def _reason(error: OSError) -> str:
    known = {
        errno.EADDRINUSE: "is taken by another program: stop that one or choose another port with --port",
        errno.EACCES: "may not be used: ports below 1024 need special rights, choose another with --port",
        errno.EADDRNOTAVAIL: "is not an address of this machine",
    }
    return known.get(error.errno or 0, f"cannot be used: {error.strerror or error}")


def server(
    app: ASGIApp, before_stop: Callable[[], object] = lambda: None, trusted_proxies: Sequence[str] = ()
) -> Serving:
    """A server for the app; run it with the sockets of `listen`.

    trusted_proxies: whose X-Forwarded-For and -Proto are believed, besides this machine's. Without the right ones, all
    who come through a proxy share its address, and one who guesses passwords locks all of them out.
    """
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=[*LOOPBACK, *trusted_proxies],
        timeout_graceful_shutdown=GRACE_S,
        timeout_keep_alive=75,
        h11_max_incomplete_event_size=32 * 1024,
    )
    return Serving(config, before_stop)


def address(listening: socket.socket) -> tuple[str, int]:
    """Host and port that are really listened on (port 0 in the settings means any free one)."""
    host, port = listening.getsockname()[:2]
    return host, port
