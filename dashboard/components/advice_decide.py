"""What a person may make of a proposal: accept it, want it elsewhere, or say no and why."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.advice.card import MOVABLE, Card
from dashboard.components.advice_words import day_in, lasting_words, minute_of
from dashboard.components.asking import again, choice, deed_form, entry
from dashboard.components.calendar_axis import hour
from dashboard.components.session_fields import place_and_time
from dashboard.page import Visit
from models.account import Permission
from models.advice.recommendation import Reason, Recommendation, State
from models.spell import Spell

LONGEST_NOTE = 300


def decide_panel(visit: Visit, one: Recommendation, shown: Spell) -> Component | None:
    """Nothing for who may only look, or where somebody decided already. shown: where it lies now."""
    if not visit.may(Permission.ADVICE_DECIDE) or one.state is not State.PROPOSED:
        return None
    t = visit.translate
    parts: list[Component | None] = [_accept(visit, one)]
    if one.action in MOVABLE:
        parts.append(_elsewhere(visit, one, shown))
    parts.append(_reject(visit, one))
    return html.Section([html.H3(t("advice_page.decide")), *parts], className="decide", id="decide")


def decision_fields(one: Recommendation) -> dict[str, str]:
    """What every decision carries: of which proposal, and of which version of it."""
    return {"key": one.id, "version": str(one.version)}


def _accept(visit: Visit, one: Recommendation) -> Component:
    t = visit.translate
    buttons = [
        html.Button(t("advice_page.accept"), type="submit", className="primary"),
        again("insisted", t("timetable.insist")),
    ]
    note = entry("note", t("advice_page.note"), maxLength=str(LONGEST_NOTE))
    fields = [lasts(visit, one), note, html.Div(buttons, className="buttons")]
    return deed_form("accept", fields, **decision_fields(one))


def lasts(visit: Visit, one: Recommendation) -> Component:
    """Beside every yes: whether it ends by itself or stays until somebody puts it back."""
    return html.P(lasting_words(visit.translate, one), className="lasts")


def _elsewhere(visit: Visit, one: Recommendation, target: Spell) -> Component:
    """The same as dragging, for those who type: the answer says what stands in the way and what it would cost."""
    t = visit.translate
    start, end = minute_of(target.start), minute_of(target.end, ends=True)
    card = Card(one=one, target=target, place=0, start=start, end=end)
    fields = [
        place_and_time(visit, target.space, day_in(target).isoformat(), hour(start), end - start),
        html.Button(t("advice_page.try"), type="submit"),
    ]
    form = deed_form("move", fields, session=card.token, version=str(one.version))
    return html.Details([html.Summary(t("advice_page.elsewhere")), form], className="fold")


def _reject(visit: Visit, one: Recommendation) -> Component:
    t = visit.translate
    reasons: Sequence[tuple[str, str]] = [(why.value, t(f"advice_page.reason.{why}")) for why in Reason]
    fields = [
        choice("reason", t("advice_page.reason"), reasons),
        entry("note", t("advice_page.note"), maxLength=str(LONGEST_NOTE)),
        html.Button(t("advice_page.reject"), type="submit", className="danger"),
    ]
    form = deed_form("reject", fields, **decision_fields(one))
    return html.Details([html.Summary(t("advice_page.reject.title")), form], className="fold")
