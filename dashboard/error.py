"""What a person sees who went astray: not found, not allowed."""

from starlette.responses import HTMLResponse

from dashboard.markup import tag
from dashboard.plain import Speech, card, plain


def error_page(said: Speech, status: int) -> HTMLResponse:
    """A friendly page with the way back; `error.<status>` and `error.<status>.why` in the catalogue."""
    t = said.translate
    name = t(f"error.{status}")
    body = card(
        tag("p", {"class": "code", "aria-hidden": "true"}, str(status)),
        tag("h1", {}, name),
        tag("p", {}, t(f"error.{status}.why")),
        tag("p", {}, tag("a", {"class": "primary", "href": "/"}, t("error.home"))),
    )
    return plain(said, name, body, status=status)
