"""The sign-in pages: name and password, the one-time link, and sign-out. Plain forms that work without scripts."""

import secrets
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.access import LINK_PATH, Access, Entry, Refusal
from dashboard.body import form as fields_of
from dashboard.forms import fault, field
from dashboard.gate import found
from dashboard.markup import Markup, hidden, tag
from dashboard.offload import Pool
from dashboard.plain import Speech, card, plain, speech
from dashboard.same_site import CSRF_COOKIE, csrf_matches, csrf_token, safe_next
from dashboard.shell import CSRF_FIELD, language_links, mark

FORM_COOKIE = "linli_form"
"""Half of the double submit that guards the forms of somebody who has no session yet."""

STATUS = {Refusal.WRONG: 401, Refusal.THROTTLED: 429, Refusal.LINK_DEAD: 401}


class SignIn:
    """The endpoints; `hashing` is a pool of two threads: more hashes at once would starve the pages."""

    def __init__(self, access: Access, hashing: Pool) -> None:
        self._access = access
        self._web = access.web
        self._hashing = hashing

    def routes(self) -> list[Route]:
        return [
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route(LINK_PATH, self.show_link, methods=["GET"]),
            Route(LINK_PATH, self.follow, methods=["POST"]),
            Route("/sign-out", self.leave, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        if found(request):
            return RedirectResponse(safe_next(request.query_params.get("next", "/")), 303)
        return self._form(request, None)

    async def enter(self, request: Request) -> Response:
        fields = await self._fields(request)
        if fields is None:
            return self._form(request, "sign_in.stale", status=400)
        name, password = fields.get("name", "").strip(), fields.get("password", "")
        outcome = await self._hashing.run(
            self._access.by_password, name, password, address(request), self._old_token(request)
        )
        if isinstance(outcome, Refusal):
            return self._form(request, f"sign_in.{outcome}", status=STATUS[outcome], name=name)
        return self._entered(outcome, safe_next(request.query_params.get("next", "/")))

    async def show_link(self, request: Request) -> Response:
        """Opening the link changes nothing; our script sends the form at once, a person without scripts presses the button."""
        said, secret = self._speech(request), self._secret(request)
        token = request.query_params.get("token", "")[:256]
        form = tag(
            "form",
            {"method": "post", "action": LINK_PATH, "data-send-at-once": True},
            hidden("token", token),
            hidden(CSRF_FIELD, secret),
            tag("button", {"class": "primary", "type": "submit"}, said.translate("sign_in.enter")),
        )
        body = card(_heading(said), tag("p", {}, said.translate("sign_in.link_ready")), form)
        return self._sealed(plain(said, said.translate("sign_in.title"), body), secret)

    async def follow(self, request: Request) -> Response:
        fields = await self._fields(request)
        if fields is None:
            return self._form(request, "sign_in.stale", status=400)
        outcome = await self._hashing.run(
            self._access.by_link, fields.get("token", ""), address(request), self._old_token(request)
        )
        if isinstance(outcome, Refusal):
            return self._form(request, f"sign_in.{outcome}", status=STATUS[outcome])
        return self._entered(outcome, "/")

    async def leave(self, request: Request) -> Response:
        passed = found(request)
        if passed is None:
            return RedirectResponse("/sign-in", 303)
        await self._hashing.run(self._access.close, passed.token, passed.account, address(request))
        response = RedirectResponse("/sign-in", 303)
        for cookie in (self._web.session_cookie, CSRF_COOKIE):
            response.delete_cookie(cookie, secure=self._web.https, samesite="lax")
        return response

    def _form(self, request: Request, wrong: str | None, *, status: int = 200, name: str = "") -> Response:
        said, secret = self._speech(request), self._secret(request)
        goal = safe_next(request.query_params.get("next", "/"))
        form = tag(
            "form",
            {
                "method": "post",
                "action": "/sign-in" + (f"?{urlencode({'next': goal})}" if goal != "/" else ""),
            },
            hidden(CSRF_FIELD, secret),
            field(said, "name", "text", autocomplete="username", value=name),
            field(said, "password", "password", autocomplete="current-password"),
            tag("button", {"class": "primary", "type": "submit"}, said.translate("sign_in.enter")),
        )
        body = card(_heading(said), fault(said, wrong), form, _foot(said), kind="sign-in")
        response = self._sealed(plain(said, said.translate("sign_in.title"), body, status=status), secret)
        if status == STATUS[Refusal.THROTTLED]:
            response.headers["Retry-After"] = "900"
        return response

    def _entered(self, entry: Entry, goal: str) -> Response:
        """The session's cookie is out of reach of scripts; the csrf cookie is there for Dash to send back as a header."""
        response = RedirectResponse(goal, 303)
        token, seconds, secure = entry.token, int(entry.life.total_seconds()), self._web.https
        response.set_cookie(
            self._web.session_cookie, token, max_age=seconds, httponly=True, samesite="lax", secure=secure
        )
        response.set_cookie(CSRF_COOKIE, csrf_token(token), max_age=seconds, samesite="strict", secure=secure)
        response.delete_cookie(FORM_COOKIE)
        return response

    async def _fields(self, request: Request) -> dict[str, str] | None:
        """The fields of a form that we handed out to this very browser; None for any other."""
        sent = fields_of(await request.body())
        secret = request.cookies.get(FORM_COOKIE, "")
        return sent if secret and csrf_matches(sent.get(CSRF_FIELD, ""), secret) else None

    def _secret(self, request: Request) -> str:
        return request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(18)

    def _sealed(self, response: Response, secret: str) -> Response:
        response.set_cookie(FORM_COOKIE, secret, httponly=True, samesite="lax", secure=self._web.https)
        return response

    def _old_token(self, request: Request) -> str:
        return request.cookies.get(self._web.session_cookie, "")

    def _speech(self, request: Request) -> Speech:
        return speech(request.scope, self._web.locale)


def address(request: Request) -> str:
    """Where a request comes from, as far as we can know."""
    return request.client.host if request.client else ""


def _heading(said: Speech) -> Markup:
    brand = tag("p", {"class": "brand"}, mark(), tag("span", {}, said.translate("shell.name")))
    return tag("div", {}, brand, tag("h1", {}, said.translate("sign_in.title")))


def _foot(said: Speech) -> Markup:
    return tag("p", {"class": "foot"}, language_links(said.translate))
