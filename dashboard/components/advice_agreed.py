"""What follows from a yes: the notice for residents to copy, in both languages, and the dates as a calendar entry."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_words import clock_words, space_words, weekday_words
from dashboard.components.asking import deed_button
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.use_words import day_words
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.page import Visit
from models.advice.recommendation import Recommendation, State
from models.message import Message
from models.services.advice_notice import notice

AGREED = frozenset({State.ACCEPTED, State.MODIFIED, State.RUNNING, State.EXTENDED, State.KEPT})
"""States in which residents have something to be told."""


def agreed_panel(visit: Visit, one: Recommendation) -> Component | None:
    """Nothing as long as nobody said yes."""
    if one.state not in AGREED:
        return None
    t = visit.translate
    texts = [_notice(visit, locale, text) for locale in LOCALES if (text := notice_words(visit, one, locale))]
    return html.Section(
        [
            html.H3(t("advice_page.agreed")),
            html.P(t("advice_page.agreed.under"), className="muted"),
            *texts,
            deed_button("calendar", t("advice_page.ics"), "", key=one.id),
        ],
        className="agreed",
    )


def notice_words(visit: Visit, one: Recommendation, locale: Locale) -> str:
    """The notice in one language: what changes, then where and when in that language's words."""
    t, told = Translate(locale), notice(one)
    there = replace(visit, translate=t)
    title = one.parameters.get(f"title.{locale}", "")
    first = sentence(
        t, Message(told.key, {**told.values, "first": day_words(t, one.target.first, year=True)}), ""
    )
    where = t(
        "advice_page.notice.where",
        title=t("advice_page.notice.title", title=title) if title else "",
        space=space_words(there, one.target.space),
        weekdays=weekday_words(t, one.target),
        hours=clock_words(one.target),
    )
    return f"{first}\n{where}" if first else ""


def _notice(visit: Visit, locale: Locale, text: str) -> Component:
    """Read-only, so that it can be chosen and copied as it is."""
    t = visit.translate
    area = html.Textarea(text, readOnly="readOnly", rows=4, lang=locale, className="notice-text")
    return html.Div(
        [
            html.Label([html.Span(t(f"advice_page.notice.{locale}")), area], className="asked"),
            html.Button(t("advice_page.copy"), type="button", **marks(data_copy="")),
        ],
        className="notice-box",
    )
