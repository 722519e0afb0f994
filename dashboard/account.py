"""One's own account: who one is here, a new password, signing out everywhere else. A plain page, open to every role."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.access import Access
from dashboard.body import form as fields_of
from dashboard.deployment import Deployment
from dashboard.forms import fault, field, success
from dashboard.gate import Pass, found
from dashboard.markup import Markup, hidden, join, tag
from dashboard.offload import Pool
from dashboard.passwords import SHORTEST
from dashboard.plain import Speech, plain, speech
from dashboard.shell import CSRF_FIELD, Frame, framed, open_pages
from dashboard.sign_in import address
from models.account import EVERYWHERE, Grant


class AccountPage:
    """The endpoints."""

    def __init__(self, deployment: Deployment, access: Access, hashing: Pool) -> None:
        self._deployment = deployment
        self._access = access
        self._hashing = hashing

    def routes(self) -> list[Route]:
        return [
            Route("/account", self.show, methods=["GET"]),
            Route("/account/password", self.change, methods=["POST"]),
            Route("/account/sessions", self.end_others, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        passed = found(request)
        if passed is None:
            return RedirectResponse("/sign-in", 303)
        done = request.query_params.get("done", "")
        told = {"password": "account.changed", "sessions": "account.others_ended"}.get(done)
        return self._page(request, passed, told=told)

    async def change(self, request: Request) -> Response:
        passed = found(request)
        if passed is None:
            return RedirectResponse("/sign-in", 303)
        sent = fields_of(await request.body())
        old, new, again = (sent.get(name, "") for name in ("old", "new", "again"))
        wrong = "password.not_same" if new != again else None
        wrong = wrong or await self._hashing.run(
            self._access.change_password, passed.account, old, new, passed.token, address(request)
        )
        if wrong:
            return self._page(request, passed, wrong=wrong)
        forced = passed.account.must_change_password
        return RedirectResponse("/" if forced else "/account?done=password", 303)

    async def end_others(self, request: Request) -> Response:
        passed = found(request)
        if passed is not None:
            await self._hashing.run(self._access.close_others, passed.token, passed.account, address(request))
        return RedirectResponse("/account?done=sessions", 303)

    def _page(
        self, request: Request, passed: Pass, *, wrong: str | None = None, told: str | None = None
    ) -> Response:
        said = speech(request.scope, self._deployment.web.locale)
        parts = [_who(said, passed), success(said, told), _password(said, passed, wrong)]
        if not passed.account.must_change_password:
            parts.append(_others(said, passed))
        body = tag("div", {"class": "sheet"}, *parts)
        frame = self._frame(said, passed)
        return plain(said, said.translate("account.title"), framed(frame, body), status=400 if wrong else 200)

    def _frame(self, said: Speech, passed: Pass) -> Frame:
        """The shell; nothing can be gone to while the password must be changed."""
        pages = () if passed.account.must_change_password else self._deployment.pages
        centres = [
            ports.centre
            for key, ports in self._deployment.centres.items()
            if open_pages(pages, passed.account, key)
        ]
        return Frame(
            translate=said.translate,
            theme=said.theme,
            account=passed.account,
            csrf=passed.csrf,
            centres=centres,
            pages=pages,
            centre=centres[0] if centres else None,
        )


def _who(said: Speech, passed: Pass) -> Markup:
    roles = [tag("li", {}, _grant(said, grant)) for grant in passed.account.grants]
    return join(
        tag("h1", {}, passed.account.name), tag("ul", {"class": "chips"}, *roles) if roles else Markup()
    )


def _grant(said: Speech, grant: Grant) -> str:
    role = said.translate(f"role.{grant.role}")
    return role if grant.centre == EVERYWHERE else f"{role} · {grant.centre}"


def _password(said: Speech, passed: Pass, wrong: str | None) -> Markup:
    t, forced = said.translate, passed.account.must_change_password
    old = Markup() if forced else field(said, "old", "password", autocomplete="current-password")
    rules = t("password.rules", shortest=SHORTEST)
    form = tag(
        "form",
        {"method": "post", "action": "/account/password"},
        hidden(CSRF_FIELD, passed.csrf),
        hidden("username", passed.account.name),
        old,
        field(said, "new", "password", autocomplete="new-password", hint=rules),
        field(said, "again", "password", autocomplete="new-password"),
        tag("button", {"class": "primary", "type": "submit"}, t("account.change_password")),
    )
    reason = tag("p", {}, t("account.must_change")) if forced else Markup()
    return tag("section", {}, tag("h2", {}, t("account.password")), reason, fault(said, wrong), form)


def _others(said: Speech, passed: Pass) -> Markup:
    t = said.translate
    form = tag(
        "form",
        {"method": "post", "action": "/account/sessions"},
        hidden(CSRF_FIELD, passed.csrf),
        tag("button", {"type": "submit"}, t("account.end_others")),
    )
    return tag(
        "section", {}, tag("h2", {}, t("account.sessions")), tag("p", {}, t("account.sessions_why")), form
    )
