"""Each statement of a month in short, the matches that were made, and the lines that were set aside."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button
from dashboard.components.marks import marks
from dashboard.components.use_words import day_words
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.money.statement import Match, StatementLine
from models.payload import visible
from models.services.month_money import MeansMonth

MATCHES = 60
"""Matches that are listed, the newest; the book has them all."""


def means_cards(visit: Visit, means: Sequence[MeansMonth]) -> Component:
    """One card for each statement: what came in, what the service kept, and whether its balances follow."""
    return html.Div([_card(visit, one) for one in means], className="cards money-cards", role="list")


def _card(visit: Visit, one: MeansMonth) -> Component:
    t = visit.translate
    done = not one.loose
    said = t("statements.card.done") if done else t("statements.card.loose", n=f"{one.loose:,}")
    rows = [
        html.Span(t(f"money.account.{one.source}"), className="card-name"),
        html.B(yuan(t, one.in_fen)),
        html.Span(f"{'✓' if done else '○'} {said}", className="card-change"),
        html.Small(
            t("statements.card.lines", n=f"{one.lines:,}", out=yuan(t, one.out_fen), fee=yuan(t, one.fee_fen))
        ),
        html.Small(_balance(visit, one), className="muted"),
    ]
    state = marks(data_state="" if done and not one.breaks else "flagged")
    return html.Div(rows, className="card", role="listitem", **state)


def _balance(visit: Visit, one: MeansMonth) -> str:
    t = visit.translate
    if one.first_fen is None or one.last_fen is None:
        return t("statements.card.no_balance")
    key = "statements.card.breaks" if one.breaks else "statements.card.follows"
    return t(key, n=one.breaks, first=yuan(t, one.first_fen), last=yuan(t, one.last_fen))


def matches_panel(visit: Visit, matches: Sequence[Match], *, may: bool) -> Component:
    """The newest matches with rule and certainty; each can be taken apart."""
    t = visit.translate
    head = html.H2(t("statements.matches"))
    if not matches:
        return html.Section([head, calm(t("statements.matches.none"), "≡")], className="panel")
    columns = ("when", "rule", "sure", "lines", "items", "fee")
    names = [html.Th(t(f"statements.matches.{name}"), scope="col") for name in columns]
    rows = [_match(visit, one, may=may) for one in matches[:MATCHES]]
    table = html.Table([html.Thead(html.Tr([*names, html.Td()])), html.Tbody(rows)], className="ledger-rows")
    return html.Section(
        [head, html.Div(table, className="import-scroll", tabIndex="0")], className="panel", id="matches"
    )


def _match(visit: Visit, one: Match, *, may: bool) -> Component:
    t = visit.translate
    at = one.at.astimezone(visit.ports.centre.zone_info) if one.at else None
    number = one.items[0].partition(".")[0] if len(one.items) == 1 else ""
    many: Component | str = t("statements.matches.many", n=len(one.items))
    if number:
        many = html.A(f"#{number}", href=link(visit, "ledger", entry=number))
    lines = t("statements.matches.many", n=len(one.lines)) if len(one.lines) != 1 else one.lines[0]
    cells = (
        f"{at:%Y-%m-%d %H:%M} {visible(one.by)}" if at else "",
        t(f"statements.rule.{one.rule}"),
        f"{one.sure} %",
        visible(lines),
        many,
        yuan(t, one.fee_fen) if one.fee_fen else "",
    )
    undo = deed_button("untie", t("statements.untie"), match=one.id) if may else ""
    return html.Tr([*(html.Td(cell) for cell in cells), html.Td(undo)])


def aside_panel(visit: Visit, lines: Sequence[StatementLine], *, may: bool) -> Component | None:
    """Lines for which nothing is looked for, each with why, and the way back."""
    t = visit.translate
    if not lines:
        return None
    rows = [
        html.Li(
            [
                html.Span(
                    f"{day_words(t, one.day)} · {yuan(t, one.gross_fen)} · {t(f'money.account.{one.source}')}"
                ),
                html.Span(t(f"statements.aside.{one.aside}"), className="muted"),
                deed_button("up", t("statements.aside.up"), line=one.ref) if may else None,
            ]
        )
        for one in lines[:MATCHES]
    ]
    summary = html.Summary(t("statements.asides", n=f"{len(lines):,}"))
    return html.Section(
        html.Details([summary, html.Ul(rows, className="tie-list tie-asides")]), className="panel"
    )
