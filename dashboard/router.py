"""From an address to a page: /<centre>/<page>, and Dash's endpoints below each page, which carry the page's rights."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import body
from dashboard.deployment import Deployment
from dashboard.error import error_page
from dashboard.gate import Pass, found, refused
from dashboard.page import OPENED, Opened, Page, Visit
from dashboard.plain import speech
from dashboard.shell import open_pages
from models.centre import CentreId

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


class Router:
    """Answers every page; hands on to Dash what is Dash's, with the visit in OPENED."""

    def __init__(self, deployment: Deployment, dash: ASGIApp, callbacks: Mapping[str, object]) -> None:
        self._deployment = deployment
        self._dash = dash
        self._callbacks = callbacks
        self._pages = {page.path: page for page in deployment.pages}

    async def home(self, request: Request) -> Response:
        """The first page of the first centre that the person may see; one's account when there is none."""
        passed = found(request)
        for centre in self._deployment.centres:
            pages = open_pages(self._deployment.pages, passed.account, centre) if passed else []
            if pages:
                return RedirectResponse(f"/{centre}/{pages[0].path}", 303)
        return RedirectResponse("/account", 303)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = parse(scope["path"])
        passed = found(HTTPConnection(scope))
        if passed is None:
            await refused(401, "sign in first")(scope, receive, send)
            return
        page = self._pages.get(address.page) if address else None
        if address is None or page is None or address.centre not in self._seen(passed):
            await self._lost(scope, receive, send, 404)
        elif not page.open_to(passed.account, address.centre):
            await self._lost(scope, receive, send, 403)
        elif scope["method"] != METHODS[address.endpoint]:
            await refused(405, "method")(scope, receive, send)
        else:
            await self._open(address, page, passed, scope, receive, send)

    def _seen(self, passed: Pass) -> set[str]:
        """Centres in which the account has anything to do; the others do not exist for it."""
        return {
            key for key in self._deployment.centres if open_pages(self._deployment.pages, passed.account, key)
        }

    async def _open(
        self, address: Address, page: Page, passed: Pass, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if address.endpoint == UPDATE:
            told = await body.read(receive)
            fault = body.callback_fault(told, self._callbacks)
            if fault:
                await refused(400, fault)(scope, receive, send)
                return
            receive = body.again(told, receive)
        query = address.query if address.endpoint else scope["query_string"].decode("latin-1")[:LONGEST_QUERY]
        mark = OPENED.set(self._opened(address, page, passed, scope, query))
        try:
            inner = {**scope, "path": f"/{address.endpoint}", "raw_path": f"/{address.endpoint}".encode()}
            await self._dash(inner, receive, send)
        finally:
            OPENED.reset(mark)

    def _opened(self, address: Address, page: Page, passed: Pass, scope: Scope, query: str) -> Opened:
        said = speech(
            {**scope, "query_string": query.encode("latin-1", "replace")}, self._deployment.web.locale
        )
        visit = Visit(
            ports=self._deployment.centres[CentreId(address.centre)],
            translate=said.translate,
            account=passed.account,
            query=dict(parse_qsl(query)),
            theme=said.theme,
            csrf=passed.csrf,
        )
        return Opened(page, visit, root(address.centre, page.path, query))

    async def _lost(self, scope: Scope, receive: Receive, send: Send, status: int) -> None:
        scripted = "/_" in scope["path"] or scope["method"] != "GET"
        said = speech(scope, self._deployment.web.locale)
        response = refused(status, "not here") if scripted else error_page(said, status)
        await response(scope, receive, send)
