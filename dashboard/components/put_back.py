"""What putting a change back would do, shown before anybody confirms it, and what is left to do by hand."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.advice_decide import LONGEST_NOTE
from dashboard.components.advice_words import message_words
from dashboard.components.asking import deed_button, deed_form, entry
from dashboard.components.series_left import booked_line, session_way
from dashboard.components.series_preview import MOST, conflict_words
from dashboard.components.use_words import day_words
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from models.advice.recommendation import Recommendation
from models.programme.session import Session
from models.services.putting_back import Back

SHOWN, CONFIRMED, BY_HAND = "look_back", "put_back", "reverted"
"""Deeds of the page of effects: show it for another day, do it, note that a person did it."""

REASONS = 5
"""Why it cannot be: the same week after week, so that a few tell it."""


def put_back(visit: Visit, one: Recommendation, back: Back) -> Component:
    t = visit.translate
    parts = _in_the_way(visit, back) if back.in_the_way else _would(visit, one, back)
    given = {"change": one.id, "version": str(one.version)}
    confirm = (
        _confirm(visit, back, given)
        if back.possible
        else html.Div(deed_button(BY_HAND, t("effect.back.by_hand"), **given), className="row")
    )
    return html.Section(
        [
            html.H3(_heading(t, back)),
            _other_day(visit, one, back),
            *parts,
            confirm,
            html.P(html.A(t("effect.back.leave"), href=link(visit, "effects"))),
        ],
        className="put-back",
    )


def _heading(t: Translate, back: Back) -> str:
    """What the house would do itself, or that it would do nothing."""
    if back.by_hand:
        return t("effect.back.by_people")
    if back.in_the_way:
        return t("effect.back.not_now")
    return t("effect.back", day=day_words(t, back.day, year=True))


def _other_day(visit: Visit, one: Recommendation, back: Back) -> Component | None:
    if back.by_hand:
        return None
    t = visit.translate
    line = dcc.Input(type="date", name="day", value=back.day.isoformat())  # type: ignore[arg-type]
    asked = html.Label([html.Span(t("effect.back.from")), line], className="asked")
    return deed_form(SHOWN, [asked, html.Button(t("effect.back.show"), type="submit")], change=one.id)


def _confirm(visit: Visit, back: Back, given: dict[str, str]) -> Component:
    t = visit.translate
    fields = [
        entry("note", t("effect.back.because"), maxLength=str(LONGEST_NOTE)),
        html.Button(
            t("effect.back.do", day=day_words(t, back.day, year=True)), type="submit", className="primary"
        ),
    ]
    return deed_form(CONFIRMED, fields, day=back.day.isoformat(), **given)


def _in_the_way(visit: Visit, back: Back) -> Sequence[Component]:
    t = visit.translate
    ways = [html.A(t(f"page.{page}"), href=link(visit, page)) for page in ("series", "timetable", "prices")]
    return [
        html.P(f"▲ {t('effect.back.cannot')}", className="effect-warned"),
        html.Ul([html.Li(message_words(t, why)) for why in back.in_the_way[:REASONS]]),
        html.P([t("effect.back.yourself"), *(part for way in ways for part in (" ", way))]),
    ]


def _would(visit: Visit, one: Recommendation, back: Back) -> Sequence[Component | None]:
    t, plan = visit.translate, back.plan
    if back.by_hand:
        return [html.P(t(f"effect.back.task.{one.action}"))]
    if back.price is not None:
        first = day_words(t, back.price.valid_from, year=True)
        return [html.P(t("effect.back.price", day=first)), *_again(visit, back)]
    if not plan.writes and not plan.untouched:
        return [html.P(t("effect.back.nothing"))]
    return [
        _sessions(visit, "cancelled", plan.cancelled),
        _sessions(visit, "changed", plan.changed),
        _sessions(visit, "added", plan.added),
        _booked(visit, back),
        _doubts(visit, back),
    ]


def _again(visit: Visit, back: Back) -> Sequence[Component]:
    t = visit.translate
    lines = [(one.proposed_by, day_words(t, one.valid_from, year=True)) for one in back.again]
    return [
        html.P(f"▲ {t('effect.back.again', by=by, day=day)}", className="effect-warned") for by, day in lines
    ]


def _sessions(visit: Visit, key: str, rows: Sequence[Session]) -> Component | None:
    """How many, and which behind the fold."""
    if not rows:
        return None
    lines = [html.Li(session_way(visit, one)) for one in rows]
    told = html.Summary(visit.translate(f"series.would.{key}", n=len(rows)))
    return html.Details([told, html.Ul(lines, className="series-list")])


def _booked(visit: Visit, back: Back) -> Component | None:
    t, rows = visit.translate, back.plan.untouched
    if not rows:
        return None
    lines = [booked_line(visit, one) for one in rows]
    hint = html.P([t("effect.back.booked"), " ", html.A(t("page.series"), href=link(visit, "series"))])
    title = html.P(
        f"▲ {t('effect.back.booked_title', n=len(rows), seats=sum(one.seats for one in rows))}",
        className="effect-warned",
    )
    return html.Div([title, html.Ul(lines, className="series-list"), hint])


def _doubts(visit: Visit, back: Back) -> Component | None:
    lines = [
        html.Li([session_way(visit, one.session), " ", conflict_words(visit, one)])
        for one in back.doubts[:MOST]
    ]
    return html.Ul(lines, className="series-list") if lines else None
