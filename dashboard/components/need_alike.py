"""Needs that may say the same, beside each other: the earlier one, the later ones with what speaks against, one button."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_form
from dashboard.components.field import field_input
from dashboard.components.need_list import TICK
from dashboard.components.need_words import place_words, topic_words
from dashboard.components.use_words import percent
from dashboard.page import Visit
from models.needs.likeness import Likely
from models.needs.need import Need, Topic

SHOWN = 12
"""Groups; those below come up when these are done."""

SURE = 0.95
"""Likeness from which a box is ticked beforehand, where nothing speaks against it: of the pairs that chose it 1 of 31 was wrong."""


def need_alike(
    visit: Visit,
    groups: Mapping[str, Sequence[Likely]],
    needs: Mapping[str, Need],
    topics: Mapping[str, Topic],
    *,
    may: bool,
) -> Component | None:
    """None where nothing looks alike."""
    t = visit.translate
    if not groups:
        return None
    shown = sorted(groups.items(), key=lambda one: -max(pair.likeness for pair in one[1]))[:SHOWN]
    rows = [html.Li(_group(visit, needs[head], pairs, needs, topics, may=may)) for head, pairs in shown]
    more = len(groups) - len(shown)
    return html.Section(
        [
            html.H2(t("need.alike", n=len(groups))),
            html.P(t("need.alike_lead"), className="muted"),
            html.Ul(rows, className="alike"),
            html.P(t("need.alike_more", n=more), className="muted") if more else None,
        ],
        className="panel",
        id="needs-alike",
    )


def _group(
    visit: Visit,
    head: Need,
    pairs: Sequence[Likely],
    needs: Mapping[str, Need],
    topics: Mapping[str, Topic],
    *,
    may: bool,
) -> Component:
    t = visit.translate
    first = html.Div(
        [html.P(head.text, className="need-text"), _facts(visit, head, topics)], className="alike-head"
    )
    others = [_other(visit, needs[pair.other], pair, topics, may=may) for pair in pairs]
    body: list[Component | None] = [first, html.Ul(others)]
    if not may:
        return html.Div(body)
    button = html.Button(t("need.do.link_these"), type="submit", className="primary", name="to", value="link")
    return deed_form("decide", [*body, html.Div([button], className="buttons")], head=head.id)


def _other(visit: Visit, need: Need, pair: Likely, topics: Mapping[str, Topic], *, may: bool) -> Component:
    t = visit.translate
    against = [t(f"need.against.{name}") for name in pair.against]
    told = [t("need.likeness", share=percent(t, min(1.0, pair.likeness))), *against]
    words = html.Div(
        [
            html.P(need.text, className="need-text"),
            _facts(visit, need, topics),
            html.P(" · ".join(told), className="hint alike-why"),
        ]
    )
    sure = pair.likeness >= SURE and not pair.against
    box = field_input(type="checkbox", name=f"{TICK}{need.id}", value=f"{need.revision}", checked=sure)
    return html.Li(html.Label([box, words]) if may else words)


def _facts(visit: Visit, need: Need, topics: Mapping[str, Topic]) -> Component:
    t = visit.translate
    parts = [need.number, topic_words(t, topics, need.topic), place_words(t, visit.ports.centre, need)]
    return html.P(" · ".join(part for part in parts if part), className="hint")
