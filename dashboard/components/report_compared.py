"""Two versions held against each other: why they differ, and every cell that does."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.report_words import version_words
from dashboard.components.use_words import NO_DATA, month_words
from dashboard.page import Visit
from dashboard.report.wording import Wording
from models.report.comparison import Difference
from models.report.sheet import Cell
from models.report.version import ReportVersion
from models.services.reporting import Compared

MOST = 500
"""Rows that are drawn; a month against another differs everywhere."""


def compared_panel(
    visit: Visit, old: ReportVersion, new: ReportVersion, found: Compared, words: Wording
) -> Component:
    """The older on the left."""
    t = visit.translate
    names = [
        t("reports.version.of", month=month_words(t, one.month), version=version_words(t, one))
        for one in (old, new)
    ]
    title = t("reports.compared.title", old=names[0], new=names[1], n=f"{len(found.differences):,}")
    return html.Section(
        [html.H2(title), *_body(visit, names, found, words)], className="panel", id="compared"
    )


def _body(visit: Visit, names: list[str], found: Compared, words: Wording) -> list[Component]:
    t = visit.translate
    if not found.differences:
        return [calm(t("reports.compared.same"), "＝")]
    reasons = [html.Li(t(f"report.changed.{one}")) for one in found.reasons]
    head = [t("report.column.sheet"), t("report.column.row"), t("report.column.column"), *names]
    rows = [_row(one, words) for one in found.differences[:MOST]]
    table = html.Table(
        [html.Thead(html.Tr([html.Th(one, scope="col") for one in head])), html.Tbody(rows)],
        className="figures report-compared",
    )
    left = len(found.differences) - MOST
    return [
        html.P(t("reports.compared.why")),
        html.Ul(reasons),
        html.Div(
            table,
            className="import-scroll",
            tabIndex="0",
            role="region",
            **marks(aria_label=t("reports.compare")),
        ),
        *([html.P(t("reports.compared.more", n=f"{left:,}"), className="muted")] if left > 0 else []),
    ]


def _row(one: Difference, words: Wording) -> Component:
    t = words.t
    where = f"{t(f'report.sheet.{one.place.sheet}')} · {t(f'report.table.{one.place.table}')}"
    name = words.t("report.form.join").join(map(words.words, one.labels))
    told = [_side(cell, one, words) for cell in (one.before, one.after)]
    cells = [name, words.heading(one.column), *told]
    return html.Tr([html.Th(where, scope="row"), *(html.Td(text) for text in cells)])


def _side(cell: Cell | None, one: Difference, words: Wording) -> str:
    return NO_DATA if cell is None else words.words(cell, one.unit)
