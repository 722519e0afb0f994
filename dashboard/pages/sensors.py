"""The sensors page: what speaks and what is silent on the plan, strangers to let in, and one sensor in depth."""

import logging
from collections.abc import Mapping, Sequence

from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.quarantine import newcomers, quarantine
from dashboard.components.raw_json import raw_json
from dashboard.components.sensor_day import day_panel
from dashboard.components.sensor_detail import raw_panel, sensor_head, vitals
from dashboard.components.sensor_list import sensor_list
from dashboard.components.sensor_map import sensor_map
from dashboard.components.shut_list import shut_list
from dashboard.components.spoken import clock, sentence
from dashboard.drawn import drawn, nodes
from dashboard.ids import SensorsId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.desk import ProfileCard, Stranger
from models.message import Message
from models.ports import StoreError
from models.services.profiles import profiles
from models.services.raw import SensorDay, newest, sensor_day, unread
from models.services.sensors import Hearing, SensorRow, Sensors, sensors
from models.services.strangers import (
    Acceptance,
    RefusedError,
    UnreadError,
    accept,
    dismiss,
    remove,
    strangers,
)

log = logging.getLogger(__name__)

WHO = (Permission.SENSOR_READ,)
MAY = (Permission.SENSOR_MANAGE,)


def layout(visit: Visit) -> Component:
    """The content, and the places through which its scripts ask and are answered."""
    stores = (SensorsId.ASK, SensorsId.ANSWER, SensorsId.RAW_ASK, SensorsId.RAW, SensorsId.RAW_DRAWN)
    ticking = (SensorsId.TICK, SensorsId.FRESH, SensorsId.REDRAWN)
    return html.Div(
        [
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=SensorsId.TOLD, className="told toast", role="status"),
            *(dcc.Store(id=store) for store in (*stores, *ticking)),
        ],
        id=SensorsId.ROOT,
        **marks(
            data_asks=SensorsId.ASK,
            data_tick=SensorsId.TICK,
            data_busy=visit.translate("sensors.busy"),
            data_late=visit.translate("sensors.late"),
        ),
    )


Parts = Sequence[Component | None]

FRESH = ("map", "list")
"""Parts that are drawn anew while the page is open; in the others somebody may be reading or typing."""


def content(visit: Visit) -> Mapping[str, Parts]:
    """The whole house, or the one sensor that the address names, in parts."""
    known = sensors(visit.ports, visit.ports.clock())
    asked = visit.query.get("sensor", "")
    row = known.find(asked)
    return {"sensor": _one(visit, row)} if row else _house(visit, known, lost=bool(asked))


def _house(visit: Visit, known: Sensors, *, lost: bool) -> Mapping[str, Parts]:
    t = visit.translate
    new, models, away = _quarantined(visit)
    away = known.away or away
    at = clock(known.at, visit.ports.centre.zone_info, seconds=True)
    return {
        "map": [
            html.H1(t("page.sensors")),
            html.P(t("behind.at", at=at), className="muted"),
            calm(t("sensors.lost")) if lost else None,
            _verdict(visit, known),
            html.P(sentence(t, away, "sensors.desk_away"), className="away", role="status") if away else None,
            newcomers(visit, new),
            sensor_map(visit, known),
            shut_list(visit, known),
        ],
        "strangers": [quarantine(visit, new, models, [row.sensor.id for row in known.rows])] if new else [],
        "list": [sensor_list(visit, known)],
    }


def _quarantined(visit: Visit) -> tuple[Sequence[Stranger], Sequence[ProfileCard], Message | None]:
    try:
        new = strangers(visit.ports)
        return new, profiles(visit.ports) if new else [], None
    except RefusedError as error:
        return [], [], error.message


def _verdict(visit: Visit, known: Sensors) -> Component:
    """The house in one sentence and one bar."""
    t, counts = visit.translate, known.counts
    if not known.rows:
        return calm(t("sensors.no_sensors"))
    silent = len(known.rows) - counts[Hearing.ONLINE] - counts[Hearing.LATE]
    key = "sensors.verdict_fine" if not silent else "sensors.verdict_silent"
    bar = [html.Span(style={"flexGrow": str(n)}, **marks(data_hearing=one)) for one, n in counts.items() if n]
    return html.Div(
        [
            html.P(t(key, n=len(known.rows), silent=silent), role="status"),
            html.Div(bar, className="share-bar", **marks(aria_hidden="true")),
        ],
        className="verdict",
        **marks(data_good="false" if silent else "true"),
    )


