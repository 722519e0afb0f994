"""Pages without Dash: the document around sign-in, account and errors, in the person's language and theme."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from starlette.types import Scope

from dashboard.asset import asset_url
from dashboard.i18n import Locale, Translate
from dashboard.locale import locale_of
from dashboard.markup import Markup, document, join, tag
from dashboard.theme import Theme, theme_of

STYLES = ("00-tokens.css", "00-base.css", "00-shell.css", "00-plain.css", "00-need-form.css")


@dataclass(frozen=True, slots=True)
class Speech:
    """How to talk to whoever asks."""

    translate: Translate
    theme: Theme


def speech(scope: Scope, default: Locale) -> Speech:
    """Language and theme of a request."""
    asking = HTTPConnection(scope)
    locale = locale_of(
        asking.query_params, asking.cookies, asking.headers.get("accept-language", ""), default
    )
    return Speech(Translate(locale), theme_of(asking.cookies))


def plain(said: Speech, name: str, body: str, *, status: int = 200, more: str = "") -> HTMLResponse:
    """A whole page: a title and a body. more: of the head, as markup."""
    html = document(
        locale=said.translate.locale,
        theme=said.theme,
        title=f"{name} · {said.translate('shell.name')}",
        head=join(head(), Markup(more)),
        body=body,
    )
    return HTMLResponse(html, status)


def head() -> str:
    """Viewport, icon, styles and our script."""
    return join(
        tag("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        tag("link", {"rel": "icon", "type": "image/svg+xml", "href": "/assets/icon.svg"}),
        *(tag("link", {"rel": "stylesheet", "href": asset_url(name)}) for name in STYLES),
        tag("script", {"src": asset_url("10-shell.js"), "defer": True}),
    )


def card(*parts: str, kind: str = "") -> Markup:
    """A page that is one card in the middle of the window."""
    main = tag("main", {"id": "main", "class": f"card {kind}".strip()}, *parts)
    return tag("div", {"class": "alone"}, main)
