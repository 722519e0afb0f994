"""How long needs of each topic waited for an answer, and what share has one for good."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.need_words import topic_words
from dashboard.components.use_words import percent
from dashboard.page import Visit
from models.needs.answer_time import Answering, answering
from models.needs.need import Need, Topic
from models.suppression import K

HEADS = ("topic", "answer_days", "answer_known", "closed")


def answers_panel(
    visit: Visit, needs: Sequence[Need], topics: Mapping[str, Topic], *, discreet: bool
) -> Component | None:
    """discreet: for those outside: topics of fewer than K voices are left out."""
    t = visit.translate
    told = [
        one
        for one in answering(needs, list(topics), visit.ports.centre.day_of)
        if one.voices >= K or not discreet
    ]
    if not told:
        return None
    head = html.Tr([html.Th(t(f"need.column.{name}"), scope="col") for name in HEADS])
    table = html.Table(
        [
            html.Caption(t("need.answers"), className="sr"),
            html.Thead(head),
            html.Tbody([_row(visit, one, topics) for one in told]),
        ],
        className="table",
    )
    lead = html.P(t("need.answers.lead"), className="muted")
    return html.Section(
        [html.H2(t("need.answers")), lead, html.Div(table, className="table-scroll", tabIndex="0")],
        className="panel",
        id="needs-answers",
    )


def _row(visit: Visit, one: Answering, topics: Mapping[str, Topic]) -> Component:
    t = visit.translate
    days = t("need.answers.unknown") if one.days is None else t("need.answers.days", n=f"{one.days:g}")
    cells = [days, f"{one.known} / {one.needs}", percent(t, one.closed)]
    name = html.Th(topic_words(t, topics, one.topic), scope="row")
    return html.Tr([name, *(html.Td(words) for words in cells)])
