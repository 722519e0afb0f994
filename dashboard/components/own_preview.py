"""A report of one's own on the screen: a picture of its first figure, its table, and the ways to take and to keep it."""

import json
from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_form, entry
from dashboard.components.chart import chart
from dashboard.components.field import tick
from dashboard.components.frame import PICTURE
from dashboard.components.marks import marks
from dashboard.components.rank_bars import Bar, rank_bars
from dashboard.components.report_preview import preview_table
from dashboard.components.report_take import take_form, take_section
from dashboard.page import Visit
from dashboard.report.head_line import title
from dashboard.report.own_asked import query
from dashboard.report.picture.bars import share
from dashboard.report.picture.piece import Subject, measure
from dashboard.report.wording import wording
from models.payload import visible
from models.report.figure import NOT_ASKED
from models.report.own.choice import OwnChoice
from models.report.own.saved import LONGEST_NAME, OwnReport
from models.report.papers.own import OwnStatement
from models.services.own_reports import SHARES

MOST_BARS = 40
"""A picture of more is none: the table has them all."""


def waiting(visit: Visit, fields: Mapping[str, str]) -> Component:
    """Begun by assets/83-reports.js. fields: of the address; none = nothing is asked for."""
    t = visit.translate
    if not fields:
        return html.Section(
            [html.H2(t("own.preview")), calm(t("own.preview.none"), "▤")], className="panel", id="preview"
        )
    asks = json.dumps({"do": "preview", **fields}, ensure_ascii=False)
    told = html.P(t("own.preview.begun"), role="status", **marks(data_begins=asks))
    return html.Section([html.H2(t("own.preview")), told], className="panel", id="preview")


def own_preview(
    visit: Visit, statement: OwnStatement, asked: OwnChoice, report: OwnReport | None, work: str
) -> Sequence[Component]:
    """work: the name under which what was made lies."""
    words = wording(statement, visit.translate)
    (table,) = statement.sheets[0].tables
    subject = Subject(table, words, statement.sheets)
    carried = {**query(asked, report.id if report else ""), "work": work}
    shown = html.Section(
        [
            html.H2(title(statement.head, words)),
            _picture(visit, subject, asked),
            preview_table(table, words),
        ],
        className="panel report-preview",
        id="preview",
    )
    take = take_section(visit, "own.take", take_form(visit, "take", **carried))
    return [shown, html.Div([take, _keep(visit, asked, report)], className="two")]


def _picture(visit: Visit, subject: Subject, asked: OwnChoice) -> Component | None:
    """Of the first figure that has any number. Rows without one have no bar, and say why; nothing is drawn below nought."""
    single = [row for row in subject.table.rows if not row.is_total]
    for key in asked.metrics:
        rows = [row for row in single if subject.cell(row, key) != NOT_ASKED][:MOST_BARS]
        told = [measure(subject.cell(row, key)) for row in rows]
        longest = max((one for one in told if one is not None), default=0.0)
        if longest <= 0:
            continue
        bars = [
            Bar(
                name=subject.words.line(subject.table, row)[0],
                share=share(None if value is None else max(value, 0.0), longest),
                text=subject.said(row, key),
            )
            for row, value in zip(rows, told, strict=True)
        ]
        column = subject.columns([key])[0]
        unit = subject.words.unit(column.unit) if column.unit is not None else ""
        heads = (subject.words.column(subject.table.columns[0]), subject.words.column(column))
        drawing = rank_bars(visit.translate, bars, heads, unit)
        named = visit.translate("own.picture", metric=subject.words.column(column))
        return chart(visit, "own", named, "", drawing, takes=PICTURE, inner=True)
    return None


def _keep(visit: Visit, asked: OwnChoice, report: OwnReport | None) -> Component:
    """As a new one, or in place of one's own that is open."""
    t = visit.translate
    mine = report if report is not None and report.by == visit.account.name else None
    change = [choice("as", t("own.keep"), _ways(visit, mine), mine.id if mine else "")] if mine else []
    sharing = (
        [tick("shared", t("own.keep.shared"), on=bool(mine and mine.shared))] if visit.may(SHARES) else []
    )
    fields = [
        *change,
        entry("name", t("own.keep.name"), visible(report.name) if report else "", maxLength=LONGEST_NAME),
        *sharing,
        html.Button(t("own.keep"), type="submit", className="primary"),
    ]
    carried = {**query(asked), "revision": f"{mine.revision}" if mine else ""}
    return html.Section(
        [html.H2(t("own.keep.title")), deed_form("keep", fields, **carried)], className="panel", id="keep"
    )


def _ways(visit: Visit, mine: OwnReport) -> Sequence[tuple[str, str]]:
    t = visit.translate
    return [(mine.id, t("own.keep.change", name=visible(mine.name))), ("", t("own.keep.new"))]
