"""The live page: every space now, the plan of the house, what needs somebody, and one space's day."""

import json
from typing import Any

from dash import Input, Output, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.callbacks import Callbacks
from dashboard.components.alert_list import alert_list
from dashboard.components.day_table import day_table
from dashboard.components.day_words import labels, summary
from dashboard.components.detail import detail
from dashboard.components.house import house_line
from dashboard.components.marks import marks
from dashboard.components.plan import plan
from dashboard.components.tile import tile
from dashboard.components.words import words
from dashboard.figures.band_curve import band_figure
from dashboard.figures.day_curve import Figure, day_figure
from dashboard.ids import LiveId
from dashboard.link import link
from dashboard.live.snapshot import Audience, snapshot
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.centre import SpaceId
from models.services.background import UsualShelf, nothing_yet
from models.services.day_curve import DayCurve, day_curve
from models.services.effects import harmful_ones
from models.services.live import Board, board, busiest
from models.trail import Trail

WHO = (Permission.LIVE_READ, Permission.LIVE_BANDS)


def layout(visit: Visit) -> Component:
    """The page with the board of this instant in it; the browser draws it and follows from there."""
    now = board(visit.ports, nothing_yet(), Trail(), visit.ports.clock())
    counts, t, centre = visit.may(Permission.LIVE_READ), visit.translate, visit.ports.centre
    selected = _selected(visit, now)
    return html.Div(
        id=LiveId.ROOT,
        className="live live-wall" if visit.wall else "live",
        children=[
            _head(visit),
            _notice(),
            house_line(t, counts=counts),
            _tiles(visit, counts=counts),
            html.Div(
                className="lower",
                children=[
                    plan(centre.spaces.values(), t, counts=counts),
                    html.Div(
                        [
                            detail(
                                visit, centre.spaces[selected], counts=counts, why=_why(visit, counts=counts)
                            ),
                            _strangers(visit),
                            _harm(visit),
                            alert_list(t),
                        ],
                        className="aside",
                    ),
                ],
            ),
            dcc.Store(id=LiveId.FOCUS, data={"space": selected}),
            dcc.Store(id=LiveId.TABLE_FOCUS),
        ],
        **_attributes(visit, now, selected, counts=counts),
    )


def _strangers(visit: Visit) -> Component | None:
    """New devices speak and count nowhere until somebody lets them in: said where people look."""
    health = visit.ports.ingest()
    if visit.wall or health is None or not health.strangers or not visit.may(Permission.SENSOR_READ):
        return None
    words = visit.translate("live.strangers", n=health.strangers)
    return html.P(html.A(["⌁ ", words], href=link(visit, "sensors")), className="panel live-strangers")


def _harm(visit: Visit) -> Component | None:
    """A change that drives people away is said where a manager looks each day, not only on its own page."""
    if visit.wall or not visit.may(Permission.ADVICE_READ) or not (n := harmful_ones(visit.ports)):
        return None
    return html.P(
        html.A(["▼ ", visit.translate("live.harmful", n=n)], href=link(visit, "effects")),
        className="panel live-strangers",
    )


def _why(visit: Visit, *, counts: bool) -> str:
    """Where a number is explained; not to whom sees no numbers, nor on a wall."""
    address = link(visit, "why")
    return f"{address}{'&' if '?' in address else '?'}space=" if counts and not visit.wall else ""


def _tiles(visit: Visit, *, counts: bool) -> Component:
    t = visit.translate
    tiles = [tile(space, t.name(space.name), counts=counts) for space in visit.ports.centre.spaces.values()]
    return html.Section([html.H2(t("live.spaces"), className="sr"), *tiles], className="tiles")


def _head(visit: Visit) -> Component:
    """The page's heading: for readers of screens everywhere, for eyes on the wall, where there is no other header."""
    t = visit.translate
    name = html.H1(
        [
            html.Span(t.name(visit.ports.centre.name)),
            html.Span(t("page.live"), className="live-what"),
            html.Span(t("shell.simulated"), className="simulated") if _marked(visit) else None,
        ]
    )
    return html.Header([name, html.P(className="clock", **marks(data_clock=""))], className="live-head")


def _marked(visit: Visit) -> bool:
    """Whether the page itself has to say that its numbers are made up: elsewhere the shell's header does."""
    return visit.wall and visit.ports.simulated()


def _notice() -> Component:
    """Where the page says that something is wrong with it. The age changes each second, so it is not read aloud."""
    return html.Div(
        [html.Strong(**marks(data_notice_age="")), html.Span(role="status", **marks(data_notice=""))],
        className="live-notice",
    )


def _attributes(visit: Visit, now: Board, selected: SpaceId, *, counts: bool) -> dict[str, Any]:
    """What assets/20-live.js needs to know."""
    audience = Audience.FULL if counts else Audience.BANDS
    centre, t = visit.ports.centre, visit.translate
    names = {key: t.name(space.name) for key, space in centre.spaces.items()}
    return marks(
        data_events=f"/{centre.id}/live/events",
        data_lang=t.locale,
        data_zone_name=centre.timezone,
        data_names=json.dumps(names, ensure_ascii=False),
        data_words=words(t, "say.", "alert."),
        data_snapshot=json.dumps(snapshot(now, audience), ensure_ascii=False),
        data_selected=selected,
        data_audience=audience.value,
        data_phase="live",
    )


def _selected(visit: Visit, now: Board) -> SpaceId:
    asked = SpaceId(visit.query.get("space", ""))
    return asked if asked in visit.ports.centre.spaces else busiest(now)


def register(callbacks: Callbacks) -> None:
    """The curve follows the focus, at most once a minute; its table does once somebody has opened it."""
    shelf = UsualShelf()

    @callbacks.server(
        Output(LiveId.GRAPH, "figure"),
        Output(LiveId.SUMMARY, "children"),
        Input(LiveId.FOCUS, "data"),
        permission=WHO,
    )
    def curve(visit: Visit, focus: object) -> tuple[Figure, str]:
        day = _day(visit, focus, shelf)
        draw = day_figure if visit.may(Permission.LIVE_READ) else band_figure
        return draw(day, labels(visit, day)), summary(visit, day)

    @callbacks.server(Output(LiveId.TABLE, "children"), Input(LiveId.TABLE_FOCUS, "data"), permission=WHO)
    def table(visit: Visit, focus: object) -> Component:
        return day_table(
            _day(visit, focus, shelf),
            visit.translate,
            visit.ports.centre.zone_info,
            counts=visit.may(Permission.LIVE_READ),
        )


def _day(visit: Visit, focus: object, shelf: UsualShelf) -> DayCurve:
    """Today in the focused space. The focus comes from a browser: anything but a space of the centre is passed over."""
    space = SpaceId(str(focus.get("space"))) if isinstance(focus, dict) else None
    if space is None or space not in visit.ports.centre.spaces:
        raise PreventUpdate
    now = visit.ports.clock()
    return day_curve(visit.ports, space, visit.ports.centre.day_of(now), shelf.usual(visit.ports, space, now))


LIVE = Page(
    key="live", path="live", icon="◉", permission=WHO, layout=layout, register=register, group=PageGroup.NOW
)
