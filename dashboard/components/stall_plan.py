"""The stalls of a street on its plan, with sign and word beside the colour, and the book of who rents which."""

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry, opener, sheet
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, day_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.payload import visible
from models.services.market import StallNow
from models.stall import LONGEST_CODE

LET, EMPTY = "●", "○"


def stall_plan(visit: Visit, found: Sequence[StallNow], day: date) -> Component:
    """found: as they are on the day."""
    t = visit.translate
    if not found or visit.ports.tenancies is None:
        words = t("market.stalls.nowhere" if not found else "market.stalls.no_book")
        return frame(visit, "stalls", t("market.stalls"), "", [calm(words, "▤")], takes=())
    let = sum(one.tenancy is not None for one in found)
    title = t("market.stalls.title", let=let, all=len(found))
    may = visit.may(Permission.BOOKING_EDIT)
    body = [
        html.Div([_place(t, one) for one in found], className="street", **marks(aria_hidden="true")),
        html.P(t("market.stalls.legend", let=LET, empty=EMPTY), className="muted"),
        _table(visit, found, title),
        _waiting_rents(visit, found),
        html.P(opener("let-sheet", t("market.let"))) if may else None,
        _sheet(visit, found, day) if may else None,
    ]
    return frame(visit, "stalls", title, t("market.stalls.under", day=day_words(t, day, year=True)), body)


def _waiting_rents(visit: Visit, found: Sequence[StallNow]) -> Component | None:
    """Rents that another person has to agree to, for whoever reads the books or lets stalls."""
    t, agrees = visit.translate, visit.may(Permission.MONEY_APPROVE)
    waiting = [
        (one.stall, one.tenancy) for one in found if one.tenancy is not None and one.tenancy.rent_waits
    ]
    if not waiting or not (agrees or visit.may(Permission.BOOKING_EDIT)):
        return None
    rows = []
    for stall, let in waiting:
        words = t(
            "market.rent.waits",
            stall=t.name(stall.name),
            rent=yuan(t, let.rent_fen or 0),
            name=visible(let.rent_set_by),
        )
        may = agrees and let.rent_set_by != visit.account.name
        button = deed_button("agree", t("market.rent.agree"), "primary", tenancy=let.id) if may else None
        another = None if may else html.Small(t("market.rent.another"), className="muted")
        rows.append(html.Li([html.Span(words), button, another]))
    return html.Ul(rows, className="fund-waiting")


def _place(t: Translate, one: StallNow) -> Component:
    left, top = one.stall.at
    return html.Div(
        [
            html.B([LET if one.tenancy else EMPTY, " ", t.name(one.stall.name)]),
            html.Span(t.name(one.stall.trade)),
        ],
        className="stall",
        style={"insetInlineStart": f"{left:g}%", "insetBlockStart": f"{top:g}%"},
        **marks(data_let="yes" if one.tenancy else "no"),
    )


COLUMNS = ("stall", "trade", "state", "tenant", "since", "until")


def _table(visit: Visit, found: Sequence[StallNow], title: str) -> Component:
    t = visit.translate
    heads = [html.Th(t(f"market.stall.{name}"), scope="col") for name in COLUMNS]
    rows = []
    for one in found:
        name, *rest = _words(t, one)
        rows.append(html.Tr([html.Th(name, scope="row"), *(html.Td(text or NO_DATA) for text in rest)]))
    table = html.Table(
        [html.Caption(title, className="sr"), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className="stalls",
    )
    return html.Div(
        table,
        className="heat-scroll tall",
        tabIndex=0,
        role="region",
        **marks(aria_label=t("canteen.rows_of", title=title)),
    )


def _words(t: Translate, one: StallNow) -> list[str]:
    let = one.tenancy
    state = f"{LET if let else EMPTY} {t('market.stall.let' if let else 'market.stall.empty')}"
    first = day_words(t, let.first, year=True) if let else ""
    last = day_words(t, let.last, year=True) if let and let.last else ""
    return [
        t.name(one.stall.name),
        t.name(one.stall.trade),
        state,
        visible(let.tenant) if let else "",
        first,
        last,
    ]


def stall_rows(t: Translate, found: Sequence[StallNow]) -> list[list[Cell]]:
    """The book of the day for a CSV file."""
    head: list[Cell] = [t(f"market.stall.{name}") for name in COLUMNS]
    rows: list[list[Cell]] = [[*_words(t, one)] for one in found]
    return [head, *rows]


def _sheet(visit: Visit, found: Sequence[StallNow], day: date) -> Component:
    """Two forms: an empty stall is let, one that is let is given back."""
    t = visit.translate
    every = [(one.stall.id, f"{t.name(one.stall.name)} {t.name(one.stall.trade)}") for one in found]
    let = [
        (one.tenancy.id, f"{t.name(one.stall.name)} {visible(one.tenancy.tenant)}")
        for one in found
        if one.tenancy is not None
    ]
    letting = [
        choice("stall", t("market.stall.stall"), every),
        entry("tenant", t("market.stall.tenant"), hint=t("market.code_hint"), maxLength=LONGEST_CODE),
        html.Div([_date(t, "first", day.isoformat()), _date(t, "last")], className="asked-row"),
        entry("rent", t("market.rent"), hint=t("market.rent_hint"), maxLength=20, inputMode="decimal"),
        html.Button(t("market.let"), type="submit", className="primary"),
    ]
    ending = [
        choice("tenancy", t("market.ending"), let),
        _date(t, "last", day.isoformat()),
        html.Button(t("market.end"), type="submit"),
    ]
    forms = [deed_form("let", letting), deed_form("end", ending) if let else None]
    return sheet("let-sheet", t("market.let"), forms, t("use.close"))


def _date(t: Translate, name: str, value: str = "") -> Component:
    line = dcc.Input(type="date", name=name, value=value)  # type: ignore[arg-type]
    return html.Label([html.Span(t(f"market.{name}")), line], className="asked")
