"""A version's sheets on the screen: the same cells that stand in its files."""

from collections.abc import Collection, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from dashboard.report.finding_words import finding_pieces
from dashboard.report.head_line import head_lines
from dashboard.report.wording import Wording, parts, wording
from models.message import Message
from models.report.monthly_statement import Finding, MonthlyStatement
from models.report.sheet import Cell, Row, Sheet, SheetKey, Table
from models.report.version import ReportVersion


def preview_panel(
    visit: Visit, seen: ReportVersion, statement: MonthlyStatement, remarks: Sequence[Message]
) -> Component:
    """The sheet of the address, else the cover."""
    t, words = visit.translate, wording(statement, visit.translate)
    asked = visit.query.get("sheet", "")
    shown = next((one for one in statement.sheets if one.key == asked), statement.sheets[0])
    ways = [html.Li(_way(visit, seen, words, one, is_shown=one is shown)) for one in statement.sheets]
    body = _cover(statement, words, remarks) if shown.key == SheetKey.COVER else []
    return html.Section(
        [
            html.H2(t("reports.preview")),
            html.Nav(html.Ul(ways), className="report-sheets", **marks(aria_label=t("reports.sheets"))),
            html.H3(words.sheet(shown)),
            *body,
            *(preview_table(one, words) for one in shown.tables),
        ],
        className="panel report-preview",
        id="preview",
    )


def _way(visit: Visit, seen: ReportVersion, words: Wording, one: Sheet, *, is_shown: bool) -> Component:
    address = link(visit, "reports", month=f"{seen.month:%Y-%m}", version=seen.number, sheet=one.key)
    current = marks(aria_current="true") if is_shown else {}
    return html.A(words.sheet(one), href=f"{address}#preview", **current)


def _cover(statement: MonthlyStatement, words: Wording, remarks: Sequence[Message]) -> list[Component]:
    """The head, what is said of the version, and the findings, each number with its place in the workbook as a hint."""
    t = words.t
    facts = [
        part
        for line in head_lines(statement.head, words)
        for part in (html.Dt(t(f"report.head.{line.key}")), html.Dd(line.text))
    ]
    said = [html.P(t.message(one), className="report-remark") for one in remarks]
    findings = [html.Li(_finding(statement, one, words)) for one in statement.findings]
    return [
        html.Dl(facts, className="ledger-facts"),
        *said,
        html.Ol(findings, className="report-findings") if findings else calm(t("reports.no_findings"), "▤"),
    ]


def _finding(statement: MonthlyStatement, one: Finding, words: Wording) -> list[Component | str]:
    return [
        html.B(piece.text, **marks(title=piece.cell)) if piece.is_number else piece.text
        for piece in finding_pieces(statement, one, words)
    ]


def preview_table(table: Table, words: Wording) -> Component:
    """Every cell of it."""
    t, title = words.t, words.table(table)
    if not table.rows:
        return html.Div([html.H4(title), calm(t("reports.empty"), "–")])
    counted = {at for at, _ in enumerate(table.columns) if any(row.cells[at].is_number for row in table.rows)}
    head = html.Tr(
        [
            html.Th(words.heading(column), scope="col", className=_style(at, counted))
            for at, column in enumerate(table.columns)
        ]
    )
    rows = [_row(table, row, words, counted) for row in table.rows]
    drawn = html.Table([html.Thead(head), html.Tbody(rows)], className="figures")
    scroll = html.Div(
        drawn, className="import-scroll", tabIndex="0", role="region", **marks(aria_label=title)
    )
    return html.Div([html.H4(title), scroll])


def _style(at: int, counted: Collection[int]) -> str:
    """Numbers end below one another, words begin so."""
    return "" if at in counted else "report-words"


def _row(table: Table, row: Row, words: Wording, counted: Collection[int]) -> Component:
    cells = [
        html.Th(words.words(cell, unit), scope="row")
        if at == 0
        else _cell(cell, words.words(cell, unit), words.t, _style(at, counted))
        for at, (_, cell, unit) in enumerate(parts(table, row))
    ]
    return html.Tr(cells, className="strong" if row.is_total else "")


def _cell(cell: Cell, text: str, t: Translate, style: str) -> Component:
    if cell.absent is not None:
        return html.Td(text, className=f"report-absent {style}")
    if cell.is_flagged:
        return html.Td(
            [text, html.Small(t("report.form.flagged"))], className=style, **marks(data_state="flagged")
        )
    return html.Td(text, className=style)
