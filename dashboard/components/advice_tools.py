"""Above the week: which week, which space or day, and what was last proposed for it, how well, and when."""

from collections.abc import Sequence
from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from dashboard.advice.asked import Asked
from dashboard.components.asking import choice, deed_button
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.session_fields import spaces_offered
from dashboard.components.use_words import period_words
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from models.advice.iso_week import week_of
from models.centre import Space
from models.metric.period import Period


def advice_tools(visit: Visit, asked: Asked, space: Space) -> Component:
    t = visit.translate
    return html.Div(
        [
            _views(visit, asked, space),
            _weeks(visit, asked),
            _goes(visit, asked, space),
            deed_button("sheet", t("advice_page.csv"), "turn-button"),
        ],
        className="calendar-tools",
    )


def week_words(t: Translate, monday: date) -> str:
    """ "Week 49: 30 November to 6 December 2026"."""
    span = period_words(t, Period(monday, monday + timedelta(days=6)))
    return t("advice_page.week_of", n=monday.isocalendar().week, span=span)


def _weeks(visit: Visit, asked: Asked) -> Component:
    t = visit.translate
    turns = [
        (t("advice_page.week_before"), asked.monday - timedelta(days=7), "‹"),
        (t("advice_page.week_coming"), asked.coming, t("advice_page.week_coming")),
        (t("advice_page.week_after"), asked.monday + timedelta(days=7), "›"),
    ]
    links = [
        html.A(
            words,
            href=link(visit, week=week_of(to), view=asked.view, space=asked.space),
            className="turn-button",
            **marks(aria_label=label),
        )
        for label, to, words in turns
    ]
    return html.Nav(links, className="turns", **marks(aria_label=t("advice_page.weeks")))


def _views(visit: Visit, asked: Asked, space: Space) -> Component:
    t = visit.translate
    rows: Sequence[tuple[str, dict[str, str]]] = (
        ("week", {"space": space.id}),
        ("day", {"date": asked.day.isoformat()}),
    )
    links = [
        html.A(
            t(f"advice_page.view.{name}"),
            href=link(visit, week=asked.week, view=name, **more),
            className="turn-button",
            **(marks(aria_current="page") if asked.view == name else {}),
        )
        for name, more in rows
    ]
    return html.Nav(links, className="turns", **marks(aria_label=t("timetable.views")))


def _goes(visit: Visit, asked: Asked, space: Space) -> Component:
    t = visit.translate
    kept = [
        html.Span(hidden="hidden", **marks(data_with=name, data_value=value))
        for name, value in (("week", asked.week), ("view", asked.view))
    ]
    wanted = (
        choice("space", t("timetable.space"), spaces_offered(visit), space.id)
        if asked.view == "week"
        else field("date", t("timetable.day"), "date", asked.day.isoformat())
    )
    return html.Form(
        [*kept, wanted, html.Button(t("timetable.go"), type="submit")],
        className="goes",
        **marks(data_goes=""),
    )
