"""From an address to a page: /<centre>/<page>, and Dash's endpoints below each page, which carry the page's rights."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import body
from dashboard.address import METHODS, UPDATE, Address, parse, query_of, root, without_slash
from dashboard.deployment import Deployment
from dashboard.error import error_page
from dashboard.gate import Pass, found
from dashboard.page import OPENED, Opened, Page, Visit
from dashboard.plain import speech
from dashboard.refused import refused
from dashboard.shell import open_pages
from models.centre import CentreId


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
        meant = without_slash(scope)
        if meant and scope["method"] == "GET":
            await RedirectResponse(meant, 308)(scope, receive, send)
        elif address is None or page is None or address.centre not in self._seen(passed):
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
        query = address.query if address.endpoint else query_of(scope)
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
