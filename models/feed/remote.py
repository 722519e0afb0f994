"""Addresses of allowed hosts, fetched once, without redirects, in little time and little memory (I/O)."""

import ssl
from collections.abc import Collection
from http.client import HTTPResponse
from urllib.parse import urlsplit

from models.exchange.remote import PORTS, AddressError, host_port
from models.feed.guarded import SECONDS, Guard, Resolve, Secure, ask, body_of, names, resolved

MOST_BYTES = 5_000_000


class RemoteReader:
    """Fetches from the hosts of a list. hosts, inside: "host" (the scheme's own port) or "host:port"; those of `inside`
    may have addresses of a private network. seconds, resolve, secure: as of Guard."""

    def __init__(
        self,
        hosts: Collection[str],
        inside: Collection[str] = (),
        *,
        seconds: float = SECONDS,
        resolve: Resolve = resolved,
        secure: Secure = ssl.create_default_context,
    ) -> None:
        self._hosts = frozenset(inside) | frozenset(hosts)
        self._guard = Guard(inside=inside, seconds=seconds, resolve=resolve, secure=secure)

    def __call__(self, address: str) -> bytes:
        scheme, host, port = host_port(address)
        if not names(host, port, PORTS[scheme]) & self._hosts:
            raise AddressError("not_allowed", host=f"{host}:{port}")
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with self._guard.http(scheme, host, port) as connection:
            ask(connection, "GET", path, host, port)
            connection.putheader(
                "Accept", "application/vnd.openactive.rpde+json, application/json, text/html"
            )
            connection.endheaders()
            with connection.getresponse() as answer:
                return _read(answer, host)


def _read(answer: HTTPResponse, host: str) -> bytes:
    if 300 <= answer.status < 400:
        raise AddressError("elsewhere", host=host)
    if answer.status != 200:
        raise AddressError("status", host=host, status=answer.status)
    return body_of(answer, host, MOST_BYTES)
