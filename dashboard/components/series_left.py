"""What the timetable's daily growth left to a person: booked dates, dates that run into something, rules that cannot be read."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.series_preview import MOST, conflict_words
from dashboard.components.spoken import clock, sentence
from dashboard.link import link
from dashboard.page import Visit
from models.programme.conflict import Conflict
from models.programme.regeneration import Untouched
from models.programme.session import Session
from models.services.regeneration import Regeneration


def left_parts(visit: Visit, left: Regeneration) -> Sequence[Component | None]:
    """The lists, each line with the way to where it is settled."""
    t = visit.translate
    names = {one.id: t.name(one.title) for one in left.series}
    lists = [
        _list(visit, "left.faulty", [_faulty(visit, key, names.get(key, key), left) for key in left.faulty]),
        _list(visit, "left.booked", [booked_line(visit, one) for one in left.plan.untouched]),
        _list(visit, "left.conflicts", [_conflict(visit, one) for one in left.plan.conflicts]),
    ]
    found = [one for one in lists if one is not None]
    return [html.P(t("left.lead"), className="lead"), *(found or [calm(t("left.none"), "✓")])]


def _list(visit: Visit, key: str, lines: Sequence[Component]) -> Component | None:
    t = visit.translate
    if not lines:
        return None
    more = html.P(t("series.more", n=len(lines) - MOST)) if len(lines) > MOST else None
    return html.Section(
        [
            html.H2(t(key, n=len(lines))),
            html.P(t(f"{key}.why"), className="muted"),
            html.Ul(lines[:MOST], className="series-list"),
            more,
        ],
        className="panel",
    )


def _faulty(visit: Visit, key: str, name: str, left: Regeneration) -> Component:
    way = html.A(name, href=link(visit, "series", series=key))
    return html.Li([way, html.Span(sentence(visit.translate, left.faulty[key]), className="hint")])


def booked_line(visit: Visit, one: Untouched) -> Component:
    """A booked session that is not as its series wants it, and what can be done with it."""
    t = visit.translate
    words = [t("left.seats", n=one.seats), t(f"untouched.{one.proposal}")]
    if one.wanted is not None and one.wanted.window != one.session.window:
        at = clock(one.wanted.window.start, visit.ports.centre.zone_info)
        words.append(t("left.wanted", at=at))
    return html.Li([session_way(visit, one.session), html.Span(" · ".join(words), className="hint")])


def _conflict(visit: Visit, one: Conflict) -> Component:
    return html.Li([session_way(visit, one.session), html.Span(conflict_words(visit, one), className="hint")])


def session_way(visit: Visit, one: Session) -> Component:
    """A session by its time, name and place, with the way to it in the timetable."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    space = visit.ports.centre.spaces.get(one.space)
    day = visit.ports.centre.day_of(one.window.start).isoformat()
    said = " · ".join(
        [clock(one.window.start, zone), t.name(one.title), t.name(space.name) if space else one.space]
    )
    return html.A(said, href=link(visit, "timetable", date=day, space=one.space))
