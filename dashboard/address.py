"""The form of a page's address: /<centre>/<page>, and Dash's endpoints below it, with the page's query on the way."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.types import Scope

UPDATE = "_dash-update-component"
METHODS: Mapping[str, str] = {"": "GET", "_dash-layout": "GET", "_dash-dependencies": "GET", UPDATE: "POST"}
"""Dash's endpoints that we let through -> the method each answers; all others (docs, reload, MCP, WebSocket) are shut."""

LONGEST_QUERY = 1000


@dataclass(frozen=True, slots=True)
class Address:
    """A path taken apart. The page's query travels to Dash's endpoints as a path segment "~..."."""

    centre: str
    page: str
    query: str
    endpoint: str


def parse(path: str) -> Address | None:
    """None when the path has not the form of a page's."""
    _, *parts = path.split("/")
    if len(parts) < 2 or not all(parts):
        return None
    centre, page, *rest = parts
    query = decoded(rest.pop(0)[1:]) if rest and rest[0].startswith("~") else ""
    if query is None or len(rest) > 1 or (rest and rest[0] not in METHODS):
        return None
    return Address(centre, page, query, rest[0] if rest else "")


def root(centre: str, page: str, query: str) -> str:
    """Where a page's Dash endpoints are."""
    return f"/{centre}/{page}/~{encoded(query)}/" if query else f"/{centre}/{page}/"


def encoded(query: str) -> str:
    """A query as a path segment that no proxy touches."""
    return base64.urlsafe_b64encode(query.encode()).decode().rstrip("=")


def decoded(segment: str) -> str | None:
    """What `encoded` was given; None for anything else."""
    try:
        return base64.b64decode(segment + "=" * (-len(segment) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return None


def without_slash(scope: Scope) -> str | None:
    """The page's address that was meant by one with slashes at its end, with its query; None where there are none.

    Only what has the form of a page's: "//elsewhere/" leads nowhere.
    """
    path: str = scope["path"]
    address = parse(path.rstrip("/")) if path.endswith("/") else None
    if address is None or address.query or address.endpoint:
        return None
    query = query_of(scope)
    return quote(f"/{address.centre}/{address.page}") + (f"?{query}" if query else "")


def query_of(scope: Scope) -> str:
    """The query of a page's own address, as far as it is read."""
    text: str = scope["query_string"].decode("latin-1")[:LONGEST_QUERY]
    return text
