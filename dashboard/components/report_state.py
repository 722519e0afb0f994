"""Where a version stands, what is in the way of its signature, and the steps that somebody may take with it."""

from collections.abc import Mapping, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button, deed_form, opener, paper, sheet
from dashboard.components.marks import marks
from dashboard.components.report_words import coverage_words, status_words, version_words
from dashboard.components.spoken import sentence
from dashboard.page import Visit
from models.account import Permission
from models.message import Message
from models.payload import visible
from models.report.life import STEPS, Deed, Obstacle
from models.report.version import ReportVersion
from models.services.reporting import LONGEST_REASON, SYSTEM

STYLES = {Deed.CHECK: "primary", Deed.SIGN: "primary", Deed.SEND: "primary"}


def nothing_panel(visit: Visit, month: date) -> Component:
    """Of a month without a report: that, and the way to make one."""
    t = visit.translate
    may = visit.may(Permission.REPORT_MAKE)
    words = "reports.none" if visit.may(Permission.REPORT_READ) else "reports.none_signed"
    return html.Section(
        [calm(t(words), "▤"), _make(visit, month, "primary") if may else None], className="panel"
    )


def _make(visit: Visit, month: date, style: str = "", **seen: str) -> Component:
    button = deed_button("make", visit.translate("reports.make"), style, month=f"{month:%Y-%m}", **seen)
    return html.P(button, className="buttons")


def state_panel(
    visit: Visit,
    seen: ReportVersion,
    obstacles: frozenset[Obstacle],
    steps: Mapping[Deed, Message | None],
    *,
    is_newest: bool,
) -> Component:
    """steps: that may be taken from here, each with why it cannot be just now."""
    t = visit.translate
    title = f"{status_words(t, seen)} · {version_words(t, seen)}"
    facts = html.P(
        t("reports.made", by=_person(visit, seen.made_by), at=_at(visit, seen), run=seen.run),
        className="muted",
    )
    ways = _ways(visit, seen, steps)
    if not is_newest:
        ways = [html.P(t("reports.newer_draft" if steps else "reports.old"), className="muted"), *ways]
    again = (
        _make(visit, seen.month, number=f"{seen.number}")
        if is_newest and visit.may(Permission.REPORT_MAKE)
        else None
    )
    return html.Section(
        [html.H2(title), _gauge(visit, seen), facts, _in_the_way(visit, obstacles), *ways, again],
        className="panel report-state",
        id="state",
        **marks(data_status=seen.status),
    )


def _person(visit: Visit, name: str) -> str:
    return visit.translate("reports.by_itself") if name == SYSTEM else visible(name)


def _at(visit: Visit, seen: ReportVersion) -> str:
    return f"{seen.made_at.astimezone(visit.ports.centre.zone_info):%Y-%m-%d %H:%M}"


def _gauge(visit: Visit, seen: ReportVersion) -> Component:
    words = coverage_words(visit.translate, seen)
    share = 0.0 if seen.coverage is None else seen.coverage
    return html.Div(
        [
            html.B(words),
            html.Div(
                html.Span(style={"inlineSize": f"{share:.1%}"}),
                className="report-bar",
                **marks(aria_hidden="true"),
            ),
        ],
        className="report-gauge",
    )


def _in_the_way(visit: Visit, obstacles: frozenset[Obstacle]) -> Component | None:
    t = visit.translate
    if not obstacles:
        return None
    rows = [
        html.Li(
            [
                html.Span("✕", className="check-icon", **marks(aria_hidden="true")),
                html.Span(t(f"report.obstacle.{one}")),
            ],
            **marks(data_state="unmet"),
        )
        for one in sorted(obstacles)
    ]
    return html.Div([html.H3(t("reports.in_the_way")), html.Ul(rows, className="checklist")])


def _ways(visit: Visit, seen: ReportVersion, steps: Mapping[Deed, Message | None]) -> Sequence[Component]:
    t = visit.translate
    open_ways = [deed for deed, why in steps.items() if why is None]
    buttons = [opener(f"step-{deed}", t(f"report.deed.{deed}"), STYLES.get(deed, "")) for deed in open_ways]
    told = [
        html.P(f"{t(f'report.deed.{deed}')}: {sentence(t, why)}", className="muted")
        for deed, why in steps.items()
        if why is not None
    ]
    sheets = [_sheet(visit, seen, deed) for deed in open_ways]
    return [*told, html.P(buttons, className="buttons"), *sheets] if buttons else told


def _sheet(visit: Visit, seen: ReportVersion, deed: Deed) -> Component:
    """Says what the step means before it is taken."""
    t = visit.translate
    label = t(f"report.deed.{deed}")
    reason = paper("reason", t("reports.reason"), rows=3, longest=LONGEST_REASON)
    form = deed_form(
        deed,
        [
            html.P(t(f"reports.means.{deed}")),
            reason if STEPS[deed].needs_reason else None,
            html.P(html.Button(label, type="submit", className="primary"), className="buttons"),
        ],
        month=f"{seen.month:%Y-%m}",
        number=f"{seen.number}",
        revision=f"{seen.revision}",
    )
    return sheet(f"step-{deed}", label, [form], t("reports.close"))
