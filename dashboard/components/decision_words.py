"""A decision as people write its number, and a field to cite one in."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import entry
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.needs.decision import cited
from models.needs.meeting import Subject
from models.payload import visible
from models.services.decisions import decisions

LISTED = 30
"""The newest decisions that a field offers."""


def cited_words(t: Translate, text: str) -> str:
    """What was kept of a citation: a number as the house writes it, other words as they are."""
    number = cited(text)
    if not number:
        return visible(text)
    year, n = number.split("-")
    return t("meeting.number", year=year, n=n)


def decision_entry(visit: Visit, subject: Subject, label: str, hint: str, longest: int) -> Component:
    """A field `decision` that offers the four parties' decisions about this; any other words may be typed."""
    t, key = visit.translate, f"decisions-{subject}"
    known = decisions(visit.ports, subject)[:LISTED]
    offered = [html.Option(visible(one.text), value=cited_words(t, one.number)) for one in known]
    line = entry("decision", label, hint=hint, maxLength=longest, list=key)
    return html.Div([line, html.Datalist(offered, id=key)])
