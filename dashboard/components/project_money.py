"""Money of projects: budget, promised and paid as bars, by source and courtyard, and beside the need there."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_form, entry
from dashboard.components.courtyard_choice import courtyard_choice
from dashboard.components.field import field_input
from dashboard.components.marks import marks
from dashboard.components.project_words import courtyard_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan, yuan_cell
from models.money.project_payment import line_code
from models.needs.funding import Funds, Share, invoiced
from models.needs.project import BudgetLine
from models.services.projects import Card

SPARE_LINES = 2
PARTS = ("budget", "committed", "paid")


def money_panel(visit: Visit, title: str, rows: Mapping[str, Funds]) -> Component:
    """Rows by their names, the bars of all on one scale."""
    t = visit.translate
    most = max((one.budget for one in rows.values()), default=0) or 1
    body = [html.Tr([html.Th(name, scope="row"), *_cells(t, funds, most)]) for name, funds in rows.items()]
    inside = _table(t, title, body) if rows else calm(t("project.money.none"), "○")
    return html.Section([html.H2(title), inside], className="panel project-money")


def _table(t: Translate, caption: str, body: Sequence[Component]) -> Component:
    head = html.Tr(
        [html.Th(t("project.money.what"), scope="col")]
        + [html.Th(t(f"project.money.{part}"), scope="col") for part in PARTS]
        + [html.Th(t("project.money.drawn"), scope="col")]
    )
    return html.Div(
        html.Table(
            [html.Caption(caption, className="sr"), html.Thead(head), html.Tbody(list(body))],
            className="table money-bars",
        ),
        className="scrolls",
        **marks(tabIndex="0", role="region", aria_label=caption),
    )


def _cells(t: Translate, funds: Funds, most: int) -> list[Component]:
    amounts = (funds.budget, funds.committed, funds.paid)
    told = [html.Td(yuan(t, fen)) for fen in amounts]
    bars = [
        html.Span(style={"inlineSize": f"{max(0.0, 100 * fen / most):.1f}%"}, **marks(data_part=part))
        for part, fen in zip(PARTS, amounts, strict=True)
    ]
    return [*told, html.Td(html.Span(bars, className="three-bars", **marks(aria_hidden="true")))]


def share_panel(visit: Visit, shares: Sequence[Share]) -> Component:
    """Each courtyard's share of the money and of the voices, as two bars on one scale."""
    t = visit.translate
    if not shares:
        inside: Component = calm(t("project.share.none"), "○")
    else:
        inside = html.Ul([_share(visit, one) for one in shares], className="share-rows")
    return html.Section(
        [html.H2(t("project.share")), html.P(t("project.share.means"), className="muted"), inside],
        className="panel",
        id="share",
    )


def _share(visit: Visit, one: Share) -> Component:
    t = visit.translate
    rows = (
        ("need", one.need, t("project.share.voices", n=one.voices)),
        ("money", one.money, yuan(t, one.funds.budget)),
    )
    bars = [
        html.Span(
            [
                html.Span(t(f"project.share.{part}"), className="muted"),
                html.Span(
                    html.Span(style={"inlineSize": f"{100 * (share or 0):.1f}%"}),
                    className="project-bar",
                    **marks(data_part=part, aria_hidden="true"),
                ),
                html.Span(f"{_percent(share)} · {words}"),
            ],
            className="share-line",
        )
        for part, share, words in rows
    ]
    return html.Li([html.B(courtyard_words(visit, one.courtyard)), *bars])


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def share_rows(visit: Visit, shares: Sequence[Share]) -> list[list[Cell]]:
    t = visit.translate
    head = ("courtyard", "voices", "need", "budget", "committed", "paid", "money")
    rows: list[list[Cell]] = [[t(f"project.sheet.{key}") for key in head]]
    for one in shares:
        funds = [yuan_cell(fen) for fen in (one.funds.budget, one.funds.committed, one.funds.paid)]
        rows.append([courtyard_words(visit, one.courtyard), one.voices, one.need, *funds, one.money])
    return rows


def lines_panel(visit: Visit, card: Card, *, may: bool) -> Component:
    """One project's budget lines, what each may still pay, and the form that plans them."""
    t, project = visit.translate, card.project
    most = max((one.budget_fen for one in project.lines), default=0) or 1
    body = [
        html.Tr([html.Th(_line_words(visit, card, one), scope="row"), *_cells(t, _funds(card, one), most)])
        for one in project.lines
    ]
    shown = _table(t, t("project.money"), body) if body else calm(t("project.money.no_lines"), "○")
    form = _form(visit, card) if may and project.is_open else None
    return html.Section(
        [html.H2(t("project.money")), html.P(t("project.money.means"), className="muted"), shown, form],
        className="panel project-money",
        id="money",
    )


def _funds(card: Card, line: BudgetLine) -> Funds:
    return Funds(line.budget_fen, line.committed_fen, card.progress.paid.get(line.id, 0))


def _line_words(visit: Visit, card: Card, line: BudgetLine) -> Component:
    t, project = visit.translate, card.project
    code = line_code(project.number, line.id)
    proved = t("project.money.invoiced", value=yuan(t, invoiced(project, line.id)))
    place = courtyard_words(visit, line.courtyard or project.courtyard)
    return html.Span([f"{line.source} · {place}", html.Small(f"{code} · {proved}", className="muted block")])


def _form(visit: Visit, card: Card) -> Component:
    t, project = visit.translate, card.project
    spare: list[BudgetLine | None] = [None] * SPARE_LINES
    rows = [_row(visit, n, line) for n, line in enumerate([*project.lines, *spare])]
    form = deed_form(
        "money",
        [
            html.Ol(rows, className="line-rows"),
            html.P(t("project.money.hint"), className="hint"),
            html.Button(t("project.keep"), type="submit"),
        ],
        project=project.id,
        seen=f"{project.revision}",
    )
    return html.Details([html.Summary(t("project.money.plan")), form])


def _row(visit: Visit, n: int, line: BudgetLine | None) -> Component:
    t = visit.translate
    return html.Li(
        [
            field_input(type="hidden", name=f"line{n}", value=line.id if line else ""),
            entry(f"source{n}", t("project.money.source"), line.source if line else "", maxLength=40),
            courtyard_choice(visit, f"courtyard{n}", line.courtyard if line else ""),
            entry(
                f"budget{n}",
                t("project.money.budget"),
                _typed(line.budget_fen if line else 0),
                inputMode="decimal",
            ),
            entry(
                f"committed{n}",
                t("project.money.committed"),
                _typed(line.committed_fen if line else 0),
                inputMode="decimal",
            ),
        ],
        className="asked-row",
    )


def _typed(fen: int) -> str:
    return f"{yuan_cell(fen)}" if fen else ""
