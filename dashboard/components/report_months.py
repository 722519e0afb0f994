"""The months of which there are reports, each with its light."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.report_words import NOT_MADE, coverage_words, status_words, version_words
from dashboard.components.use_words import month_words
from dashboard.link import link
from dashboard.page import Visit
from models.report.version import ReportVersion


def months_panel(visit: Visit, kept: Sequence[ReportVersion], month: date) -> Component:
    """kept: of all months, the newest first. The month that is looked at has a row also where it has no report."""
    newest = {at: next(some) for at, some in groupby(kept, key=lambda one: one.month)}
    rows = [_row(visit, at, newest.get(at), month) for at in sorted({*newest, month}, reverse=True)]
    return html.Section(
        [html.H2(visit.translate("reports.months")), html.Ul(rows, className="month-list report-months")],
        className="panel",
        id="months",
    )


def _row(visit: Visit, at: date, one: ReportVersion | None, month: date) -> Component:
    t = visit.translate
    current = marks(aria_current="true") if at == month else {}
    name = html.A(month_words(t, at), href=link(visit, "reports", month=f"{at:%Y-%m}"), **current)
    if one is None:
        return html.Li([name, html.Span(f"{NOT_MADE} {t('reports.not_made')}", className="muted")])
    told = [html.Span(status_words(t, one), className="report-light", **marks(data_status=one.status))]
    under = f"{version_words(t, one)} · {coverage_words(t, one)}"
    return html.Li([name, html.Div([*told, html.Small(under, className="muted")])])
