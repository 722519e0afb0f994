"""The frame around every page: skip link, brand, centre, navigation, language, theme and account, as plain HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.markup import Markup, hidden, join, tag, text
from dashboard.page import Page, PageGroup
from dashboard.theme import THEMES, Theme
from models.account import Account
from models.centre import Centre

CSRF_FIELD = "csrf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the shell shows around a page. centre, page: None on pages that belong to none."""

    translate: Translate
    theme: Theme
    account: Account
    csrf: str
    centres: Sequence[Centre]
    pages: Sequence[Page]
    centre: Centre | None = None
    page: Page | None = None
    wall: bool = False
    simulated: bool = False


def framed(frame: Frame, content: str) -> Markup:
    """The body of a page: header, then the content as the main landmark."""
    main = tag("main", {"id": "main", "tabindex": "-1"}, Markup(content))
    if frame.wall:
        return main
    t = frame.translate
    skip = tag("a", {"class": "skip", "href": "#main"}, t("shell.skip"))
    return join(skip, _header(frame), main)


def title(frame: Frame, name: str) -> str:
    """The text of the browser's tab."""
    parts = [
        name,
        frame.translate.name(frame.centre.name) if frame.centre else "",
        frame.translate("shell.name"),
    ]
    return " · ".join(part for part in parts if part)


def open_pages(pages: Sequence[Page], account: Account, centre: str) -> list[Page]:
    """The pages of a centre that an account may see, in the order of the navigation."""
    return [page for page in pages if page.open_to(account, centre)]


def _header(frame: Frame) -> Markup:
    return tag(
        "header",
        {"class": "bar"},
        tag("a", {"class": "brand", "href": "/"}, mark(), tag("span", {}, frame.translate("shell.name"))),
        _centre(frame),
        _simulated(frame),
        _navigation(frame),
        tag("div", {"class": "tools"}, language_links(frame.translate), _themes(frame), _account(frame)),
    )


def mark() -> Markup:
    """The sign of the house: three roofs side by side."""
    return Markup(
        '<svg class="mark" viewBox="0 0 32 24" aria-hidden="true" focusable="false">'
        '<path d="M1 12 8 5l7 7v11H1z"/><path d="M17 12l7-7 7 7v11H17z"/><path class="near" d="M8 14l8-8 8 8v9H8z"/>'
        "</svg>"
    )


def _centre(frame: Frame) -> Markup:
    """The centre's name; a menu when the person may see more than one."""
    if frame.centre is None:
        return Markup()
    name = frame.translate.name(frame.centre.name)
    if len(frame.centres) < 2:
        return tag("p", {"class": "centre"}, name)
    rows = [
        _row(frame.translate.name(centre.name), _first(frame, centre), here=centre.id == frame.centre.id)
        for centre in frame.centres
    ]
    return _menu("centre", name, frame.translate("shell.centres"), rows)


def _simulated(frame: Frame) -> Markup:
    """Made-up numbers are called so on every page of the centre, on paper too."""
    return (
        tag("p", {"class": "simulated"}, frame.translate("shell.simulated")) if frame.simulated else Markup()
    )


def _first(frame: Frame, centre: Centre) -> str:
    """Where to go in another centre: the same page when that is open there."""
    pages = open_pages(frame.pages, frame.account, centre.id)
    same = [page for page in pages if frame.page and page.key == frame.page.key]
    best = (same or pages)[0]
    return f"/{centre.id}/{best.path}"


def _navigation(frame: Frame) -> Markup:
    """Two rows: what the house is about, each leading to the first of its pages, and the pages of where one is."""
    if frame.centre is None:
        return Markup()
    t, listed = frame.translate, _listed(frame, frame.centre)
    here = frame.page.group if frame.page else None
    groups = [
        _place(frame.centre, pages[0], text(t(f"nav.{group}")), _current(here=group is here, what="true"))
        for group, pages in listed.items()
    ]
    pages = [
        _place(frame.centre, page, _named(t, page), _current(here=page is frame.page))
        for page in listed.get(here, ())
    ]
    return tag(
        "nav",
        {"aria-label": t("shell.pages")},
        tag("ul", {"class": "nav-groups"}, *groups),
        tag("ul", {"class": "nav-pages"}, *pages) if len(pages) > 1 else Markup(),
    )


def _listed(frame: Frame, centre: Centre) -> Mapping[PageGroup | None, Sequence[Page]]:
    """The pages that stand in the navigation, by group, as far as the person may see them."""
    found = open_pages(frame.pages, frame.account, centre.id)
    by_group = {group: [page for page in found if page.group is group] for group in PageGroup}
    return {group: pages for group, pages in by_group.items() if pages}


def _place(centre: Centre, page: Page, words: Markup, current: Mapping[str, str]) -> Markup:
    return tag("li", {}, tag("a", {"href": f"/{centre.id}/{page.path}", **current}, words))


def _named(t: Translate, page: Page) -> Markup:
    icon = tag("span", {"aria-hidden": "true", "class": "icon"}, page.icon)
    return join(icon, text(t(f"page.{page.key}")))


def _current(*, here: bool, what: str = "page") -> dict[str, str]:
    return {"aria-current": what} if here else {}


def language_links(t: Translate) -> Markup:
    """A link to this page in each other language, named in that language."""
    return join(*(_language(locale) for locale in LOCALES if locale != t.locale))


def _language(locale: Locale) -> Markup:
    href = "?" + urlencode({"lang": locale})
    return tag(
        "a",
        {"class": "tool", "href": href, "lang": locale, "hreflang": locale, "data-keep-query": True},
        Translate(locale)("shell.language"),
    )


def _themes(frame: Frame) -> Markup:
    """One button that goes round auto, light and dark; it works by 10-shell.js and is hidden without it."""
    t = frame.translate
    words = {f"data-{theme}": t(f"shell.theme.{theme}") for theme in THEMES}
    return tag(
        "button",
        {"class": "tool theme", "type": "button", "data-theme-switch": True, "hidden": True, **words},
        t(f"shell.theme.{frame.theme}"),
    )


def _account(frame: Frame) -> Markup:
    t = frame.translate
    leave = tag(
        "form",
        {"method": "post", "action": "/sign-out"},
        hidden(CSRF_FIELD, frame.csrf),
        tag("button", {"type": "submit"}, t("shell.sign_out")),
    )
    rows = [tag("li", {}, tag("a", {"href": "/account"}, t("shell.account"))), tag("li", {}, leave)]
    return _menu("person", frame.account.name, t("shell.account_menu"), rows)


def _row(name: str, href: str, *, here: bool) -> Markup:
    return tag("li", {}, tag("a", {"href": href, **_current(here=here)}, name))


def _menu(kind: str, name: str, label: str, rows: Sequence[Markup]) -> Markup:
    summary = tag("summary", {}, tag("span", {"class": "sr"}, label), tag("span", {}, name))
    return tag("details", {"class": f"menu {kind}", "data-menu": True}, summary, tag("ul", {}, *rows))
