"""Connections to addresses of the network that are allowed: looked up once, and that number is connected to (I/O)."""

import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Thread, Timer
from time import monotonic

from models.exchange.remote import PORTS, AddressError, is_public

SECONDS = 5.0
_PIECE = 65_536
_LEAST_S = 0.01
"""What is left to connect in when looking up took nearly all: no time at all would mean for ever."""

Resolve = Callable[[str, int], Sequence[str]]
Secure = Callable[[], ssl.SSLContext]


def resolved(host: str, port: int) -> list[str]:
    """The numbers of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """inside: "host" (the port of its scheme) or "host:port" that may have addresses of a private network; seconds: for
    looking up and for all the rest together; secure: whose certificates are believed."""

    inside: Collection[str] = ()
    seconds: float = SECONDS
    resolve: Resolve = resolved
    secure: Secure = ssl.create_default_context

    def number(self, host: str, port: int, usual: int) -> str:
        """The number to connect to; usual: the port that goes without saying. Every number of the host must be allowed:
        nobody chooses between them for us. Raises AddressError."""
        try:
            numbers = _in_time(lambda: self.resolve(host, port), self.seconds)
        except TimeoutError as error:
            raise AddressError("too_slow", host=host) from error
        except (OSError, UnicodeError) as error:
            raise AddressError("away", host=host) from error
        private = bool(names(host, port, usual) & frozenset(self.inside))
        if not numbers or not (private or all(is_public(one) for one in numbers)):
            raise AddressError("private", host=host)
        return numbers[0]

    @contextmanager
    def http(self, scheme: str, host: str, port: int) -> Iterator[HTTPConnection]:
        """A connection for one question, cut when the time is up. Raises AddressError."""
        until = monotonic() + self.seconds
        number = self.number(host, port, PORTS[scheme])
        secure = self.secure if scheme == "https" else None
        try:
            with _connected(host, number, port, until - monotonic(), secure) as connection:
                yield connection
        except TimeoutError as error:
            raise AddressError("too_slow", host=host) from error
        except (OSError, HTTPException, ValueError) as error:
            raise AddressError("away", host=host) from error


def names(host: str, port: int, usual: int) -> frozenset[str]:
    """How a list may name it."""
    return frozenset({f"{host}:{port}"} | ({host} if port == usual else set()))


def ask(connection: HTTPConnection, method: str, path: str, host: str, port: int) -> None:
    """The head of a question, as far as all questions have it in common."""
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    name = f"[{host}]" if ":" in host else host
    connection.putheader("Host", name if port in PORTS.values() else f"{name}:{port}")
    connection.putheader("Accept-Encoding", "identity")
    connection.putheader("Connection", "close")


def body_of(answer: HTTPResponse, host: str, most: int) -> bytes:
    """The whole body, at most so many bytes. Raises AddressError, HTTPException."""
    if answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise AddressError("packed", host=host)
    body = bytearray()
    while piece := answer.read(_PIECE):
        body += piece
        if len(body) > most:
            raise AddressError("too_large", host=host, most=most // 1_000_000)
    if answer.length:
        raise HTTPException(f"{answer.length} bytes are missing")
    return bytes(body)


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
    seconds = max(seconds, _LEAST_S)
    live = [socket.create_connection((number, port), timeout=seconds)]
    try:
        with cut_off(lambda: live[-1], seconds):
            connection = HTTPConnection(host, port)
            if secure is not None:
                secured = _secured(live[-1], host, secure())
                live.append(secured)
                secured.do_handshake()
            connection.sock = live[-1]
            yield connection
    finally:
        live[-1].close()


@contextmanager
def cut_off(live: Callable[[], socket.socket | None], seconds: float) -> Iterator[None]:
    """Shut what `live` gives once the time is up. Raises TimeoutError then, whatever came of the cut."""
    late: list[bool] = []

    def cut() -> None:
        late.append(True)
        open_one = live()
        with suppress(OSError):  # it may be over already
            if open_one is not None:
                open_one.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, HTTPException) as error:
        raise TimeoutError(f"{seconds} s") if late else error from error
    finally:
        timer.cancel()
    if late:
        raise TimeoutError(f"{seconds} s")


def _secured(plain: socket.socket, host: str, context: ssl.SSLContext) -> ssl.SSLSocket:
    """The name is checked against the certificate, whatever number was connected to."""
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
