"""The one gate in front of everything: who is asking, did they mean it, and is the request of a size we read."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import body
from dashboard.away import away
from dashboard.deployment import Deployment
from dashboard.offload import Pool
from dashboard.plain import speech
from dashboard.refused import refused
from dashboard.same_site import CSRF_HEADER, SAFE_METHODS, csrf_matches, csrf_token, from_us
from dashboard.shell import CSRF_FIELD
from dashboard.wall import home, wall_centre, within
from models.account import Account
from models.centre import CentreId
from models.ports import StoreUnavailableError

log = logging.getLogger(__name__)

OPEN = frozenset({"/healthz", "/readyz", "/metrics", "/sign-in", "/sign-in/link", "/robots.txt"})
"""What a stranger may ask for, besides our own styles and scripts under /assets/."""

IMPERSONAL = OPEN - {"/sign-in", "/sign-in/link"}
"""What is the same for everybody: nobody looks up who asks, so it is answered without a database too."""

BEFORE_PASSWORD = frozenset({"/account", "/account/password", "/sign-out"})
"""What somebody may ask for whose password must be changed first."""

WATCH_S = 15.0
"""How often an open event stream asks whether its session still lives."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A living session: found in scope["state"]["pass"] by everything behind the gate.

    wall: the centre whose live page is all that it is for; None for a person.
    """

    token: str
    account: Account
    wall: CentreId | None = None

    @property
    def csrf(self) -> str:
        return csrf_token(self.token)


def found(connection: HTTPConnection) -> Pass | None:
    """The living session of a request that went through the gate; None for a stranger."""
    passed: Pass | None = connection.scope["state"]["pass"]
    return passed


class Gate:
    """Pure ASGI: nothing behind it sees a request of a stranger, but for what OPEN names."""

    def __init__(self, app: ASGIApp, deployment: Deployment, pool: Pool) -> None:
        self._app = app
        self._deployment = deployment
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        answer = _Noting(send)
        try:
            await self._answer(scope, receive, answer)
        except StoreUnavailableError as error:
            if answer.begun:
                raise
            log.warning("%s %s: %s", scope["method"], scope["path"], error)
            said = speech(scope, self._deployment.web.locale) if not self._is_scripted(scope) else None
            await away(said)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        told: bytes | None = None
        if scope["method"] not in SAFE_METHODS:
            try:
                told = await body.read(receive)
            except body.TooLargeError:
                await refused(413, "too large")(scope, receive, send)
                return
            receive = body.again(told, receive)
        refusal = await self._refusal(scope, told)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif self._is_stream(scope):
            await self._watched(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _refusal(self, scope: Scope, told: bytes | None) -> Response | None:
        """The answer to a request that may not pass; None lets it through and leaves its Pass in the scope."""
        headers = Headers(scope=scope)
        if told is not None and not from_us(headers, self._deployment.web.public_url):
            return refused(403, "cross-site request")
        path: str = scope["path"]
        impersonal = path in IMPERSONAL or path.startswith("/assets/")
        impersonal = impersonal or (told is None and matches(self._deployment.feeds, scope))
        impersonal = impersonal or matches(self._deployment.public, scope)
        passed = None if impersonal else await self._pass(scope)
        scope["state"]["pass"] = passed
        if impersonal or path in OPEN:
            return None
        if passed is None:
            return self._to_sign_in(scope)
        scope["state"]["account"] = passed.account
        if told is not None and not csrf_matches(sent_token(headers, told), passed.csrf):
            return refused(403, "csrf token missing or wrong")
        if passed.wall is not None:
            return None if within(passed.wall, scope) else self._to_wall(scope, passed.wall)
        if passed.account.must_change_password and path not in BEFORE_PASSWORD:
            return RedirectResponse("/account", 303) if self._is_page(scope) else refused(403, "password")
        return None

    async def _pass(self, scope: Scope, *, active: bool = True) -> Pass | None:
        token = HTTPConnection(scope).cookies.get(self._deployment.web.session_cookie, "")
        if not token:
            return None
        sessions, at = self._deployment.identity.sessions, self._deployment.clock()
        resumed = await self._pool.run(sessions.resume, token, at=at, active=active)
        if resumed is None:
            return None
        session, account = resumed
        if not session.wall:
            return Pass(token, account)
        centre = wall_centre(account, self._deployment.centres)
        return Pass(token, account, centre) if centre is not None else None

    def _to_wall(self, scope: Scope, centre: CentreId) -> Response:
        """Back to the one page of a wall screen, whatever was asked for."""
        return RedirectResponse(home(centre), 303) if self._is_page(scope) else refused(403, "wall screen")

    async def _lives(self, scope: Scope) -> bool:
        """Whether the session of an open stream lives; while nobody can say so, it does: a stream has an end anyway."""
        try:
            return await self._pass(scope, active=is_wall(scope)) is not None
        except StoreUnavailableError:
            return True

    def _to_sign_in(self, scope: Scope) -> Response:
        if not self._is_page(scope):
            return refused(401, "sign in first")
        address = scope["path"] + (
            f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
        )
        return RedirectResponse(f"/sign-in?next={quote(address, safe='')}", 303)

    def _is_page(self, scope: Scope) -> bool:
        """Whether a person's browser asks for a page, rather than a script for an answer."""
        return scope["method"] in SAFE_METHODS and not self._is_scripted(scope)

    def _is_scripted(self, scope: Scope) -> bool:
        """Whether only scripts ask for this; a person's browser also sends forms."""
        last = scope["path"].rpartition("/")[2]
        return (
            last.startswith("_")
            or "/_dash-" in scope["path"]
            or scope["path"] == "/session"
            or self._is_stream(scope)
        )

    def _is_stream(self, scope: Scope) -> bool:
        return matches(self._deployment.streams, scope)

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run an event stream for as long as its session lives."""
        answer = _Noting(send)
        stream = asyncio.ensure_future(self._app(scope, receive, answer))
        try:
            while not stream.done():
                await asyncio.wait({stream}, timeout=WATCH_S)
                if not stream.done() and not await self._lives(scope):
                    break
        finally:
            stream.cancel()
        await asyncio.wait({stream})
        if not stream.cancelled():
            stream.result()
        elif answer.begun:
            await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Noting:
    """A send that remembers whether the answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self._send(message)


def matches(routes: Sequence[BaseRoute], scope: Scope) -> bool:
    """Whether one of the routes answers this path."""
    return any(route.matches(scope)[0] is not Match.NONE for route in routes)


def is_wall(scope: Scope) -> bool:
    """Whether a wall screen listens: it looks at nothing else all day, so its stream counts as being in use."""
    referer = Headers(scope=scope).get("referer", "")
    return b"view=wall" in scope["query_string"] or "view=wall" in referer


def sent_token(headers: Mapping[str, str], told: bytes) -> str:
    """The csrf token of a request: Dash's header, or the hidden field of a plain form."""
    token = headers.get(CSRF_HEADER)
    if token is None and headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        token = body.form(told).get(CSRF_FIELD)
    return token or ""
