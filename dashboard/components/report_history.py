"""Every version of a month with who did what to it, and the choice of two to hold against each other."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice
from dashboard.components.marks import marks
from dashboard.components.report_words import coverage_words, status_words, version_words
from dashboard.components.use_words import month_words
from dashboard.link import link
from dashboard.page import Visit
from dashboard.report.asked import key
from models.payload import visible
from models.report.version import ReportVersion, Signature


def history_panel(visit: Visit, kept: Sequence[ReportVersion], seen: ReportVersion) -> Component:
    """kept: of the month, the newest first."""
    rows = [_version(visit, one, is_seen=one == seen) for one in kept]
    return html.Section(
        [html.H2(visit.translate("reports.history")), html.Ol(rows, className="report-history")],
        className="panel",
        id="history",
    )


def _version(visit: Visit, one: ReportVersion, *, is_seen: bool) -> Component:
    t = visit.translate
    address = link(visit, "reports", month=f"{one.month:%Y-%m}", version=one.number)
    current = marks(aria_current="true") if is_seen else {}
    head = html.P(
        [
            html.A(version_words(t, one), href=address, **current),
            html.Span(status_words(t, one), className="report-light", **marks(data_status=one.status)),
            html.Small(coverage_words(t, one), className="muted"),
        ]
    )
    acts = [html.Li(_signature(visit, signed)) for signed in one.signatures]
    digest = html.Small(
        t("reports.digest", inputs=one.inputs[:12], statement=one.statement[:12]), className="muted"
    )
    return html.Li([head, html.Ul(acts) if acts else None, digest])


def _signature(visit: Visit, signed: Signature) -> str:
    t, at = visit.translate, signed.at.astimezone(visit.ports.centre.zone_info)
    told = t(
        "reports.signature",
        at=f"{at:%Y-%m-%d %H:%M}",
        by=visible(signed.by),
        act=t(f"report.act.{signed.act}"),
    )
    return f"{told} {t('reports.because', reason=visible(signed.reason))}" if signed.reason else told


def compare_form(visit: Visit, kept: Sequence[ReportVersion], seen: ReportVersion) -> Component | None:
    """kept: of all months. None where there is no other."""
    t = visit.translate
    others = [
        (key(one), t("reports.version.of", month=month_words(t, one.month), version=version_words(t, one)))
        for one in kept
        if key(one) != key(seen)
    ]
    if not others:
        return None
    hidden = [
        html.Span(hidden="hidden", **marks(data_with=name, data_value=value))
        for name, value in (("month", f"{seen.month:%Y-%m}"), ("version", f"{seen.number}"))
    ]
    fields = [
        *hidden,
        choice("with", t("reports.compare.with"), others, visit.query.get("with", "")),
        html.Button(t("reports.compare"), type="submit"),
    ]
    return html.Form(fields, className="asked-row", **marks(data_goes="#compared"))
