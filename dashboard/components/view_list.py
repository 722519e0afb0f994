"""Views kept under a name: chips that lead to them, and the sheet that keeps the present one."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice, deed_button, deed_form, entry, opener, sheet
from dashboard.components.marks import marks
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.payload import visible
from models.saved_view import LONGEST_NAME, SavedView


def view_list(visit: Visit, page: str, kept: Sequence[SavedView], query: str) -> Component:
    """query: the address of what is seen now."""
    t = visit.translate
    chips = [_chip(visit, page, view, here=view.query == query) for view in kept]
    return html.Nav(
        [
            html.Ul(chips, className="chip-row") if chips else None,
            opener("view-sheet", t("use.view.keep"), "quiet"),
            _sheet(visit, kept, query),
        ],
        className="views",
        **marks(aria_label=t("use.views")),
    )


def _chip(visit: Visit, page: str, view: SavedView, *, here: bool) -> Component:
    t = visit.translate
    address = link(visit, page, **dict(parse_qsl(view.query)))
    sign = html.Span("⚭", title=t("use.view.shared")) if view.shared else None
    current = marks(aria_current="true") if here else {}
    return html.Li(html.A([sign, visible(view.name)], href=address, className="chip", **current))


def _sheet(visit: Visit, kept: Sequence[SavedView], query: str) -> Component:
    t = visit.translate
    share = visit.may(Permission.USE_NOTE)
    whose = [("", t("use.view.own"))] + ([("yes", t("use.view.everybody"))] if share else [])
    fields = [
        entry("name", t("use.view.name"), maxLength=LONGEST_NAME),
        choice("shared", t("use.view.whose"), whose),
        html.Button(t("use.view.keep"), type="submit", className="primary"),
    ]
    mine = [view for view in kept if share or view.by == visit.account.name]
    rows = [
        html.Li([visible(view.name), deed_button("unview", t("use.view.drop"), "quiet", view=view.id)])
        for view in mine
    ]
    return sheet(
        "view-sheet",
        t("use.view.keep"),
        [deed_form("view", fields, query=query), html.Ul(rows, className="kept-views") if rows else None],
        t("use.close"),
    )
