"""Coaches who are away in a week: who, when, which sessions stand without one, and mending what is proposed."""

from collections.abc import Mapping, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice, deed_button, deed_form
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.use_words import period_words
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.metric.period import Period
from models.programme.activity import Away
from models.programme.session import Session
from models.services.coach_absence import Absent, absent, coaches


def coach_panel(
    visit: Visit, monday: date, may: Mapping[Permission, bool], *, ahead: bool
) -> Component | None:
    """Nothing where nobody teaches. ahead: the week can still be planned, so that its proposals can be mended."""
    t = visit.translate
    known = coaches(visit.ports)
    if not known:
        return None
    gone = absent(visit.ports, monday)
    editing = may[Permission.BOOKING_EDIT]
    rows = [_row(visit, one, editing=editing) for one in gone]
    mending = bool(gone) and ahead and may[Permission.ADVICE_DECIDE]
    parts: list[Component | None] = [
        html.Ul(rows, className="absent") if rows else html.P(t("coach.nobody_away"), className="muted"),
        _mend(visit) if mending else None,
        _mark(visit, monday) if editing else None,
    ]
    return html.Details(
        [html.Summary(t("coach.title", n=len(gone))), *parts], className="panel fold", open=bool(gone)
    )


def _row(visit: Visit, one: Absent, *, editing: bool) -> Component:
    t = visit.translate
    days = [
        html.Span([_days(visit, away), _back(visit, one, away) if editing else None]) for away in one.days
    ]
    without = [
        html.A(_session(visit, each), href=_place(visit, each), className="chip") for each in one.sessions
    ]
    said = t("coach.sessions", n=len(without)) if without else t("coach.no_sessions")
    return html.Li([html.B(t.name(one.coach.name)), *days, html.P([said, *without], className="chip-row")])


def _days(visit: Visit, away: Away) -> str:
    return period_words(visit.translate, Period(away.first, away.last))


def _back(visit: Visit, one: Absent, away: Away) -> Component:
    days = {"first": away.first.isoformat(), "last": away.last.isoformat()}
    return deed_button("back", visit.translate("coach.is_back"), "", coach=one.coach.id, **days)


def _session(visit: Visit, one: Session) -> str:
    start = one.window.start.astimezone(visit.ports.centre.zone_info)
    return f"{start:%m-%d %H:%M} {visit.translate.name(one.title)}"


def _place(visit: Visit, one: Session) -> str:
    day = visit.ports.centre.day_of(one.window.start)
    return link(visit, "timetable", view="day", date=day.isoformat())


def _mend(visit: Visit) -> Component:
    t = visit.translate
    parts: Sequence[Component] = [
        html.P(t("coach.mend.under"), className="hint"),
        html.Div(html.Button(t("coach.mend"), type="submit", className="primary"), className="buttons"),
        html.Progress(hidden="hidden", **marks(aria_label=t("advice_page.what_if.progress"))),
    ]
    return deed_form("mend", parts)


def _mark(visit: Visit, monday: date) -> Component:
    t = visit.translate
    named = [(one.id, t.name(one.name)) for one in coaches(visit.ports)]
    fields = [
        html.Div(
            [
                choice("coach", t("timetable.coach"), named),
                field("first", t("coach.first"), "date", monday.isoformat()),
                field("last", t("coach.last"), "date", monday.isoformat()),
            ],
            className="asked-row",
        ),
        html.Div(html.Button(t("coach.mark"), type="submit"), className="buttons"),
    ]
    return deed_form("away", fields)
