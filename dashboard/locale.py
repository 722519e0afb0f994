"""Which language a request is answered in: ?lang=, then the cookie, then the browser, then the setting."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.i18n import LOCALES, Locale

COOKIE = "linli_lang"
YEAR_S = 31_536_000
PARAMETER = "lang"
_BY_PREFIX: Mapping[str, Locale] = {"zh": "zh-Hans", "en": "en"}


def locale_of(query: Mapping[str, str], cookies: Mapping[str, str], accept: str, default: Locale) -> Locale:
    """The first of the four that names a language of ours."""
    return asked(query.get(PARAMETER, "")) or asked(cookies.get(COOKIE, "")) or _accepted(accept) or default


def asked(name: str) -> Locale | None:
    """The language of that exact name."""
    return next((locale for locale in LOCALES if locale == name), None)


def _accepted(header: str) -> Locale | None:
    """The best language of an Accept-Language header that we speak."""
    for language in sorted(header.split(","), key=_weight, reverse=True):
        known = _BY_PREFIX.get(language.partition(";")[0].strip().partition("-")[0].lower())
        if known and _weight(language) > 0:
            return known
    return None


def _weight(language: str) -> float:
    _, _, quality = language.partition(";q=")
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0


class LanguageCookie:
    """Remembers ?lang= of a page, so that the next page speaks the same."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._suffix = f"Path=/; Max-Age={YEAR_S}; SameSite=Lax" + ("; Secure" if secure else "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = QueryParams(scope["query_string"]) if scope["type"] == "http" else {}
        chosen = asked(query.get(PARAMETER, ""))

        async def remember(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", f"{COOKIE}={chosen}; {self._suffix}")
            await send(message)

        await self._app(scope, receive, remember if chosen else send)
