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
from models.report.life import SIGNED
from models.report.version import ReportVersion


def months_panel(visit: Visit, kept: Sequence[ReportVersion], month: date) -> Component:
    """kept: of all months, the newest first. The month that is looked at has a row also where it has no report."""
    told = {at: _told(list(some)) for at, some in groupby(kept, key=lambda one: one.month)}
    rows = [_row(visit, at, told.get(at, ()), month) for at in sorted({*told, month}, reverse=True)]
    return html.Section(
        [html.H2(visit.translate("reports.months")), html.Ul(rows, className="month-list report-months")],
        className="panel",
        id="months",
    )


def _told(some: Sequence[ReportVersion]) -> Sequence[ReportVersion]:
    """The newest of a month, and beside a draft the one that readers hold meanwhile."""
    newest, signed = some[0], [one for one in some if one.status in SIGNED]
    return [newest] if newest.status in SIGNED else [newest, *signed[:1]]


def _row(visit: Visit, at: date, told: Sequence[ReportVersion], month: date) -> Component:
    t = visit.translate
    current = marks(aria_current="true") if at == month else {}
    name = html.A(month_words(t, at), href=link(visit, "reports", month=f"{at:%Y-%m}"), **current)
    if not told:
        return html.Li([name, html.Span(f"{NOT_MADE} {t('reports.not_made')}", className="muted")])
    return html.Li([name, html.Div([part for one in told for part in _light(visit, one)])])


def _light(visit: Visit, one: ReportVersion) -> Sequence[Component]:
    t = visit.translate
    under = f"{version_words(t, one)} · {coverage_words(t, one)}"
    return [
        html.Span(status_words(t, one), className="report-light", **marks(data_status=one.status)),
        html.Small(under, className="muted"),
    ]
