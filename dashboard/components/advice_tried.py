"""A proposal that somebody moved: what stands in the way there, and what it would cost against the proposed place."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_decide import LONGEST_NOTE, decision_fields
from dashboard.components.advice_words import number_words, spell_words
from dashboard.components.asking import deed_button, deed_form, entry
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.advice.recommendation import Recommendation
from models.message import Message
from models.spell import Spell


def tried_panel(
    visit: Visit, one: Recommendation, target: Spell, conflicts: Sequence[Message], cost: Message | None
) -> Component:
    """conflicts: empty = it can be done. cost: what is lost against the proposed place, None = nothing is known."""
    t = visit.translate
    where = html.P(spell_words(visit, target), className="strong")
    back = deed_button("open", t("advice_page.put_back"), "", session=one.id)
    if conflicts:
        told = html.Ul([html.Li(sentence(t, why)) for why in conflicts], className="conflicts")
        body: list[Component | None] = [html.P(t("advice_page.cannot"), className="fault"), told, back]
    else:
        body = [html.P(t("advice_page.can"), className="fits"), html.P(cost_words(t, cost)), _take(visit, one, target), back]
    return html.Section(
        [html.H3(t("advice_page.tried.title")), where, *body],
        className="tried",
        role="group",
        **marks(data_fits="false" if conflicts else "true"),
    )


def cost_words(t: Translate, cost: Message | None) -> str:
    return t("advice_page.price.unknown") if cost is None else sentence(t, cost)


def price(t: Translate, points: float, people: float | None) -> str:
    """ "What would it cost": points a week, and people a week where they are known."""
    if points <= 0 and not people:
        return t("advice_page.price.nothing")
    if people is None:
        return t("advice_page.price.points", points=number_words(t, points))
    return t("advice_page.price", points=number_words(t, points), people=number_words(t, people))


def _take(visit: Visit, one: Recommendation, target: Spell) -> Component:
    t = visit.translate
    where = {
        "space": target.space,
        "weekdays": "".join(str(day) for day in target.weekdays),
        "start": f"{target.start:%H:%M:%S.%f}",
        "end": f"{target.end:%H:%M:%S.%f}",
    }
    fields = [
        entry("note", t("advice_page.note"), maxLength=str(LONGEST_NOTE)),
        html.Button(t("advice_page.accept_here"), type="submit", className="primary"),
    ]
    return deed_form("modify", fields, **decision_fields(one), **where)
