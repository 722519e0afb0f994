"""The board of figures that were promised: target against fact, and each figure down to its rows."""

from collections.abc import Callable, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, deed_button
from dashboard.components.kpi_card import kpi_card, target_words
from dashboard.components.kpi_words import kpi_beside, kpi_cell, kpi_digits, kpi_number
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.use_filter import period_filter, told
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.loop_ids import KpiId
from dashboard.page import Page, PageGroup, Visit
from dashboard.use_question import Question, question
from models.account import Permission
from models.kpi import KPIS
from models.payload import visible
from models.services.kpi import KpiFigure, KpiRow, kpi_board
from models.services.strangers import RefusedError

WHO = (Permission.ACTIVITY_READ,)
OPENS_WITH = "year"
"""What was promised was promised for a year."""

MOST_ROWS = 300


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=KpiId.TOLD, className="told toast", role="status"),
            dcc.Store(id=KpiId.ASK),
            dcc.Store(id=KpiId.ANSWER),
        ],
        id=KpiId.ROOT,
        className="trade",
        **marks(data_asks=KpiId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t, asked = visit.translate, kpi_question(visit)
    head = html.Header(
        [html.H1(t("page.kpi")), html.P(told(visit, asked), className="muted")], className="use-head"
    )
    try:
        board = kpi_board(visit.ports, visit.account, asked.period)
    except RefusedError as error:
        return [head, html.Section([calm(sentence(t, error.message), "◎")], className="panel")]
    chosen = next((one for one in board if one.kpi.key == visit.query.get("kpi")), None)
    cards = [
        kpi_card(t, one, link(visit, "kpi", **asked.query(), kpi=one.kpi.key) + "#rows", chosen=one is chosen)
        for one in board
    ]
    take = deed_button("take", t("kpi.take"), "link", **asked.query())
    return [
        head,
        period_filter(visit, asked),
        html.Div(cards, className="cards kpi-cards", role="list"),
        html.P(t("kpi.lead"), className="muted"),
        _rows(visit, asked, chosen) if chosen else None,
        html.P(take, className="buttons"),
    ]


def kpi_question(visit: Visit) -> Question:
    """The page's address; a year when it says nothing of days."""
    today = visit.ports.centre.business_day_of(visit.ports.clock())
    return question({"period": OPENS_WITH, **visit.query}, visit.ports, today)


def _rows(visit: Visit, asked: Question, one: KpiFigure) -> Component:
    """What a figure is made of, the newest first."""
    t, key = visit.translate, one.kpi.key
    rows = sorted(one.measured.rows, key=lambda row: f"{row.day or ''}", reverse=True)
    facts = " · ".join(
        part
        for part in (
            kpi_number(t, one.measured.value, one.kpi.unit),
            target_words(t, one),
            kpi_beside(t, one),
            t("kpi.version", n=one.kpi.version),
        )
        if part
    )
    heads = (t("kpi.row.day"), t("kpi.row.name"), t(f"kpi.unit.{one.kpi.unit}") or t("kpi.row.value"))
    table = html.Table(
        [
            html.Caption(t(f"kpi.{key}"), className="sr"),
            html.Thead(html.Tr([html.Th(words, scope="col") for words in (*heads, t("kpi.row.note"))])),
            html.Tbody([_row(visit, one, row) for row in rows[:MOST_ROWS]]),
        ],
        className="figures",
    )
    box = html.Div(
        table, className="heat-scroll", tabIndex="0", role="region", **marks(aria_label=t(f"kpi.{key}"))
    )
    return html.Section(
        [
            html.H2(t(f"kpi.{key}")),
            html.P(t(f"kpi.{key}.formula")),
            html.P(facts, className="muted"),
            box if rows else calm(t("kpi.no_rows"), "○"),
            html.P(t("kpi.more", n=len(rows) - MOST_ROWS)) if len(rows) > MOST_ROWS else None,
            html.P(
                [
                    _page_link(visit, one),
                    deed_button("take_rows", t("kpi.take_rows"), "link", kpi=key, **asked.query()),
                ],
                className="buttons",
            ),
        ],
        className="panel",
        id="rows",
    )


def _page_link(visit: Visit, one: KpiFigure) -> Component:
    return html.A(
        visit.translate(f"kpi.page.{one.kpi.page}"), href=link(visit, one.kpi.page), className="why-link"
    )


def _row(visit: Visit, one: KpiFigure, row: KpiRow) -> Component:
    name = visible(visit.translate.name(row.name))
    cells = [name, kpi_digits(row.value, one.kpi.unit), _note(visit, one, row)]
    return html.Tr([html.Th(f"{row.day or '–'}", scope="row"), *(html.Td(text) for text in cells)])


def _note(visit: Visit, one: KpiFigure, row: KpiRow) -> str:
    """Who counted, or how many that was of; all else is a key or a number of its own."""
    spoken = _NOTES.get(one.kpi.key)
    return spoken(visit.translate, row.note) if spoken and row.note else visible(row.note)


_NOTES: Mapping[str, Callable[[Translate, str], str]] = {
    "kpi_attendances": lambda t, source: t(f"activity.source.{source}"),
    "kpi_satisfied": lambda t, n: t("survey.n", n=n),
    "kpi_satisfied_talent": lambda t, n: t("survey.n", n=n),
    "kpi_satisfied_resource": lambda t, n: t("survey.n", n=n),
    "kpi_volunteer_hours": lambda t, n: t("activity.volunteers", n=n),
}


def board_rows(visit: Visit, board: Sequence[KpiFigure]) -> list[list[Cell]]:
    """Target against fact as a sheet: names, numbers, and what each was made of."""
    t = visit.translate
    heads = (
        "figure",
        "value",
        "unit",
        "target",
        "light",
        "answers",
        "low",
        "high",
        "overfull",
        "without",
        "version",
    )
    rows: list[list[Cell]] = [[t(f"kpi.column.{key}") for key in (*heads, "formula")]]
    for one in board:
        opinion, unit = one.measured.opinion, one.kpi.unit
        rating = opinion.shown if opinion else None
        rows.append(
            [
                t(f"kpi.{one.kpi.key}"),
                kpi_cell(one.measured.value, unit),
                t(f"kpi.unit.{unit}"),
                kpi_cell(one.target, unit),
                t(f"report.light.{one.light}") if one.light else "",
                opinion.answered if opinion else None,
                rating.low if rating else None,
                rating.high if rating else None,
                opinion.overfull if opinion else None,
                one.measured.without,
                one.kpi.version,
                t(f"kpi.{one.kpi.key}.formula"),
            ]
        )
    return rows


def figure_rows(visit: Visit, one: KpiFigure) -> list[list[Cell]]:
    """The rows of one figure as a sheet."""
    t = visit.translate
    heads: list[Cell] = [t(f"kpi.row.{key}") for key in ("day", "name", "value", "note")]
    return [
        heads,
        *(
            [
                f"{row.day or ''}",
                t.name(row.name),
                kpi_cell(row.value, one.kpi.unit),
                _note(visit, one, row),
            ]
            for row in one.measured.rows
        ),
    ]


def _asked_again(visit: Visit, fields: Fields) -> Sequence[KpiFigure]:
    today = visit.ports.centre.business_day_of(visit.ports.clock())
    asked = question({"period": OPENS_WITH, **fields}, visit.ports, today)
    return kpi_board(visit.ports, visit.account, asked.period)


def _take(visit: Visit, fields: Fields) -> Json:
    return _file(visit, "kpi", board_rows(visit, _asked_again(visit, fields)))


def _take_rows(visit: Visit, fields: Fields) -> Json:
    key = fields.get("kpi", "")
    board = {one.kpi.key: one for one in _asked_again(visit, fields)}
    one = board.get(key) or board[next(iter(KPIS))]
    return _file(visit, one.kpi.key, figure_rows(visit, one))


def _file(visit: Visit, name: str, rows: list[list[Cell]]) -> Json:
    file = {"name": f"{visit.centre}-{name}.csv", "text": csv_text(rows)}
    return {"text": visit.translate("use.take.done"), "file": file}


DEEDS = {"take": _take, "take_rows": _take_rows}


def register(callbacks: Callbacks) -> None:
    """Only files: nothing is changed from here."""

    @callbacks.asking(KpiId.ASK, KpiId.ANSWER, KpiId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


KPI = Page(
    key="kpi",
    path="kpi",
    icon="⚑",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.LOOP,
)
