"""One booking at the front desk: a code, a state in words, and the big buttons that fit that state."""

from collections.abc import Callable, Collection, Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import again, deed_button, deed_form
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from models.programme.booking import BookingStatus
from models.services.front_desk import Guest

Part = Callable[[Translate, Guest], Component]


def _button(deed: str, style: str = "") -> Part:
    def part(t: Translate, guest: Guest) -> Component:
        one = guest.booking
        return deed_button(
            deed, t(f"front.{deed}"), style, booking=one.id, session=one.session, key=f"{deed}-{one.id}"
        )

    return part


def _cancel(t: Translate, guest: Guest) -> Component:
    """Asked twice: the first answer says whether it counts as late."""
    one = guest.booking
    parts = [
        html.Button(t("front.cancel"), type="submit", className="quiet"),
        again("sure", t("front.cancel_sure")),
    ]
    return deed_form("cancel", parts, booking=one.id, session=one.session)


_DEEDS: Mapping[str, Part] = {
    "come": _button("come", "primary"),
    "not_come": _button("not_come"),
    "undo": _button("undo"),
    "cancel": _cancel,
}

_HANDS: Mapping[BookingStatus, tuple[str, ...]] = {
    BookingStatus.CONFIRMED: ("come", "not_come", "cancel"),
    BookingStatus.CHECKED_IN: ("undo",),
    BookingStatus.WAITING: ("come", "cancel"),
    BookingStatus.NO_SHOW: ("come",),
}
"""What may be done with a booking in a state; nothing with one that is over."""


def guest_row(t: Translate, guest: Guest, timely: Collection[str]) -> Component:
    """timely: the deeds for which it is neither too early nor too late."""
    one = guest.booking
    state = t("front.turn", n=guest.turn) if guest.turn else t(f"front.state.{one.status}")
    seats = [html.Span(t("front.seats", n=one.seats), className="hint")] if one.seats > 1 else []
    hands = [name for name in _HANDS.get(one.status, ()) if name in timely]
    return html.Li(
        [
            html.Div(
                [
                    html.Span(guest.code or t("front.forgotten"), className="guest-code"),
                    html.Span(state, className="guest-state"),
                    *seats,
                ],
                className="guest-head",
            ),
            html.Div([_DEEDS[name](t, guest) for name in hands], className="guest-hands"),
        ],
        className="guest",
        **marks(data_state=one.status),
    )
