"""Takings today: by line, by hour and till by till, beside what is usual; drawn anew while the page is open."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.takings_now import (
    hour_rows,
    hours_panel,
    line_rows,
    lines_panel,
    sum_panel,
    till_rows,
    tills_panel,
)
from dashboard.components.use_words import day_words, weekday
from dashboard.csv_sheet import csv_text
from dashboard.drawn import drawn, nodes
from dashboard.ids import TakingsId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.calendar import business_date
from models.services.strangers import RefusedError, refusal
from models.services.takings import takings

WHO = (Permission.TAKINGS_READ,)


def layout(visit: Visit) -> Component:
    """The heading, and the present below it, which is drawn anew."""
    t = visit.translate
    stores = (TakingsId.ASK, TakingsId.ANSWER, TakingsId.TICK, TakingsId.FRESH, TakingsId.REDRAWN)
    return html.Div(
        [
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=TakingsId.TOLD, className="told toast", role="status"),
            *(dcc.Store(id=store) for store in stores),
        ],
        id=TakingsId.ROOT,
        className="trade",
        **marks(
            data_asks=TakingsId.ASK,
            data_tick=TakingsId.TICK,
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
        ),
    )


def content(visit: Visit) -> Mapping[str, Sequence[Component | None]]:
    """The parts of the page by the key under which they are drawn."""
    t = visit.translate
    today = business_date(visit.ports.clock(), visit.ports.centre.zone_info)
    lead = t("takings.lead", day=day_words(t, today), weekday=weekday(t, today))
    head = html.Header([html.H1(t("page.takings")), html.P(lead, className="muted")], className="use-head")
    return {"head": [head], "now": present(visit)}


def present(visit: Visit) -> Sequence[Component | None]:
    try:
        now = takings(visit.ports)
    except RefusedError as error:
        return [html.Section([calm(sentence(visit.translate, error.message), "¥")], className="panel")]
    return [
        sum_panel(visit, now),
        hours_panel(visit, now),
        lines_panel(visit, now),
        tills_panel(visit, now.tills),
    ]


def _sheet(visit: Visit, fields: Fields) -> Json:
    rows = SHEETS.get(fields.get("sheet", ""))
    if rows is None:
        raise refusal("no_deed")
    now, t = takings(visit.ports), visit.translate
    head = [
        [t("use.sheet.centre"), t.name(visit.ports.centre.name)],
        [t("page.takings"), f"{now.today.day}"],
        [],
    ]
    name = f"{visit.centre}-takings-{fields['sheet']}-{now.today.day}.csv"
    text = csv_text([*head, *rows(visit, now)])
    return {"text": t("use.take.done"), "file": {"name": name, "text": text}}


SHEETS = {"hours": hour_rows, "lines": line_rows, "tills": till_rows}
"""The panels that can be taken along as numbers."""

DEEDS = {"sheet": _sheet}


def register(callbacks: Callbacks) -> None:
    """Figures to take along, and the present drawn anew."""

    @callbacks.asking(TakingsId.ASK, TakingsId.ANSWER, TakingsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)

    @callbacks.redrawing(TakingsId.TICK, TakingsId.FRESH, TakingsId.REDRAWN, permission=WHO)
    def fresh(visit: Visit, _tick: object) -> Json:
        return {"now": nodes(present(visit))}


TAKINGS = Page(
    key="takings",
    path="takings",
    icon="¥",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
