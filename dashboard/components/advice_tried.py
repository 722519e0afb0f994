"""A proposal that somebody moved: what stands in the way there, and what it would cost against the proposed place."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_decide import LONGEST_NOTE, decision_fields, lasts
from dashboard.components.advice_words import day_in, message_words, minute_of, number_words, spell_words
from dashboard.components.asking import again, deed_button, deed_form, entry
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.advice.recommendation import Recommendation
from models.services.deciding import Checked
from models.services.elsewhere import Worth
from models.spell import Spell


def tried_panel(
    visit: Visit, one: Recommendation, token: str, target: Spell, checked: Checked, more: Worth | None
) -> Component:
    """token: of the card as it lies now; what is accepted here is that place. more: than where it was proposed."""
    t = visit.translate
    back = deed_button("open", t("advice_page.put_back"), "", session=one.id)
    if checked.feasible:
        doubts = [html.Li(message_words(t, why)) for why in checked.doubts]
        body: list[Component | None] = [
            html.P(t("advice_page.can"), className="fits"),
            html.P(cost_words(t, more)),
            html.Ul(doubts, className="conflicts") if doubts else None,
            _take(visit, one, token, target),
        ]
    else:
        told = html.Ul([html.Li(message_words(t, why)) for why in checked.conflicts], className="conflicts")
        body = [html.P(t("advice_page.cannot"), className="fault"), told]
    return html.Section(
        [
            html.H3(t("advice_page.tried.title")),
            html.P(spell_words(visit, target), className="strong"),
            *body,
            back,
        ],
        className="tried",
        role="group",
        **marks(data_fits="true" if checked.feasible else "false", aria_label=t("advice_page.tried.title")),
    )


def cost_words(t: Translate, more: Worth | None) -> str:
    """What the other place costs a week against the proposed one: points, and people where they are known."""
    if more is None:
        return t("advice_page.price.unknown")
    points, people = _less_or_more(t, "points", more.points), ""
    if more.people is not None:
        people = _less_or_more(t, "people", more.people)
    return (
        t("advice_page.price.and", points=points, people=people)
        if people
        else t("advice_page.price", points=points)
    )


def _less_or_more(t: Translate, what: str, more: float) -> str:
    shown = round(more, 1)
    if not shown:
        return t(f"advice_page.price.{what}.same")
    return t(f"advice_page.price.{what}.{'more' if shown > 0 else 'less'}", n=number_words(abs(shown)))


def _take(visit: Visit, one: Recommendation, token: str, target: Spell) -> Component:
    t = visit.translate
    place = {
        "session": token,
        "space": target.space,
        "day": day_in(target).isoformat(),
        "start": str(minute_of(target.start)),
        "minutes": str(minute_of(target.end, ends=True) - minute_of(target.start)),
    }
    buttons = [
        html.Button(t("advice_page.accept_here"), type="submit", className="primary"),
        again("insisted", t("timetable.insist")),
    ]
    note = entry("note", t("advice_page.note"), maxLength=str(LONGEST_NOTE))
    return deed_form(
        "modify",
        [lasts(visit, one), note, html.Div(buttons, className="buttons")],
        **decision_fields(one),
        **place,
    )