def _one(visit: Visit, row: SensorRow) -> Sequence[Component]:
    return [
        sensor_head(visit, row, unread(visit.ports, row)),
        html.Div(
            [
                html.Div([day_panel(visit, row, _day(visit, row)), raw_panel(visit, row)], className="stack"),
                vitals(visit, row),
            ],
            className="sensor-columns",
        ),
    ]


def _day(visit: Visit, row: SensorRow) -> SensorDay | None:
    try:
        return sensor_day(visit.ports, row.sensor.id, visit.ports.clock())
    except StoreError as error:
        log.warning("the day of sensor %s could not be read: %s", row.sensor.id, error)
        return None


def register(callbacks: Callbacks) -> None:
    """Deeds need the right to manage; the raw stream is for all who may look."""

    @callbacks.asking(SensorsId.ASK, SensorsId.ANSWER, SensorsId.TOLD, permission=MAY)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)

    @callbacks.redrawing(SensorsId.TICK, SensorsId.FRESH, SensorsId.REDRAWN, permission=WHO)
    def fresh(visit: Visit, _tick: object) -> Json:
        return {key: nodes(parts) for key, parts in content(visit).items() if key in FRESH}

    @callbacks.server(
        Output(SensorsId.RAW, "data"),
        Input(SensorsId.RAW_ASK, "data"),
        permission=WHO,
        prevent_initial_call=True,
    )
    def stream(visit: Visit, asked: object) -> Json:
        return raw_answer(visit, asked)

    callbacks.client(
        "raw.draw",
        Output(SensorsId.RAW_DRAWN, "data"),
        Input(SensorsId.RAW, "data"),
        State(SensorsId.ROOT, "id"),
        prevent_initial_call=True,
    )


def raw_answer(visit: Visit, asked: object) -> Json:
    """The messages after the last one that the page has; a refusal as words, so that the page says it and asks again."""
    question = asked if isinstance(asked, dict) else {}
    after = question.get("after")
    number = question.get("n")
    told: Json = {"n": number if isinstance(number, int) else 0, "rows": [], "text": ""}
    try:
        rows = newest(visit.ports, str(question.get("sensor", "")), after if isinstance(after, int) else 0)
    except RefusedError as error:
        return {**told, "text": sentence(visit.translate, error.message, "sensors.desk_away")}
    return {**told, "rows": [raw_json(row, visit.translate) for row in rows]}


def _accept(visit: Visit, fields: Fields) -> Json:
    names = ("stranger", "name", "space", "role", "profile", "interval", "power")
    unread = fields.get("unread") == "yes"
    asked = Acceptance(
        **{name: fields.get(name, "") for name in names}, turned=fields.get("turned") == "yes", unread=unread
    )
    try:
        sensor = accept(visit.ports, visit.account, asked)
    except UnreadError as error:
        return {"ok": False, "text": sentence(visit.translate, error.message), "again": "unread"}
    told = visit.translate("strangers.accepted_unread" if unread else "strangers.accepted", name=sensor.id)
    return {"text": told, "go": link(visit, "sensors")}


def _dismiss(visit: Visit, fields: Fields) -> Json:
    dismiss(visit.ports, visit.account, fields.get("stranger", ""))
    return {"text": visit.translate("strangers.dismissed"), "go": link(visit, "sensors")}


def _remove(visit: Visit, fields: Fields) -> Json:
    sensor = fields.get("sensor", "")
    remove(visit.ports, visit.account, sensor)
    return {"text": visit.translate("sensors.removed", name=sensor), "go": link(visit, "sensors")}


DEEDS = {"accept": _accept, "dismiss": _dismiss, "remove": _remove}

SENSORS = Page(
    key="sensors",
    path="sensors",
    icon="◈",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.HOUSE,
)
