"""The decisions of the four parties, searched by words, year or number."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.decision_words import cited_words
from dashboard.components.frame import csv_button
from dashboard.components.marks import marks
from dashboard.components.use_words import day_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from models.needs.decision import Decision
from models.payload import visible

SHOWN = 60
COLUMNS = ("number", "day", "subject", "text", "ayes", "noes", "abstained")


def decisions_panel(visit: Visit, found: Sequence[Decision]) -> Component:
    t = visit.translate
    typed = visit.query.get("q", "")[:80]
    such = [one for one in found if typed.casefold() in " ".join(_words(t, one)).casefold()]
    title = t("meeting.decisions", n=len(such))
    search = html.Form(
        [
            html.Label(
                [
                    html.Span(t("meeting.search"), className="sr"),
                    dcc.Input(type="search", name="q", value=typed),
                ]
            ),
            html.Button(t("meeting.find"), type="submit"),
        ],
        className="search",
        **marks(data_goes="#decisions"),
    )
    rows = [_row(visit, one) for one in such[:SHOWN]]
    body = html.Ul(rows, className="decision-list") if rows else calm(t("meeting.no_decisions"), "◎")
    more = html.P(t("meeting.more", n=len(such) - SHOWN), className="muted") if len(such) > SHOWN else None
    head = html.Div([html.H2(title), csv_button(visit, "decisions", title)], className="chart-head")
    return html.Section([head, search, body, more], className="panel", id="decisions")


def _row(visit: Visit, one: Decision) -> Component:
    number, day, subject, text, *_ = _words(visit.translate, one)
    votes = visit.translate(
        "meeting.votes", ayes=one.counted.ayes, noes=one.counted.noes, abstained=one.counted.abstained
    )
    there = link(visit, "meetings", id=one.meeting)
    return html.Li(
        [
            html.B(html.A(number, href=there)),
            html.Span(visible(text), className="decision-text"),
            html.Span(f"{day} · {subject} · {votes}", className="hint"),
        ]
    )


def _words(t: Translate, one: Decision) -> list[str]:
    return [
        cited_words(t, one.number),
        day_words(t, one.decided_on, year=True),
        t(f"meeting.subject.{one.subject}"),
        one.text,
    ]


def decision_rows(t: Translate, found: Sequence[Decision]) -> list[list[Cell]]:
    """All of them, for a CSV file."""
    head: list[Cell] = [t(f"meeting.column.{name}") for name in COLUMNS]
    rows: list[list[Cell]] = [
        [
            cited_words(t, one.number),
            one.decided_on.isoformat(),
            t(f"meeting.subject.{one.subject}"),
            visible(one.text),
            one.counted.ayes,
            one.counted.noes,
            one.counted.abstained,
        ]
        for one in found
    ]
    return [head, *rows]
