"""The health page: where every message went, which sensors speak, what the ingestor says about itself."""

import json

from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.callbacks import Callbacks
from dashboard.components.health_facts import fact_list
from dashboard.components.health_json import health_json
from dashboard.components.marks import marks
from dashboard.components.sensor_table import sensor_table
from dashboard.components.words import words
from dashboard.ids import HealthId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.services.health import health

WHO = (Permission.HEALTH_READ,)


def layout(visit: Visit) -> Component:
    """The page with the facts of this instant; assets/30-health.js draws them and asks again every few seconds."""
    t, centre = visit.translate, visit.ports.centre
    now = health(visit.ports, visit.ports.clock())
    return html.Div(
        id=HealthId.ROOT,
        className="health",
        children=[
            html.H1(t("page.health")),
            html.P(className="verdict", role="status", **marks(data_health="verdict")),
            html.Section(
                className="panel flow",
                children=[
                    html.H2(t("health.flow")),
                    html.Div(className="flow-picture", **marks(data_flow="", aria_hidden="true")),
                    html.P(className="equation", **marks(data_health="equation")),
                    html.P(t("health.flow.hint"), className="hint"),
                ],
            ),
            html.Div(
                className="health-columns",
                children=[fact_list(t), sensor_table(centre, [line.sensor for line in now.sensors], t)],
            ),
            dcc.Store(id=HealthId.TICK),
            dcc.Store(id=HealthId.FACTS),
            dcc.Store(id=HealthId.DRAWN),
        ],
        **marks(
            data_lang=t.locale,
            data_zone_name=centre.timezone,
            data_words=words(t, "health.say.", "ingest.fault."),
            data_facts=json.dumps(health_json(now), ensure_ascii=False),
        ),
    )


def register(callbacks: Callbacks) -> None:
    """The browser asks with a tick; the answer goes to the script, which writes into leaves."""

    @callbacks.server(
        Output(HealthId.FACTS, "data"),
        Input(HealthId.TICK, "data"),
        permission=WHO,
        prevent_initial_call=True,
    )
    def facts(visit: Visit, _tick: object) -> dict[str, object]:
        return health_json(health(visit.ports, visit.ports.clock()))

    callbacks.client(
        "health.draw",
        Output(HealthId.DRAWN, "data"),
        Input(HealthId.FACTS, "data"),
        State(HealthId.ROOT, "id"),
        prevent_initial_call=True,
    )


HEALTH = Page(
    key="health",
    path="health",
    icon="♥",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.HOUSE,
)
