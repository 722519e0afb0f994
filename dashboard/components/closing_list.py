"""The checklist of a month, the two signatures, and what each revision added."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button, deed_form, paper
from dashboard.components.frame import csv_button
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, day_words, month_words
from dashboard.csv_sheet import Cell
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import digits, yuan, yuan_cell
from models.money.checklist import CHECKS, Check, CheckState, Verdict
from models.money.month import LedgerMonth, MonthStatus
from models.payload import visible
from models.services.closing import LONGEST_REASON, ClosingSheet, Revision

ICONS = {CheckState.MET: "✓", CheckState.UNMET: "✕", CheckState.NOTHING: "–"}
QUIET_DAYS = 8
"""Days without income that are named."""

PAGES_WITH_MONTH = frozenset({"month", "statements", "claims", "closing"})
STATUS_ICONS = {MonthStatus.OPEN: "○", MonthStatus.CLOSING: "◐", MonthStatus.CLOSED: "●"}


def checks_panel(visit: Visit, sheet: ClosingSheet) -> Component:
    """Every check with its verdict, and the way to where something can be done about it."""
    t = visit.translate
    left = len(sheet.unmet)
    title = t("closing.checks.left", n=left) if left else t("closing.checks.met")
    rows = [_check(visit, sheet, one, sheet.checks[one.key]) for one in CHECKS]
    head = html.Div([html.H2(title), csv_button(visit, "checks", title)], className="chart-head")
    return html.Section([head, html.Ul(rows, className="checklist")], className="panel", id="checks")


def check_rows(visit: Visit, sheet: ClosingSheet) -> list[list[Cell]]:
    """Every check with its verdict, and what stood in the book with each revision."""
    t = visit.translate
    head: list[Cell] = [t(f"closing.column.{name}") for name in ("check", "state", "found")]
    checks: list[list[Cell]] = [
        [
            t(f"closing.check.{one.key}"),
            t(f"closing.state.{sheet.checks[one.key].state}"),
            sheet.checks[one.key].count if sheet.checks[one.key].state is CheckState.UNMET else None,
        ]
        for one in CHECKS
    ]
    names: list[Cell] = [
        t(f"closing.revision.{name}") for name in ("number", "income", "cost", "contribution")
    ]
    revisions: list[list[Cell]] = [
        [one.number, *(yuan_cell(fen) if one.result.accounts else None for fen in _fens(one))]
        for one in sheet.revisions
    ]
    return [head, *checks, [], names, *revisions]


def _fens(one: Revision) -> tuple[int, int, int]:
    return one.result.income_fen, one.result.cost_fen, one.result.contribution_fen


def _check(visit: Visit, sheet: ClosingSheet, check: Check, found: Verdict) -> Component:
    t = visit.translate
    query = {"month": f"{sheet.month.month:%Y-%m}"} if check.page in PAGES_WITH_MONTH else {}
    way = html.A(t("closing.look"), href=link(visit, check.page, **query), className="turn")
    words = t(f"closing.found.{check.key}", n=f"{found.count:,}") if found.state is CheckState.UNMET else ""
    return html.Li(
        [
            html.Span(ICONS[found.state], className="check-icon", **marks(aria_hidden="true")),
            html.Div(
                [
                    html.B(t(f"closing.check.{check.key}")),
                    html.Span(" · ".join(part for part in (words, _more(visit, sheet, check)) if part), className="muted"),
                ]
            ),
            html.Span(t(f"closing.state.{found.state}"), className="check-state"),
            way if found.state is CheckState.UNMET else None,
        ],
        **marks(data_state=found.state),
    )  # fmt: skip


def _more(visit: Visit, sheet: ClosingSheet, check: Check) -> str:
    """The days by name where days are what is missing."""
    t, days = visit.translate, sheet.facts.quiet_days
    if check.key != "sales" or not days:
        return ""
    named = ", ".join(day_words(t, day) for day in days[:QUIET_DAYS])
    return f"{named} …" if len(days) > QUIET_DAYS else named


def deeds_panel(visit: Visit, sheet: ClosingSheet, *, may: bool) -> Component:
    """What can be done next, and by whom."""
    t, month = visit.translate, sheet.month
    name = f"{month.month:%Y-%m}"
    told = [html.H2(status_words(visit, month)), *(_signed(visit, month))]
    if not may:
        return html.Section([*told, html.P(t("closing.others"), className="muted")], className="panel")
    if month.status is MonthStatus.CLOSING:
        mine = month.asked_by == visit.account.name
        agree = deed_button("agree", t("closing.agree"), "primary", month=name)
        note = html.P(t("closing.waits"), className="muted") if mine else agree
        return html.Section(
            [*told, note, deed_button("withdraw", t("closing.withdraw"), month=name)], className="panel"
        )
    if month.status is MonthStatus.CLOSED and sheet.late is None:
        return html.Section([*told, html.P(t("closing.nothing_new"), className="muted")], className="panel")
    fields: list[Component | None] = [
        paper("reason", t("closing.reason"), rows=2, longest=LONGEST_REASON) if sheet.unmet else None,
        html.Div(html.Button(t("closing.ask"), type="submit", className="primary"), className="buttons"),
    ]
    return html.Section([*told, deed_form("ask", fields, month=name)], className="panel")


def status_words(visit: Visit, month: LedgerMonth) -> str:
    """Where a month stands, by sign and word."""
    t = visit.translate
    return f"{STATUS_ICONS[month.status]} {t(f'closing.status.{month.status}', n=month.revision)}"


def _signed(visit: Visit, month: LedgerMonth) -> list[Component]:
    t, zone = visit.translate, visit.ports.centre.zone_info
    told = []
    if month.asked_at:
        at = month.asked_at.astimezone(zone)
        told.append(t("closing.asked", by=visible(month.asked_by), at=f"{at:%Y-%m-%d %H:%M}"))
    if month.closed_at:
        at = month.closed_at.astimezone(zone)
        told.append(t("closing.closed", by=visible(month.closed_by), at=f"{at:%Y-%m-%d %H:%M}"))
    if month.reason:
        told.append(t("closing.because", reason=visible(month.reason)))
    return [html.P(words) for words in told]


def revisions_panel(visit: Visit, sheet: ClosingSheet) -> Component:
    """What stood there when it was first closed, and what each signature since has added."""
    t = visit.translate
    names = [
        html.Th(t(f"closing.revision.{name}"), scope="col")
        for name in ("number", "income", "cost", "contribution")
    ]
    rows = [_revision(visit, sheet.month, one) for one in sheet.revisions]
    table = html.Table([html.Thead(html.Tr(names)), html.Tbody(rows)], className="figures")
    seal = html.P(t("closing.seal", digest=sheet.month.digest[:16], n=sheet.month.through), className="muted")
    parts = [html.H2(t("closing.revisions")), html.Div(table, className="import-scroll", tabIndex="0")]
    return html.Section([*parts, seal if sheet.month.digest else None], className="panel")


def _revision(visit: Visit, month: LedgerMonth, one: Revision) -> Component:
    t = visit.translate
    if one.closed or not month.closed_at:
        name = t("closing.revision.first") if not one.number else t("closing.revision.later", n=one.number)
    else:
        contribution = one.result.contribution_fen
        sign = "+" if contribution > 0 else ""
        name = t("closing.revision.next", n=one.entries or 0, change=f"{sign}{yuan(t, contribution)}")
    return html.Tr(
        [
            html.Th(name, scope="row"),
            *(html.Td(digits(fen) if one.result.accounts else NO_DATA) for fen in _fens(one)),
        ]
    )


def months_panel(visit: Visit, months: Sequence[LedgerMonth]) -> Component:
    """Every month of the book, with where it stands."""
    t = visit.translate
    rows = [
        html.Li(
            [
                html.A(month_words(t, one.month), href=link(visit, "closing", month=f"{one.month:%Y-%m}")),
                html.Span(status_words(visit, one), className="muted"),
            ]
        )
        for one in months
    ]
    return html.Section(
        [html.H2(t("closing.months")), html.Ul(rows, className="month-list")], className="panel"
    )
