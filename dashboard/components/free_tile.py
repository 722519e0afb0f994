"""One space for somebody who walks in: free or not, until when, how full, when it is calm."""

from datetime import datetime

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.zone import zone_icon
from dashboard.page import Visit
from models.calendar import Window
from models.centre import ZONES
from models.live import Band
from models.services.free import FreeSpace

SIGNS = {"free": "✓", "taken": "●", "shut": "☾"}


def free_tile(visit: Visit, one: FreeSpace) -> Component:
    t = visit.translate
    state = "free" if one.free else "taken" if one.open_until else "shut"
    open_now = one.open_until is not None
    band = [_band(visit, one.band)] if open_now and one.band is not Band.UNKNOWN else []
    return html.Article(
        [
            html.Header(
                [zone_icon(ZONES[one.space.zone]), html.H2(t.name(one.space.name)), *band],
                className="free-head",
            ),
            html.P(
                [
                    html.Span(SIGNS[state], className="free-sign", **marks(aria_hidden="true")),
                    _now(visit, one),
                ],
                className="free-now",
            ),
            html.P(_next(visit, one), className="free-next"),
            html.P(_calm(visit, one), className="free-calm"),
        ],
        className="free-tile",
        **marks(data_free=state, data_zone=one.space.zone),
    )


def _band(visit: Visit, band: Band) -> Component:
    words = visit.translate(f"say.status.{band}")
    icon = html.Span(className="band-icon", **marks(aria_hidden="true"))
    return html.Span(html.Span([icon, words], className="band"), **marks(data_status=band))


def _hour(visit: Visit, at: datetime) -> str:
    """ "19:30"; on another day with its weekday."""
    local = at.astimezone(visit.ports.centre.zone_info)
    today = visit.ports.centre.day_of(visit.ports.clock())
    return (
        f"{local:%H:%M}"
        if local.date() == today
        else f"{visit.translate(f'weekday.{local.weekday()}')} {local:%H:%M}"
    )


def _span(visit: Visit, span: Window) -> str:
    return f"{_hour(visit, span.start)}–{span.end.astimezone(visit.ports.centre.zone_info):%H:%M}"


def _now(visit: Visit, one: FreeSpace) -> str:
    t = visit.translate
    if one.open_until is None:
        return t("free.opens", at=_hour(visit, one.opens_at)) if one.opens_at else t("free.shut")
    if one.free_until is None:
        return t("free.taken")
    key = "free.until_close" if one.free_until >= one.open_until else "free.until"
    return t(key, at=_hour(visit, one.free_until))


def _next(visit: Visit, one: FreeSpace) -> str:
    if one.next_free is None or one.open_until is None:
        return ""
    return visit.translate("free.next", span=_span(visit, one.next_free))


def _calm(visit: Visit, one: FreeSpace) -> list[Component | str]:
    """Nothing where no list says what the peak is: no data is not calm."""
    t = visit.translate
    spans = (html.Span(_span(visit, span)) for span in (one.calm or ())[:3])
    told = [part for span in spans for part in (t("free.and"), span)]
    return [t("free.calm"), *told[1:]] if told else []
