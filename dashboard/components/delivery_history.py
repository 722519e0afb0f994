"""What was sent to whom and what became of it; what nobody tries any more stands above all."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.use_words import month_words
from dashboard.page import Visit
from models.payload import visible
from models.sending.delivery import OPEN, Delivery, DeliveryState
from models.sending.recipient import Recipient

SIGNS: Mapping[DeliveryState, str] = {
    DeliveryState.WAITING: "◷",
    DeliveryState.TRYING: "➜",
    DeliveryState.FAILED: "↻",
    DeliveryState.SENT: "✓",
    DeliveryState.DEAD: "✕",
    DeliveryState.DROPPED: "–",
}
"""Beside the word: a state is never told by its colour alone."""


def dead_panel(visit: Visit, sent: Sequence[Delivery], known: Sequence[Recipient]) -> Component | None:
    """None where there is none."""
    t = visit.translate
    dead = [one for one in sent if one.state is DeliveryState.DEAD]
    if not dead:
        return None
    names = _names(known)
    rows = [_dead(visit, one, names) for one in dead]
    body = [
        html.H2(t("sending.dead")),
        html.P(t("sending.dead.lead"), className="muted"),
        html.Ul(rows, className="papers"),
    ]
    return html.Section(body, className="panel sending-dead", id="dead", role="alert")


def history_panel(visit: Visit, sent: Sequence[Delivery], known: Sequence[Recipient]) -> Component:
    """The newest first."""
    t, names = visit.translate, _names(known)
    if not sent:
        body: Component = calm(t("sending.nothing"), "✉")
    else:
        body = html.Ol([_row(visit, one, names) for one in sent], className="report-history")
    return html.Section([html.H2(t("sending.history")), body], className="panel", id="history")


def _names(known: Sequence[Recipient]) -> Mapping[str, str]:
    return {one.id: visible(one.name) for one in known}


def _dead(visit: Visit, one: Delivery, names: Mapping[str, str]) -> Component:
    t = visit.translate
    deeds = [
        deed_button("again", t("sending.again"), "primary", key=one.id),
        deed_button("drop", t("sending.drop"), key=one.id),
    ]
    head = html.Strong(f"{_what(visit, one)} → {names.get(one.recipient, t('sending.gone'))}")
    return html.Li([head, html.P(_answer(visit, one)), html.P(deeds, className="buttons")])


def _row(visit: Visit, one: Delivery, names: Mapping[str, str]) -> Component:
    """What and to whom, then how it stands, then why: read on a telephone as on a desk."""
    t = visit.translate
    parts = (
        t("sending.attempts", n=one.attempts) if one.attempts > 1 else "",
        t("sending.next_at", at=_clock(visit, one.next_at)) if one.next_at and one.state in OPEN else "",
        t("sending.doubtful") if one.is_doubtful else "",
    )
    state = html.B(f"{SIGNS[one.state]} {t(f'sending.state.{one.state}')}", className="sending-state")
    small = [html.Small(part, className="muted") for part in parts if part]
    head = html.Strong(f"{_what(visit, one)} → {names.get(one.recipient, t('sending.gone'))}")
    when = html.Small(_clock(visit, one.tried_at or one.made_at), className="muted")
    return html.Li(
        [
            html.P([head, when]),
            html.P([state, *small]),
            html.Small(_answer(visit, one), className="muted") if one.answer else None,
        ],
        **marks(data_status=one.state),
    )


def _what(visit: Visit, one: Delivery) -> str:
    t = visit.translate
    occasion = t(f"sending.occasion.{one.occasion}")
    about = t.message(one.about) if one.about else month_words(t, one.month) if one.month else ""
    return f"{occasion} · {visible(about)}" if about else occasion


def _answer(visit: Visit, one: Delivery) -> str:
    return visible(sentence(visit.translate, one.answer, "sending.fault.odd")) if one.answer else ""


def _clock(visit: Visit, at: datetime) -> str:
    return f"{at.astimezone(visit.ports.centre.zone_info):%Y-%m-%d %H:%M}"
