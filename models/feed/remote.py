"""Addresses of allowed hosts, fetched once, without redirects, in little time and little memory (I/O)."""

import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Thread, Timer
from time import monotonic
from urllib.parse import urlsplit

from models.exchange.remote import PORTS, AddressError, host_port, is_public

SECONDS = 5.0
MOST_BYTES = 5_000_000
_PIECE = 65_536
_LEAST_S = 0.01
"""What is left to connect in when looking up took nearly all: no time at all would mean for ever."""

Resolve = Callable[[str, int], Sequence[str]]
Secure = Callable[[], ssl.SSLContext]


def resolved(host: str, port: int) -> list[str]:
    """The numbers of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


class RemoteReader:
    """Fetches from the hosts of a list. hosts, inside: "host" (the scheme's own port) or "host:port"; those of `inside`
    may have addresses of a private network. The address is looked up once, and that one is connected to. seconds: for
    looking it up and for all the rest together; secure: whose certificates are believed."""

    def __init__(
        self,
        hosts: Collection[str],
        inside: Collection[str] = (),
        *,
        seconds: float = SECONDS,
        resolve: Resolve = resolved,
        secure: Secure = ssl.create_default_context,
    ) -> None:
        self._inside = frozenset(inside)
        self._hosts = self._inside | frozenset(hosts)
        self._seconds = seconds
        self._resolve, self._secure = resolve, secure

    def __call__(self, address: str) -> bytes:
        scheme, host, port = host_port(address)
        names = {f"{host}:{port}"} | ({host} if port == PORTS[scheme] else set())
        if not names & self._hosts:
            raise AddressError("not_allowed", host=f"{host}:{port}")
        until = monotonic() + self._seconds
        number = self._number(host, port, private=bool(names & self._inside))
        secure = self._secure if scheme == "https" else None
        try:
            with _connected(host, number, port, until - monotonic(), secure) as connection:
                return _body(connection, address, host, port)
        except TimeoutError as error:
            raise AddressError("too_slow", host=host) from error
        except (OSError, HTTPException, ValueError) as error:
            raise AddressError("away", host=host) from error

    def _number(self, host: str, port: int, *, private: bool) -> str:
        """Every number of the host must be allowed: nobody chooses between them for us."""
        try:
            numbers = _in_time(lambda: self._resolve(host, port), self._seconds)
        except TimeoutError as error:
            raise AddressError("too_slow", host=host) from error
        except (OSError, UnicodeError) as error:
            raise AddressError("away", host=host) from error
        if not numbers or not (private or all(is_public(one) for one in numbers)):
            raise AddressError("private", host=host)
        return numbers[0]


def _in_time(look_up: Callable[[], Sequence[str]], seconds: float) -> Sequence[str]:
    """The system's own look-up knows no limit and cannot be broken off: it is left behind. Raises TimeoutError."""
    found: Future[Sequence[str]] = Future()

    def run() -> None:
        try:
            found.set_result(look_up())
        except (OSError, UnicodeError) as error:
            found.set_exception(error)

    Thread(target=run, name="look-up", daemon=True).start()
    return found.result(timeout=seconds)


@contextmanager
def _connected(
    host: str, number: str, port: int, seconds: float, secure: Secure | None
) -> Iterator[HTTPConnection]:
    """A connection that is cut when the time is up, however slowly the other side drips."""
    late: list[bool] = []
    seconds = max(seconds, _LEAST_S)
    plain = socket.create_connection((number, port), timeout=seconds)
    live: list[socket.socket] = [plain]

    def cut() -> None:
        late.append(True)
        with suppress(OSError):  # it may be over already
            live[-1].shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        connection = HTTPConnection(host, port)
        if secure is not None:
            secured = _secured(plain, host, secure())
            live.append(secured)
            secured.do_handshake()
        connection.sock = live[-1]
        yield connection
    except (OSError, HTTPException) as error:
        raise TimeoutError(host) if late else error from error
    finally:
        timer.cancel()
        live[-1].close()
    if late:
        raise TimeoutError(host)


def _secured(plain: socket.socket, host: str, context: ssl.SSLContext) -> ssl.SSLSocket:
    """The name is checked against the certificate, whatever number was connected to."""
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _body(connection: HTTPConnection, address: str, host: str, port: int) -> bytes:
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    name = f"[{host}]" if ":" in host else host
    connection.putheader("Host", name if port in PORTS.values() else f"{name}:{port}")
    connection.putheader("Accept", "application/vnd.openactive.rpde+json, application/json, text/html")
    connection.putheader("Accept-Encoding", "identity")
    connection.putheader("Connection", "close")
    connection.endheaders()
    with connection.getresponse() as answer:
        return _read(answer, host)


def _read(answer: HTTPResponse, host: str) -> bytes:
    if 300 <= answer.status < 400:
        raise AddressError("elsewhere", host=host)
    if answer.status != 200:
        raise AddressError("status", host=host, status=answer.status)
    if answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise AddressError("packed", host=host)
    body = bytearray()
    while piece := answer.read(_PIECE):
        body += piece
        if len(body) > MOST_BYTES:
            raise AddressError("too_large", host=host, most=MOST_BYTES // 1_000_000)
    if answer.length:
        raise HTTPException(f"{answer.length} bytes are missing")
    return bytes(body)
