"""Why is this number so: from a count on the live page back to the sensors, the corrections and the raw messages."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from dash import html
from dash.development.base_component import Component

from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.spoken import clock, sentence
from dashboard.components.why_panel import messages, number, story, witnesses
from dashboard.components.why_sum import account
from dashboard.drawn import drawn
from dashboard.ids import WhyId
from dashboard.link import link
from dashboard.page import Page, Visit
from models.account import Permission
from models.centre import Space, SpaceId
from models.ports import StoreError
from models.services.behind import Behind, behind, messages_behind
from models.services.strangers import RefusedError

log = logging.getLogger(__name__)

WHO = (Permission.LIVE_READ,)


def layout(visit: Visit) -> Component:
    return html.Div(drawn(*content(visit)), id=WhyId.ROOT)


def content(visit: Visit) -> Sequence[Component | None]:
    """The space that the address names; without one, which spaces there are."""
    space = visit.ports.centre.spaces.get(SpaceId(visit.query.get("space", "")))
    return _space(visit, space) if space else _spaces(visit)


def _spaces(visit: Visit) -> Sequence[Component]:
    t = visit.translate
    links = [
        html.Li(html.A(t.name(space.name), href=link(visit, space=key), className="chip"))
        for key, space in visit.ports.centre.spaces.items()
    ]
    return [
        html.H1(t("page.why")),
        html.P(t("behind.choose"), className="lead"),
        html.Ul(links, className="chip-row"),
    ]


def _space(visit: Visit, space: Space) -> Sequence[Component | None]:
    t, at = visit.translate, _instant(visit)
    name = t.name(space.name)
    head = html.Header(
        [
            html.A(t("behind.back"), href=link(visit, "live", space=space.id), className="back"),
            html.H1(t("behind.title", space=name)),
            html.P(
                t("behind.at", at=clock(at, visit.ports.centre.zone_info, seconds=True)), className="muted"
            ),
        ],
        className="sensor-head",
    )
    try:
        found = behind(visit.ports, space.id, at)
    except StoreError as error:
        log.warning("what lies behind %s could not be read: %s", space.id, error)
        return [head, calm(t("sensors.store_away"))]
    return [
        head,
        number(visit, found),
        html.Div(
            [
                html.Div([story(visit, found), account(visit, found.why)], className="why-column"),
                witnesses(visit, found),
            ],
            className="why-columns",
        ),
        _messages(visit, found) if visit.may(Permission.SENSOR_READ) else None,
    ]


def _instant(visit: Visit) -> datetime:
    """The local time that the address names, as the page of use does; now where it names none or one to come."""
    now, zone = visit.ports.clock(), visit.ports.centre.zone_info
    try:
        asked = datetime.fromisoformat(visit.query.get("at", ""))
        return min(asked.replace(tzinfo=asked.tzinfo or zone).astimezone(UTC), now)
    except (ValueError, OverflowError):
        return now


def _messages(visit: Visit, found: Behind) -> Component:
    try:
        return messages(visit, messages_behind(visit.ports, found))
    except RefusedError as error:
        words = sentence(visit.translate, error.message, "sensors.desk_away")
        return html.P(words, className="away", role="status")


def register(_callbacks: Callbacks) -> None:
    """Nothing on it asks back: it tells of one instant."""


WHY = Page(key="why", path="why", icon="?", permission=WHO, layout=layout, register=register)
