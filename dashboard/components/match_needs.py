"""Needs that wait for somebody, the loudest first, and what was agreed on already."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button
from dashboard.components.marks import marks
from dashboard.components.match_words import need_words, things_words
from dashboard.components.need_words import place_words
from dashboard.link import link
from dashboard.page import Visit
from models.needs.need import Need
from models.needs.provider import Match, MatchStatus
from models.services.match_board import Board

MOST = 60
"""Needs that are listed; the rest are told as a number."""


def waiting_list(visit: Visit, known: Board, chosen: Need | None) -> Component:
    t = visit.translate
    rows = [_waiting(visit, known, one, chosen) for one in known.waiting[:MOST]]
    more = len(known.waiting) - len(rows)
    return html.Section(
        [
            html.H2(t("match.waiting", n=len(known.waiting))),
            html.Ul(rows, className="match-needs") if rows else calm(t("match.nobody_waits")),
            html.P(t("match.more", n=more), className="hint") if more else None,
        ],
        className="panel",
    )


def _waiting(visit: Visit, known: Board, one: Need, chosen: Need | None) -> Component:
    t = visit.translate
    heat, place = known.heat[one.id], place_words(t, visit.ports.centre, one)
    current = marks(aria_current="true") if chosen is not None and chosen.id == one.id else {}
    words = [
        html.Span(need_words(t, one, known.topics.get(one.topic)), className="offering-name"),
        html.Span(" · ".join(filter(None, (one.number, place, t("match.voices", n=heat)))), className="hint"),
    ]
    return html.Li(html.A(words, href=link(visit, "matching", need=one.id) + "#ranked", **current))


def agreed_list(visit: Visit, known: Board, agreed: Sequence[Match], *, may: bool) -> Component:
    """What is agreed on, to be said done or called off."""
    t, needs = visit.translate, {one.id: one for one in known.needs}
    names = {one.id: t.name(one.name) for one in known.providers}
    rows = [_agreed(visit, known, one, needs.get(one.need), names, may=may) for one in agreed]
    return html.Section(
        [html.H2(t("match.agreed", n=len(rows))), html.Ul(rows) if rows else calm(t("match.none_agreed"))],
        className="panel offering",
        id="agreed",
    )


def _agreed(
    visit: Visit, known: Board, one: Match, need: Need | None, names: dict[str, str], *, may: bool
) -> Component:
    t, zone = visit.translate, visit.ports.centre.zone_info
    spaces = {str(key): space for key, space in visit.ports.centre.spaces.items()}
    facts = [names.get(one.provider, one.provider), things_words(t, one.things)]
    facts += [f"{one.start.astimezone(zone):%Y-%m-%d %H:%M}"] if one.start else []
    facts += [t.name(spaces[one.space].name)] if one.space in spaces else []
    facts += [t("match.in_timetable")] if one.series else []
    title = need_words(t, need, known.topics.get(need.topic)) if need else one.need
    with_it = {"match": one.id, "revision": str(one.revision)}
    deeds = [
        deed_button("end", t(f"match.to.{to}"), "", to=to.value, **with_it)
        for to in (MatchStatus.DONE, MatchStatus.CANCELLED)
    ]
    return html.Li(
        [
            html.Div(
                [html.Span(title, className="offering-name"), html.Span(" · ".join(facts), className="hint")]
            ),
            html.Div(deeds, className="buttons") if may else None,
        ]
    )
