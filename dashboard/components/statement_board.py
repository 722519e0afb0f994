"""What is left on both sides, the statement's lines beside the book's postings, to be tied by hand."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.asking import again, calm, choice, deed_form
from dashboard.components.field import tick
from dashboard.components.use_words import day_words
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.money.statement import OpenItem, StatementLine
from models.payload import visible
from models.services.statements import ASIDES, Unmatched


def board(visit: Visit, left: Unmatched, month: date, *, may: bool) -> Component:
    """Two columns; below them what can be done with what is ticked."""
    t, today = visit.translate, visit.ports.centre.day_of(visit.ports.clock())
    lines = [_line(visit, n, one, today, may=may) for n, one in enumerate(left.lines)]
    items = [_item(visit, n, one, today, may=may) for n, one in enumerate(left.items)]
    columns = html.Div(
        [
            _column(visit, "lines", lines, left.line_count, left.line_fen),
            _column(visit, "items", items, left.item_count, left.item_fen),
        ],
        className="tie-columns",
    )
    parts: list[Component | None] = [columns]
    if may and (lines or items):
        parts = [deed_form("tie", [columns, _deeds(visit)], month=f"{month:%Y-%m}")]
    head = html.H2(t("statements.left"))
    owed = visit.query.get("of") == "owed"
    of = ("", "statements.of.due") if owed else ("owed", "statements.of.owed")
    other = html.A(
        t(of[1]), href=link(visit, "statements", month=f"{month:%Y-%m}", of=of[0]) + "#left", className="turn"
    )
    return html.Section(
        [head, html.P([t("statements.left.under"), " ", other], className="muted"), *parts],
        className="panel",
        id="left",
    )


def _column(visit: Visit, side: str, rows: Sequence[Component], count: int, fen: int) -> Component:
    t = visit.translate
    head = html.H3(t(f"statements.side.{side}"))
    if not rows:
        return html.Div([head, calm(t(f"statements.side.{side}.none"), "✓")])
    told = t("statements.side.sum", n=f"{count:,}", sum=yuan(t, fen))
    more = html.P(t("statements.side.more", n=len(rows)), className="muted") if count > len(rows) else None
    return html.Div([head, html.P(told, className="tie-sum"), html.Ul(rows, className="tie-list"), more])


def _line(visit: Visit, n: int, one: StatementLine, today: date, *, may: bool) -> Component:
    t = visit.translate
    clock = one.at.astimezone(visit.ports.centre.zone_info)
    about = (
        t(f"money.account.{one.source}"),
        t(f"statements.kind.{one.kind}"),
        visible(one.party),
        visible(one.reference),
    )
    return _row(visit, f"line{n}", one.ref, one.gross_fen, f"{clock:%H:%M}", one.day, about, today, may=may)


def _item(visit: Visit, n: int, one: OpenItem, today: date, *, may: bool) -> Component:
    t = visit.translate
    clock = one.at.astimezone(visit.ports.centre.zone_info)
    space = visit.ports.centre.spaces.get(one.space)  # type: ignore[call-overload]
    about = (
        account_words(t, one.account),
        t.name(space.name) if space else "",
        visible(one.party),
        visible(one.key),
    )
    return _row(visit, f"item{n}", one.ref, one.fen, f"{clock:%H:%M}", one.day, about, today, may=may)


def _row(
    visit: Visit,
    name: str,
    ref: str,
    fen: int,
    clock: str,
    day: date,
    about: Sequence[str],
    today: date,
    *,
    may: bool,
) -> Component:
    t, age = visit.translate, (today - day).days
    words = f"{day_words(t, day)} {clock} · {yuan(t, fen)}"
    told = html.Span(" · ".join(part for part in about if part), className="muted")
    waits = html.Span(t("statements.age", n=age), className="tie-age")
    return html.Li([tick(name, words, value=ref) if may else html.B(words), told, waits])


def _deeds(visit: Visit) -> Component:
    t = visit.translate
    why = [(key, t(f"statements.aside.{key}")) for key in ASIDES]
    return html.Div(
        [
            html.Button(t("statements.tie"), type="submit", name="step", value="tie", className="primary"),
            again("charged", t("statements.tie.charged")),
            choice("why", t("statements.aside"), why),
            html.Button(t("statements.aside.do"), type="submit", name="step", value="aside"),
        ],
        className="buttons tie-deeds",
    )
