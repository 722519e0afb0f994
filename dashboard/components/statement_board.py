"""What is left on both sides, the statement's lines beside the book's postings, to be tied by hand, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dash import html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.asking import again, calm, choice, deed_form, entry, pager
from dashboard.components.field import tick
from dashboard.components.frame import csv_button
from dashboard.components.item_words import item_words
from dashboard.components.use_words import day_words
from dashboard.csv_sheet import Cell
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import yuan, yuan_cell
from models.money.item_aside import LONGEST_NOTE, REASONS
from models.money.statement import OpenItem, StatementLine
from models.payload import visible
from models.services.statements import ASIDES, SHOWN, SideSum, Unmatched

PAGE_OF = {"lines": "line_page", "items": "item_page"}
"""Side -> the name under which its page stands in the address."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line or a posting as it is listed."""

    ref: str
    fen: int
    day: date
    at: datetime
    about: Sequence[str]


def pages_asked(query: Mapping[str, str]) -> tuple[int, int]:
    """Of lines and of items, from 1."""
    lines, items = (query.get(name, "") for name in PAGE_OF.values())
    return _page(lines), _page(items)


def _page(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def board(visit: Visit, left: Unmatched, month: date, *, may: bool) -> Component:
    """Two columns; below them what can be done with what is ticked."""
    t = visit.translate
    columns = html.Div(
        [
            _column(
                visit, "lines", [shown_line(visit, one) for one in left.lines], left.line_sums, month, may=may
            ),
            _column(
                visit, "items", [shown_item(visit, one) for one in left.items], left.item_sums, month, may=may
            ),
        ],
        className="tie-columns",
    )
    parts: list[Component | None] = [columns]
    if may and (left.lines or left.items):
        parts = [deed_form("tie", [columns, _deeds(visit), _never(visit)], month=f"{month:%Y-%m}")]
    owed = visit.query.get("of") == "owed"
    of = ("", "statements.of.due") if owed else ("owed", "statements.of.owed")
    other = html.A(
        t(of[1]), href=link(visit, "statements", month=f"{month:%Y-%m}", of=of[0]) + "#left", className="turn"
    )
    return html.Section(
        [
            html.H2(t("statements.left")),
            html.P([t("statements.left.under"), " ", other], className="muted"),
            *parts,
        ],
        className="panel",
        id="left",
    )


def _column(
    visit: Visit, side: str, shown: Sequence[Shown], sums: Sequence[SideSum], month: date, *, may: bool
) -> Component:
    t = visit.translate
    head = html.H3(t(f"statements.side.{side}"))
    if not sums:
        return html.Div([head, calm(t(f"statements.side.{side}.none"), "✓")])
    today = visit.ports.centre.day_of(visit.ports.clock())
    name = side.removesuffix("s")
    rows = [_row(visit, f"{name}{n}", one, today, may=may) for n, one in enumerate(shown)]
    take = csv_button(visit, side, t(f"statements.side.{side}"))
    return html.Div(
        [
            html.Div([head, take], className="chart-head"),
            html.Ul([_sum(visit, one) for one in sums], className="tie-sums"),
            html.Ul(rows, className="tie-list"),
            _turns(visit, side, sum(one.count for one in sums), month),
        ]
    )


def _sum(visit: Visit, one: SideSum) -> Component:
    """How much of one account or statement is left: receipts and payments apart, and what they come to."""
    t = visit.translate
    words = t(
        "statements.side.sum",
        name=account_words(t, one.of),
        n=f"{one.count:,}",
        came=yuan(t, one.in_fen),
        went=yuan(t, -one.out_fen),
        sum=yuan(t, one.fen),
    )
    return html.Li(words, className="tie-sum")


def _turns(visit: Visit, side: str, count: int, month: date) -> Component | None:
    t, asked = visit.translate, dict(zip(PAGE_OF, pages_asked(visit.query), strict=True))
    last = -(-count // SHOWN)
    if last < 2:
        return None

    def turn(page: int) -> str:
        kept = {PAGE_OF[key]: str(page if key == side else n) for key, n in asked.items()}
        of = visit.query.get("of", "")
        return link(visit, "statements", month=f"{month:%Y-%m}", of=of, **kept) + "#left"

    page = asked[side]
    links = [(t("statements.earlier"), turn(page - 1))] if page > 1 else []
    links += [(t("statements.later"), turn(page + 1))] if page < last else []
    return pager(links, t(f"statements.side.{side}"), t("sensors.page", n=page, of=last))


def shown_line(visit: Visit, one: StatementLine) -> Shown:
    t = visit.translate
    about = (
        t(f"money.account.{one.source}"),
        t(f"statements.kind.{one.kind}"),
        visible(one.party),
        visible(one.reference),
    )
    return Shown(one.ref, one.gross_fen, one.day, one.at, [word for word in about if word])


def shown_item(visit: Visit, one: OpenItem) -> Shown:
    return Shown(one.ref, one.fen, one.day, one.at, item_words(visit, one))


def _row(visit: Visit, name: str, one: Shown, today: date, *, may: bool) -> Component:
    t, age = visit.translate, (today - one.day).days
    clock = one.at.astimezone(visit.ports.centre.zone_info)
    words = f"{day_words(t, one.day)} {clock:%H:%M} · {yuan(t, one.fen)}"
    told = html.Span(" · ".join(one.about), className="muted")
    waits = html.Span(t("statements.age", n=age), className="tie-age")
    return html.Li([tick(name, words, value=one.ref) if may else html.B(words), told, waits])


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


def _never(visit: Visit) -> Component:
    """Postings that no statement will show: why, in a word and a sentence, for somebody else to agree to."""
    t = visit.translate
    reasons = [(key, t(f"statements.never.{key}")) for key in REASONS]
    fields = [
        choice("reason", t("statements.never"), reasons),
        entry("note", t("statements.never.note"), maxLength=LONGEST_NOTE),
        html.Button(t("statements.never.do"), type="submit", name="step", value="never"),
    ]
    return html.Details(
        [html.Summary(t("statements.never.open")), html.Div(fields, className="buttons tie-deeds")],
        className="fold",
    )


def side_rows(visit: Visit, shown: Sequence[Shown]) -> list[list[Cell]]:
    """A whole side for a CSV file."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    head: list[Cell] = [
        t(f"statements.column.{name}") for name in ("day", "time", "in", "out", "about", "ref")
    ]
    rows: list[list[Cell]] = [
        [
            one.day.isoformat(),
            f"{one.at.astimezone(zone):%H:%M}",
            yuan_cell(one.fen) if one.fen > 0 else None,
            yuan_cell(-one.fen) if one.fen < 0 else None,
            " · ".join(one.about),
            one.ref,
        ]
        for one in shown
    ]
    return [head, *rows]
