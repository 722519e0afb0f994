"""Asking a robot's address something: no private networks, no redirects, little time, and its answers as faults (I/O)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPResponse
from urllib.parse import urlsplit

from models.exchange.remote import PORTS, AddressError, host_port
from models.feed.guarded import Guard, ask, body_of, names
from models.message import Message
from models.sending.delivery import SendError

SECONDS = 30.0
"""A file of 20 MB goes through a line of 6 Mbit/s in that time."""

MOST_ANSWER = 65_536
LONGEST_WAIT_S = 3_600
_BUSY = frozenset({408, 425, 429})
_FINAL = frozenset({"private", "not_allowed", "elsewhere", "odd"})
"""What another attempt would meet again: somebody must change the address or the setting."""


@dataclass(frozen=True, slots=True)
class GuardedPost:
    """A Post. Without TLS only to hosts that the guard knows as inside: the address of a robot is its key."""

    guard: Guard

    def __call__(self, address: str, body: bytes, media: str) -> bytes:
        try:
            return self._asked(address, body, media)
        except AddressError as error:
            raise address_fault(error) from error

    def _asked(self, address: str, body: bytes, media: str) -> bytes:
        scheme, host, port = host_port(address)
        if scheme != "https" and not names(host, port, PORTS[scheme]) & frozenset(self.guard.inside):
            raise AddressError("not_allowed", host=host)
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with self.guard.http(scheme, host, port) as connection:
            ask(connection, "POST", path, host, port)
            for name, value in _headers(body, media).items():
                connection.putheader(name, value)
            connection.endheaders(body)
            with connection.getresponse() as answer:
                return _read(answer, host)


def address_fault(error: AddressError) -> SendError:
    """The same as a fault of sending; its words never hold more of an address than the host."""
    why = error.message.key.rpartition(".")[2]
    values = {"host": error.message.values.get("host", "")}
    return SendError(Message(f"sending.fault.{why}", values), is_final=why in _FINAL)


def _headers(body: bytes, media: str) -> Mapping[str, str]:
    return {"Content-Type": media, "Content-Length": str(len(body)), "Accept": "application/json"}


def _read(answer: HTTPResponse, host: str) -> bytes:
    if 300 <= answer.status < 400:
        raise AddressError("elsewhere", host=host)
    if answer.status != 200:
        final = 400 <= answer.status < 500 and answer.status not in _BUSY
        message = Message("sending.fault.status", {"host": host, "status": answer.status})
        raise SendError(message, is_final=final, wait=_asked_wait(answer.getheader("Retry-After", "")))
    return body_of(answer, host, MOST_ANSWER)


def _asked_wait(told: str) -> timedelta:
    """Seconds, as long as that is reasonable; a date is not read."""
    seconds = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
    return timedelta(seconds=min(seconds, LONGEST_WAIT_S))
