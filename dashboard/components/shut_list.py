"""Who passed the doors of spaces that were shut: somebody with a key, or a counter that counts what is nobody."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.use_words import day_words, weekday
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.after_hours import AfterHours
from models.services.sensor_quality import DAYS
from models.services.sensors import Sensors

MOST = 8
"""Lines; the rest is told as a number."""


def shut_list(visit: Visit, known: Sensors) -> Component | None:
    """Nothing where nobody passed."""
    t = visit.translate
    if not known.shut:
        return None
    rows = [_row(visit, one) for one in known.shut[:MOST]]
    rest = len(known.shut) - MOST
    more = html.Li(t("sensors.shut.more", n=rest), className="muted") if rest > 0 else None
    return html.Section(
        [
            html.H2(t("sensors.shut")),
            html.P(t("sensors.shut.why", days=DAYS), className="muted"),
            html.Ul([*rows, more], className="tie-list"),
        ],
        className="panel",
        id="shut",
    )


def _row(visit: Visit, one: AfterHours) -> Component:
    t = visit.translate
    words = t(
        "sensors.shut.row",
        name=t.name(visit.ports.centre.spaces[one.space].name),
        day=day_words(t, one.day),
        weekday=weekday(t, one.day),
        entries=one.entries,
        exits=one.exits,
    )
    if not visit.may(Permission.USE_READ):
        return html.Li(words)
    return html.Li(html.A(words, href=link(visit, "use", space=one.space, day=one.day.isoformat())))
