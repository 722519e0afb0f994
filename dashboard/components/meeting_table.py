"""The four parties around a table: who is there, and whether that is enough to decide."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button
from dashboard.components.marks import marks
from dashboard.components.meeting_words import quorum_words
from dashboard.page import Visit
from models.needs.meeting import Meeting, MeetingStatus, Seat
from models.needs.quorum import quorum

MOST_DOTS = 24
"""Seats that are drawn one by one; more are told as a number alone."""


def meeting_table(visit: Visit, one: Meeting, *, leads: bool) -> Component:
    """leads: whether the reader counts who is there."""
    t = visit.translate
    found = quorum(one.seats, one.quorum_points)
    counts = leads and one.status is MeetingStatus.OPEN
    parties = [_party(visit, one, seat, counts=counts) for seat in one.seats]
    light = html.Div(
        [
            html.Span("✓" if found.holds else "✕", className="quorum-sign", **marks(aria_hidden="true")),
            html.B(t("meeting.present", present=found.present, seats=found.seats)),
            html.Span(quorum_words(t, found)),
        ],
        className="quorum",
        role="status",
        **marks(data_holds="yes" if found.holds else "no"),
    )
    return html.Section(
        [html.H2(t("meeting.table")), html.Div([*parties, light], className="round-table")],
        className="panel",
        id="table",
    )


def _party(visit: Visit, one: Meeting, seat: Seat, *, counts: bool) -> Component:
    t = visit.translate
    name = t(f"meeting.party.{seat.party}")
    dots = [
        html.Span(className="seat", **marks(data_taken="yes" if n < seat.present else "no"))
        for n in range(seat.seats if seat.seats <= MOST_DOTS else 0)
    ]
    told = t("meeting.of_seats", present=seat.present, seats=seat.seats)
    return html.Div(
        [
            html.B(name),
            html.Span(dots, className="seats", **marks(aria_hidden="true")),
            html.Span(told, className="seat-count"),
            html.Div(_steps(visit, one, seat, name), className="buttons") if counts else None,
        ],
        className="party",
        **marks(data_party=seat.party),
    )


def _steps(visit: Visit, one: Meeting, seat: Seat, name: str) -> list[Component]:
    """One less and one more; a step that is impossible is not offered."""
    t = visit.translate
    steps = (("−", "fewer", seat.present - 1), ("+", "more_party", seat.present + 1))
    found = []
    for sign, key, present in steps:
        if not 0 <= present <= seat.seats:
            continue
        button = deed_button(
            "count",
            sign,
            "count",
            id=one.id,
            revision=str(one.revision),
            party=seat.party,
            present=str(present),
        )
        found.append(_labelled(button, t(f"meeting.{key}", party=name)))
    return found


def _labelled(button: Component, label: str) -> Component:
    setattr(button, "aria-label", label)
    return button
