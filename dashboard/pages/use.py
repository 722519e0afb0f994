"""The page of use: how full by hour and kind of day, against another time, down to one day, its minutes and readings."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.day_calendar import calendar_panel
from dashboard.components.day_list import days_panel
from dashboard.components.marks import marks
from dashboard.components.remark_list import remark_panel
from dashboard.components.use_filter import told, use_filter
from dashboard.components.use_heat import Heats, booked_panel, change_panel, measured_panel
from dashboard.components.use_rank import hours_panel, spaces_panel
from dashboard.components.use_summary import cards, parts_panel
from dashboard.components.use_words import day_words, period_words
from dashboard.components.view_list import view_list
from dashboard.csv_sheet import csv_text
from dashboard.day_of_use import day_content
from dashboard.drawn import drawn
from dashboard.ids import UseId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from dashboard.use_question import Question, question
from dashboard.use_sheets import OF_A_DAY, SHEETS, sheet_rows
from models.account import Permission
from models.centre import SpaceId
from models.metric.period import Period
from models.services.remarks import Written, remarks, remove_remark, write_remark
from models.services.strangers import refusal
from models.services.use import has_counter, kept_days, period_use, row_days
from models.services.views import drop_view, keep_view, views

log = logging.getLogger(__name__)

WHO = (Permission.USE_READ,)


NARROW = timedelta(weeks=15)
"""As long a period as has its calendar in half a page."""


def layout(visit: Visit) -> Component:
    """The content, and the places through which its scripts ask and are answered."""
    stores = (UseId.ASK, UseId.ANSWER)
    return html.Div(
        [
            *(drawn(part) if _plain(part) else part for part in content(visit)),
            html.P(id=UseId.TOLD, className="told toast", role="status"),
            *(dcc.Store(id=store) for store in stores),
        ],
        id=UseId.ROOT,
        **marks(
            data_asks=UseId.ASK,
            data_busy=visit.translate("sensors.busy"),
            data_late=visit.translate("sensors.late"),
        ),
    )


def _plain(part: Component) -> bool:
    return getattr(part, "id", None) != UseId.GRAPH


def content(visit: Visit) -> Sequence[Component]:
    """What the address asks for, from the top of the page to its end."""
    asked = _question(visit)
    kept = kept_days(visit.ports)
    if kept is None:
        parts: Sequence[Component | None] = [html.H1(visit.translate("page.use")), _nothing(visit)]
    elif asked.day is not None:
        parts = day_content(visit, asked, asked.day, _name(visit, asked))
    else:
        parts = _period(visit, asked, kept)
    return [part for part in parts if part is not None]


def _question(visit: Visit) -> Question:
    return question(visit.query, visit.ports, visit.ports.centre.day_of(visit.ports.clock()))


def _name(visit: Visit, asked: Question) -> str:
    t = visit.translate
    return t.name(visit.ports.centre.spaces[asked.space].name) if asked.space else t("use.house")


def _spaces(visit: Visit, asked: Question) -> list[SpaceId]:
    return [asked.space] if asked.space else [*visit.ports.centre.spaces]


def _nothing(visit: Visit) -> Component:
    """Before the first fact: what has to be done, and where."""
    t = visit.translate
    way = html.A(t("use.nothing.way"), href=link(visit, "sensors"), className="why-link")
    may = visit.may(Permission.SENSOR_READ)
    return html.Section([calm(t("use.nothing"), "▦"), way if may else None], className="panel")


def _period(visit: Visit, asked: Question, kept: Period) -> Sequence[Component | None]:
    t = visit.translate
    heats = heats_of(visit, asked)
    head = html.Header(
        [
            html.H1(t("use.title", name=heats.name)),
            html.P(told(visit, asked), className="muted"),
            _views(visit, asked),
        ],
        className="use-head",
    )
    first = [head, use_filter(visit, asked), _partial(visit, asked, kept)]
    if not heats.use.days:
        return [*first, _none(visit, asked, kept)]
    other = heats.other.total if heats.other else None
    noted = remarks(visit.ports, asked.period.window(visit.ports.centre.zone_info), asked.space)
    return [
        *first,
        cards(visit, heats.use.total, other, counted=has_counter(visit.ports, _spaces(visit, asked))),
        _opened(visit, heats),
        measured_panel(heats),
        change_panel(heats, period_words(t, asked.other)) if asked.other and heats.other else None,
        booked_panel(heats),
        *_lower(heats, calendar_panel(heats, noted)),
        remark_panel(visit, noted, asked.space, asked.period.last.isoformat()),
    ]


def heats_of(visit: Visit, asked: Question) -> Heats:
    """What is drawn: the period and, where one was asked for, the other."""
    spaces = _spaces(visit, asked)
    use = period_use(visit.ports, asked.period, spaces, asked.kinds)
    other = period_use(visit.ports, asked.other, spaces, asked.kinds) if asked.other else None
    return Heats(visit, asked, use, _name(visit, asked), other if other and other.days else None)


def _lower(heats: Heats, days: Component | None) -> Sequence[Component | None]:
    """Rankings, parts and days; the days of many weeks need the whole width."""
    visit, asked = heats.visit, heats.asked
    wide = asked.period.length > NARROW
    return [
        _beside(
            [None if asked.space else spaces_panel(heats)],
            [parts_panel(visit, heats.use.total, heats.name), None if wide else days],
        ),
        days if wide else None,
        hours_panel(heats),
    ]


def _beside(*columns: Sequence[Component | None]) -> Component:
    """Panels in columns where the screen is wide; a column of none takes no room."""
    filled = [[part for part in column if part is not None] for column in columns]
    return html.Div([html.Div(column, className="stack") for column in filled if column], className="two")


def _opened(visit: Visit, heats: Heats) -> Component | None:
    """The days behind the cell that was chosen."""
    asked = heats.asked
    if asked.row is None:
        return None
    days = row_days(visit.ports, asked.period, _spaces(visit, asked), asked.row, asked.hour)
    return days_panel(heats, asked.row, days)


def _partial(visit: Visit, asked: Question, kept: Period) -> Component | None:
    """Where facts begin after the period does, the figures are those of fewer days."""
    t = visit.translate
    if asked.other and asked.other.first < kept.first:
        words = t("use.partial.other", first=day_words(t, kept.first, year=True))
    elif asked.period.first < kept.first <= asked.period.last:
        words = t("use.partial", first=day_words(t, kept.first, year=True))
    else:
        return None
    return html.P(words, className="away", role="status")


def _none(visit: Visit, asked: Question, kept: Period) -> Component:
    t = visit.translate
    query = {**asked.at_large().query(), "period": "custom"}
    query |= {"first": max(kept.first, kept.last.replace(day=1)).isoformat(), "last": kept.last.isoformat()}
    way = html.A(t("use.none.way"), href=link(visit, "use", **query), className="why-link")
    return html.Section([calm(t("use.none", kept=period_words(t, kept)), "▦"), way], className="panel")


def _views(visit: Visit, asked: Question) -> Component | None:
    if visit.ports.views is None:
        return None
    return view_list(visit, "use", views(visit.ports, visit.account, "use"), urlencode(asked.query()))


def register(callbacks: Callbacks) -> None:
    """Whoever may look may take the figures along and keep views; remarks ask for their own right in their service."""

    @callbacks.asking(UseId.ASK, UseId.ANSWER, UseId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _here(visit: Visit, anchor: str = "") -> str:
    return link(visit, "use", **_question(visit).query()) + anchor


def _sheet(visit: Visit, fields: Fields) -> Json:
    part, asked = fields.get("sheet", ""), _question(visit)
    if part not in SHEETS:
        raise refusal("no_deed")
    if asked.day is not None and part in OF_A_DAY:
        asked = replace(asked, period=Period(asked.day, asked.day), other=None)
    rows = sheet_rows(heats_of(visit, asked), part)
    name = f"{visit.centre}-{part}-{asked.period.first}-{asked.period.last}.csv"
    return {"text": visit.translate("use.take.done"), "file": {"name": name, "text": csv_text(rows)}}


def _remark(visit: Visit, fields: Fields) -> Json:
    names = ("text", "kind", "first", "last", "start", "end")
    typed: dict[str, Any] = {name: fields.get(name, "") for name in names}
    write_remark(visit.ports, visit.account, Written(**typed, space=fields.get("about", "")))
    return {"text": visit.translate("use.remark.kept"), "go": _here(visit, "#remarks")}


def _unremark(visit: Visit, fields: Fields) -> Json:
    remove_remark(visit.ports, visit.account, fields.get("remark", ""))
    return {"text": visit.translate("use.remark.removed"), "go": _here(visit, "#remarks")}


def _view(visit: Visit, fields: Fields) -> Json:
    shared, query = fields.get("shared") == "yes", urlencode(_question(visit).query())
    keep_view(visit.ports, visit.account, "use", fields.get("name", ""), query, shared=shared)
    return {"text": visit.translate("use.view.kept"), "go": _here(visit)}


def _unview(visit: Visit, fields: Fields) -> Json:
    drop_view(visit.ports, visit.account, "use", fields.get("view", ""))
    return {"text": visit.translate("use.view.dropped"), "go": _here(visit)}


DEEDS = {"sheet": _sheet, "remark": _remark, "unremark": _unremark, "view": _view, "unview": _unview}

USE = Page(
    key="use", path="use", icon="▦", permission=WHO, layout=layout, register=register, group=PageGroup.USE
)
