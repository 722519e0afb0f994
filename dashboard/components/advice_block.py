"""A proposal in the timetable as a dashed card, the session that it would move away, and what takes place already."""

from dash import html
from dash.development.base_component import Component

from dashboard.advice.card import Card
from dashboard.components.advice_words import action_words, state_words
from dashboard.components.calendar_axis import span, spot
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from models.services.timetable import Entry, Timetable

Lane = tuple[int, int]
"""Which of how many side by side."""


def _place(shown: Timetable, start: int, end: int, lane: Lane) -> dict[str, str]:
    width = 100 / lane[1]
    return {**spot(shown, start, end), "left": f"{lane[0] * width:.3f}%", "width": f"{width:.3f}%"}


def proposal_block(shown: Timetable, card: Card, lane: Lane, t: Translate, *, opened: bool) -> Component:
    """A button at its place on the axis; assets/60-timetable.js moves it, assets/66-advice.js opens it."""
    one = card.one
    told = [
        html.Span(span(card.start, card.end), className="hold-time"),
        html.Span(action_words(t, one), className="hold-title"),
        html.Span(state_words(t, one.state), className="hold-mark"),
        html.Span(t("advice_page.tried"), className="hold-mark") if card.tried else None,
    ]
    return html.Button(
        told,
        type="button",
        className="hold proposal",
        style=_place(shown, card.start, card.end, lane),
        **marks(
            data_session=card.token,
            data_key=card.key,
            data_version=str(one.version),
            data_start=str(card.start),
            data_minutes=str(card.end - card.start),
            data_state=one.state,
            data_movable="true" if card.movable else "false",
            data_tried="true" if card.tried else "false",
            aria_pressed="true" if opened else "false",
        ),
    )


def standing_block(shown: Timetable, entry: Entry, lane: Lane, t: Translate, *, leaving: bool) -> Component:
    """A session that is there already. leaving: a proposal would move it."""
    mark = html.Span(t("advice_page.leaving"), className="hold-mark") if leaving else None
    return html.Div(
        [
            html.Span(span(entry.start, entry.end), className="hold-time"),
            html.Span(t.name(entry.session.title), className="hold-title"),
            mark,
        ],
        className="hold standing",
        style=_place(shown, entry.start, entry.end, lane),
        **marks(data_state=entry.session.status, data_leaving="true" if leaving else "false"),
    )
