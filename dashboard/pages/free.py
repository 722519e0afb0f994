"""Free now and next, for those who walk in: at the desk, on a phone and on the wall."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.free_tile import free_tile
from dashboard.components.marks import marks
from dashboard.components.spoken import clock
from dashboard.drawn import drawn, nodes
from dashboard.ids import FreeId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.services.free import free_now

WHO = (Permission.LIVE_READ, Permission.LIVE_BANDS)

Parts = Sequence[Component | None]


def layout(visit: Visit) -> Component:
    """It looks again by itself; a server that is away is said, so that nobody trusts an old wall."""
    t = visit.translate
    return html.Div(
        [
            html.P(t("free.unreached"), className="unreached", role="alert"),
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=FreeId.TOLD, hidden=True),
            dcc.Store(id=FreeId.ASK),
            dcc.Store(id=FreeId.ANSWER),
        ],
        id=FreeId.ROOT,
        className="free free-wall" if visit.wall else "free",
        **marks(
            data_asks=FreeId.ASK,
            data_looks="",
            data_busy=t("sensors.busy"),
            data_late=t("free.unreached"),
            data_late_after="8000",
        ),
    )


def content(visit: Visit) -> Mapping[str, Parts]:
    t, zone = visit.translate, visit.ports.centre.zone_info
    spaces = free_now(visit.ports)
    n = sum(one.free for one in spaces)
    said = t("free.verdict", n=n, of=len(spaces)) if n else t("free.verdict_none")
    simulated = html.Span(t("shell.simulated"), className="simulated")
    return {
        "free-head": [
            html.H1([t("page.free"), " ", simulated if visit.wall and visit.ports.simulated() else None]),
            html.P([said, " · ", t("front.as_of", at=clock(visit.ports.clock(), zone))], className="lead"),
        ],
        "free-spaces": [html.Div([free_tile(visit, one) for one in spaces], className="free-tiles")],
    }


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(FreeId.ASK, FreeId.ANSWER, FreeId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _look(visit: Visit, _fields: Fields) -> Json:
    return {"text": "", "drawn": {key: nodes(parts) for key, parts in content(visit).items()}}


DEEDS = {"look": _look}

FREE = Page(
    key="free", path="free", icon="○", permission=WHO, layout=layout, register=register, group=PageGroup.NOW
)
