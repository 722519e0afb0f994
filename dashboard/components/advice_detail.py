"""One proposal opened: what, why, what it should bring, what held, what else was weighed; and what was decided."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_decide import decide_panel
from dashboard.components.advice_differences import difference_words
from dashboard.components.advice_effect import effect_bars
from dashboard.components.advice_facts import fact_list, why_list
from dashboard.components.advice_weighed import alternative_list, constraint_list, side_effects
from dashboard.components.advice_words import (
    action_words,
    message_words,
    number_words,
    span_words,
    spell_words,
    state_words,
)
from dashboard.components.marks import marks
from dashboard.components.spoken import clock
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.advice.recommendation import Decision, Recommendation, State
from models.payload import visible
from models.spell import Spell


def detail(
    visit: Visit,
    one: Recommendation,
    *,
    target: Spell | None = None,
    above: Sequence[Component | None] = (),
) -> Component:
    """target: where it was moved to, not decided yet. above: what there is to say first."""
    t = visit.translate
    return html.Article(
        [
            _head(visit, one),
            *above,
            decide_panel(visit, one, target or one.target),
            _part(t, "why", [why_list(t, one), _facts(t, one)]),
            _part(t, "effect", [effect_bars(t, one.effect)]),
            _part(t, "constraints", [constraint_list(visit, one.constraints)]),
            _part(t, "alternatives", [alternative_list(visit, one.alternatives)]),
            _part(t, "side", [side_effects(visit, one)]),
            _decided(visit, one),
        ],
        className="panel opened",
        id="opened",
        tabIndex="-1",
        **marks(aria_labelledby="opened-title", data_opened=one.id),
    )


def _head(visit: Visit, one: Recommendation) -> Component:
    t, zone = visit.translate, visit.ports.centre.zone_info
    chips = [
        html.Span(state_words(t, one.state), className="chip", **marks(data_state=one.state)),
        html.Span(t(f"advice_page.confidence.{one.confidence}"), className="chip"),
        html.Span(t("advice_page.value", n=number_words(one.value)), className="chip"),
        html.Span(t("advice_page.exploring"), className="chip") if one.exploring else None,
    ]
    source = html.P(t("advice_page.from", where=spell_words(visit, one.source))) if one.source else None
    expires = html.P(t("advice_page.expires", at=clock(one.expires_at, zone)), className="muted")
    return html.Header(
        [
            html.P(f"{one.action.number} · {one.id}", className="muted"),
            html.H2(action_words(t, one), id="opened-title"),
            html.P([spell_words(visit, one.target), " · ", span_words(t, one)], className="strong"),
            source,
            html.P(chips, className="chips"),
            expires if one.state is State.PROPOSED else None,
        ]
    )


def _part(t: Translate, key: str, children: Sequence[Component]) -> Component:
    return html.Section([html.H3(t(f"advice_page.part.{key}")), *children], className="opened-part")


def _facts(t: Translate, one: Recommendation) -> Component:
    return html.Div(
        [
            html.H4(t("advice_page.part.facts")),
            html.P(t("advice_page.facts.under", snapshot=one.snapshot[:12]), className="muted"),
            fact_list(t, one.facts),
        ]
    )


def _decided(visit: Visit, one: Recommendation) -> Component | None:
    if not one.decisions:
        return None
    rows = [html.Li(_decision(visit, made)) for made in one.decisions]
    return _part(visit.translate, "decided", [html.Ol(rows, className="decisions")])


def _decision(visit: Visit, made: Decision) -> Sequence[Component | str]:
    t = visit.translate
    told: list[Component | str] = [
        html.B(state_words(t, made.state)),
        html.Span(f"{visible(made.by)} · {clock(made.at, visit.ports.centre.zone_info)}", className="muted"),
    ]
    if made.reason:
        told.append(html.Span(t(f"advice_page.reason.{made.reason}")))
    if made.note:
        told.append(html.Q(visible(made.note)))
    if made.why:
        told.append(html.Span(message_words(t, made.why)))
    told += [html.Span(words) for words in difference_words(visit, made.difference)]
    return told
