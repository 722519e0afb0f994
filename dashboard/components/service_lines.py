"""The service lines: what each cost and brought in, its tariff with all versions, and the forms to propose and to add."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_form, entry
from dashboard.components.field import field, tick
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.paper_words import paper, paper_deeds
from dashboard.components.service_tiles import satisfied_words
from dashboard.components.use_words import NO_DATA, percent
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits, yuan, yuan_cell
from models.account import Permission
from models.metric.service import recovery
from models.money.property import ServiceUnit, Tariff
from models.services.property import LONGEST_DECISION, LineNow
from models.services.service_table import LineRow, ServiceTable

COLUMNS = ("orders", "units", "cost", "fee", "subsidy", "gap", "recovery", "satisfied")


def lines_table(visit: Visit, table: ServiceTable, under: str) -> Component:
    """What each line cost, brought in and lacks."""
    t, title = visit.translate, visit.translate("property.lines")
    if not table.lines:
        return frame(visit, "lines", title, "", [calm(t("property.no_lines"), "☰")], takes=())
    heads = [html.Th(t(f"property.column.{name}"), scope="col") for name in ("line", *COLUMNS)]
    rows = [html.Tr([html.Th(_name(t, row), scope="row"), *_cells(t, row)]) for row in table.lines]
    figures = html.Table(
        [html.Caption(title, className="sr"), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className="figures",
    )
    label = marks(aria_label=t("canteen.rows_of", title=title))
    body = html.Div(figures, className="heat-scroll", tabIndex=0, role="region", **label)
    return frame(visit, "lines", title, under, [body], takes=("csv",))


def _name(t: Translate, row: LineRow) -> str:
    return t.name(row.line.name) if row.line else t("property.no_line")


def _cells(t: Translate, row: LineRow) -> list[Component]:
    told, line = row.told, row.line
    units = t(f"property.n.{line.unit}", n=row.units) if line and row.units else NO_DATA
    fen = (told.cost_fen, told.fee_fen, told.subsidy_fen, told.gap_fen)
    words = [
        str(row.orders) if row.orders else NO_DATA,
        units,
        *map(digits, fen),
        percent(t, recovery(told)),
        satisfied_words(t, row.satisfied) if row.orders else NO_DATA,
    ]
    return [html.Td(text) for text in words]


def line_rows(t: Translate, rows: Sequence[LineRow]) -> list[list[Cell]]:
    """For a CSV file, in yuan."""
    head: list[Cell] = [t(f"property.column.{name}") for name in ("line", *COLUMNS, "answers")]
    return [head, *(_row(t, row) for row in rows)]


def _row(t: Translate, row: LineRow) -> list[Cell]:
    told = row.told
    amounts = map(yuan_cell, (told.cost_fen, told.fee_fen, told.subsidy_fen, told.gap_fen))
    return [
        _name(t, row),
        row.orders,
        row.units,
        *amounts,
        recovery(told),
        row.satisfied.mean,
        row.satisfied.answers,
    ]


def tariff_panel(visit: Visit, lines: Sequence[LineNow]) -> Component:
    """Every line with its versions, the newest first."""
    t, may = visit.translate, visit.may(Permission.PRICE_PROPOSE)
    rows = [_line(visit, one) for one in lines]
    body = [
        html.H2(t("property.tariffs")),
        html.P(t("property.tariffs.under"), className="muted"),
        *(rows or [calm(t("property.no_lines"), "☰")]),
        _propose(t, lines) if may and lines else None,
        _new_line(t) if may else None,
        _new_house(t) if visit.may(Permission.MONEY_ENTER) else None,
    ]
    return html.Section(body, className="panel tariffs", id="tariffs")


def _line(visit: Visit, one: LineNow) -> Component:
    t, line = visit.translate, one.line
    facts = [t(f"property.unit.{line.unit}"), *([t("property.guaranteed")] if line.guaranteed else [])]
    versions = [*([one.now] if one.now else []), *one.others]
    waiting = [tariff for tariff in versions if not tariff.assent.agreed]
    older = [tariff for tariff in one.others if tariff.assent.agreed]
    now = price_words(t, one.now) if one.now else t("property.no_tariff")
    return html.Details(
        [
            html.Summary(
                [html.B(t.name(line.name)), " ", html.Span(" · ".join((*facts, now)), className="hint")]
            ),
            html.Ul(
                [_version(visit, tariff) for tariff in (*waiting, *([one.now] if one.now else []), *older)]
            ),
        ],
        className="fold",
        open=bool(waiting),
        **marks(data_retired="true" if line.retired else "false"),
    )


def price_words(t: Translate, tariff: Tariff) -> str:
    """ "costs 80.00 yuan, residents pay 30.00 yuan"."""
    return t("property.price", cost=yuan(t, tariff.cost_fen), fee=yuan(t, tariff.fee_fen))


def _version(visit: Visit, tariff: Tariff) -> Component:
    deeds = paper_deeds(visit, tariff.assent, "tariff", tariff.id)
    return paper(visit, price_words(visit.translate, tariff), tariff.valid_from, tariff.assent, deeds)


def _propose(t: Translate, lines: Sequence[LineNow]) -> Component:
    known = [(one.line.key, t.name(one.line.name)) for one in lines if not one.line.retired]
    amounts = [
        entry("cost", t("property.unit_cost"), inputMode="decimal"),
        entry("fee", t("property.unit_fee"), inputMode="decimal"),
        field("valid_from", t("paper.valid_from"), "date"),
    ]
    fields = [
        choice("line", t("property.column.line"), known),
        html.Div(amounts, className="asked-row"),
        entry("decision", t("paper.decision_ref"), hint=t("paper.decision_hint"), maxLength=LONGEST_DECISION),
        html.Button(t("paper.propose"), type="submit", className="primary"),
    ]
    return html.Details([html.Summary(t("property.propose")), deed_form("tariff", fields)], className="fold")


def _names(t: Translate) -> Component:
    both = [entry("name_zh", t("offering.name_zh")), entry("name_en", t("offering.name_en"))]
    return html.Div(both, className="asked-row")


def _new_line(t: Translate) -> Component:
    units = [(unit.value, t(f"property.unit.{unit}")) for unit in ServiceUnit]
    fields = [
        _names(t),
        html.Div(
            [entry("key", t("property.column.code")), choice("unit", t("property.counted_in"), units)],
            className="asked-row",
        ),
        tick("guaranteed", t("property.guaranteed")),
        html.Button(t("offering.add"), type="submit", className="primary"),
    ]
    return html.Details([html.Summary(t("property.add_line")), deed_form("line", fields)], className="fold")


def _new_house(t: Translate) -> Component:
    sizes = [
        entry("key", t("property.column.code")),
        field("flats", t("property.column.flats"), "number", "", min="0"),
        field("area", t("property.area"), "number", "", min="0"),
    ]
    button = html.Button(t("property.save"), type="submit", className="primary")
    fields = [_names(t), html.Div(sizes, className="asked-row"), button]
    return html.Details([html.Summary(t("property.add_house")), deed_form("house", fields)], className="fold")
