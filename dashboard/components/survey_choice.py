"""Choosing what a survey is about, and the way there from what is to be judged."""

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.answer import Fields
from dashboard.components.asking import deed_form, entry
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.use_words import day_words
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.needs.survey import About
from models.payload import visible
from models.services.strangers import refusal
from models.services.survey_subjects import Askable, askables
from models.services.surveys import LONGEST_MEAL, name_of

ASKED = "ask"
"""What the address of the page says: which thing shall be judged, as `_value` writes it."""

DAYS = 7
"""For which a survey is open when nobody says otherwise."""


def ask_way(visit: Visit, about: About, subject: str) -> Component | None:
    """The link that leads to a survey of this, filled in; None for who may begin none."""
    if not visit.may(Permission.SURVEY_EDIT):
        return None
    way = link(visit, "activities", **{ASKED: f"{about}:{subject}"}) + "#begin"
    return html.A(visit.translate("survey.ask"), href=way, className="button")


def survey_choice(visit: Visit) -> Component:
    """The form that begins a survey of anything; open where the address says of what."""
    t, asked = visit.translate, visit.query.get(ASKED, "")
    fields = [
        _subjects(visit, asked),
        entry("meal", t("survey.meal"), hint=t("survey.meal.hint"), maxLength=LONGEST_MEAL),
        field("days", t("survey.days"), "number", DAYS, min="1"),
        field("invited", t("survey.invited"), "number", "", t("survey.invited.hint")),
    ]
    form = deed_form(
        "survey",
        [html.Div(fields, className="two"), html.Button(t("survey.begin.save"), type="submit")],
    )
    return html.Details(
        [html.Summary(t("survey.begin.other")), form],
        id="begin",
        open=bool(asked),
        **marks(data_keeps="survey"),
    )


def subject_typed(fields: Fields) -> tuple[About, str]:
    """What was chosen, or the name of a meal that the house does not know. Raises RefusedError."""
    about, _, subject = fields.get("what", "").partition(":")
    about, subject = about or fields.get("about", ""), subject or fields.get("subject", "")
    if about not in set(About):
        raise refusal("survey.subject")
    typed = fields.get("meal", "") if about == About.MEAL and not subject else subject
    return About(about), typed.strip()


def _subjects(visit: Visit, asked: str) -> Component:
    t, found = visit.translate, askables(visit.ports, visit.account)
    if asked and asked not in {_value(one) for one in found}:
        found = [*_other(visit, asked), *found]
    groups = [_group(visit, about, [*some], asked) for about, some in groupby(found, lambda one: one.about)]
    other = html.Option(t("survey.meal.other"), value=f"{About.MEAL}:")
    select = html.Select([html.Option(t("survey.choose"), value=""), *groups, other], name="what")
    return html.Label([html.Span(t("survey.about")), select], className="asked")


def _other(visit: Visit, asked: str) -> list[Askable]:
    """What the address asks for, if there is such a thing at all."""
    about, _, subject = asked.partition(":")
    name = name_of(visit.ports, About(about), subject) if subject and about in set(About) else {}
    return [Askable(about=About(about), subject=subject, name=name)] if name else []


def _group(visit: Visit, about: About, some: Sequence[Askable], asked: str) -> Component:
    options = [
        html.Option(_words(visit, one), value=_value(one), selected=_value(one) == asked) for one in some
    ]
    return html.Optgroup(options, label=visit.translate(f"survey.about.{about}"))


def _value(one: Askable) -> str:
    return f"{one.about}:{one.subject}"


def _words(visit: Visit, one: Askable) -> str:
    name = visible(visit.translate.name(one.name) or one.subject)
    return f"{name} · {day_words(visit.translate, one.day, year=True)}" if one.day else name
