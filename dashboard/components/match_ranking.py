"""Who could meet a need, ranked with the parts of each score, and who could not and why."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_form
from dashboard.components.match_words import (
    bars_words,
    hours_words,
    need_words,
    offer_words,
    part_bars,
    slot_words,
    things_words,
)
from dashboard.components.use_words import percent
from dashboard.page import Visit
from models.needs.matching.ranking import Barred, Candidate, Ranking
from models.needs.need import Need
from models.needs.provider import Match
from models.services.match_board import Board
from models.services.match_slot import FreeSlot

MOST = 8
"""Candidates that are drawn; the rest are told as a number."""


def ranked_list(
    visit: Visit,
    known: Board,
    need: Need,
    ranked: Ranking,
    slots: Mapping[str, Sequence[FreeSlot]],
    given: Sequence[Match],
    *,
    may: bool,
) -> Component:
    """slots: by provider, those that are offered."""
    t = visit.translate
    names = {one.id: t.name(one.name) for one in known.providers}
    had = [
        t("match.given", name=names.get(one.provider, ""), things=things_words(t, one.things))
        for one in given
    ]
    rows = [
        _candidate(visit, need, one, ranked, names, slots.get(one.provider.id, ()), may=may)
        for one in ranked.candidates[:MOST]
    ]
    more = len(ranked.candidates) - len(rows)
    return html.Section(
        [
            html.H2(need_words(t, need, known.topics.get(need.topic))),
            html.P(
                [
                    t("match.asks", things=things_words(t, ranked.ask.missing)),
                    " · ",
                    hours_words(t, need.wanted),
                ],
                className="hint",
            ),
            *[html.P(words, className="hint") for words in had],
            html.Ol(rows, className="ranked") if rows else calm(t("match.nobody")),
            html.P(t("match.more_helpers", n=more), className="hint") if more else None,
            _why_not(visit, ranked.barred, ranked.unrelated),
        ],
        className="panel",
        id="ranked",
    )


def _candidate(
    visit: Visit,
    need: Need,
    one: Candidate,
    ranked: Ranking,
    names: Mapping[str, str],
    slots: Sequence[FreeSlot],
    *,
    may: bool,
) -> Component:
    t, provider = visit.translate, one.provider
    second = ranked.runner_up(provider.id)
    head = html.Header(
        [
            html.Span(t.name(provider.name), className="offering-name"),
            html.B(percent(t, one.score), title=t("match.score")),
        ]
    )
    facts = [t(f"provider.kind.{provider.kind}"), offer_words(t, provider)]
    facts += (
        [t("match.gives", things=things_words(t, one.things))] if one.things != ranked.ask.missing else []
    )
    facts += [bars_words(t, one.bars)] if one.bars else []
    return html.Li(
        [
            head,
            html.P(" · ".join(facts), className="hint"),
            part_bars(t, one),
            html.P(t("match.runner_up", name=names[second]), className="hint") if second else None,
            _deciding(visit, need, provider.id, slots) if may else None,
        ]
    )


def _deciding(visit: Visit, need: Need, provider: str, slots: Sequence[FreeSlot]) -> Component:
    t, zone = visit.translate, visit.ports.centre.zone_info
    times = [(f"{one.space} {one.window.start.isoformat()}", slot_words(visit, one, zone)) for one in slots]
    pick = choice("slot", t("match.slot"), [*times, ("", t("match.slot_open"))], times[0][0] if times else "")
    fields = [
        pick if times else html.P(t("match.no_slot"), className="hint"),
        html.Button(t("match.agree"), type="submit", className="primary"),
    ]
    return deed_form("agree", fields, need=need.id, provider=provider)


def _why_not(visit: Visit, barred: Sequence[Barred], unrelated: int) -> Component | None:
    """Those who would, but may not; who has nothing to do with it is only counted."""
    t = visit.translate
    if not barred and not unrelated:
        return None
    rows = [
        html.Li([html.Span(t.name(one.provider.name)), html.Span(bars_words(t, one.bars), className="hint")])
        for one in barred
    ]
    return html.Details(
        [
            html.Summary(t("match.why_not", n=len(barred))),
            html.Ul(rows, className="why-not") if rows else None,
            html.P(t("match.unrelated", n=unrelated), className="hint") if unrelated else None,
        ],
        className="fold",
        open=bool(barred),
    )
