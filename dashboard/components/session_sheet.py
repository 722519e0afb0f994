"""The sheet of one session: what it is, who is expected, and what may be done with it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import again, choice, deed_form, entry
from dashboard.components.calendar_axis import hour, span
from dashboard.components.price_quote import session_price
from dashboard.components.session_block import session_marks
from dashboard.components.session_fields import place_and_time
from dashboard.components.unit_choice import unit_names
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.hold import OVER
from models.programme.session import CancelledBy, Session
from models.services.offerings import kinds, organisers
from models.services.timetable import Entry


def session_sheet(visit: Visit, shown: Entry) -> Sequence[Component | None]:
    t, one = visit.translate, shown.session
    local = one.window.start.astimezone(visit.ports.centre.zone_info)
    over = one.status in OVER or visit.ports.clock() >= one.window.end
    return [
        html.H2(t.name(one.title), id="session-title"),
        html.P(
            f"{t.name(visit.ports.centre.spaces[one.space].name)} · {local:%Y-%m-%d} "
            f"{t(f'weekday.{local.weekday()}')} · {span(shown.start, shown.end)}"
        ),
        _facts(visit, shown),
        session_price(visit, one),
        _links(visit, one),
        _move(visit, shown) if visit.may(Permission.BOOKING_EDIT) and not over else None,
        _cancel(visit, one) if visit.may(Permission.BOOKING_DESK) and not over else None,
    ]


def _facts(visit: Visit, shown: Entry) -> Component:
    t, one = visit.translate, shown.session
    names = {host.id: t.name(host.name) for host in organisers(visit.ports)}
    kind = {known.key: t.name(known.name) for known in kinds(visit.ports)}
    rows = [
        (t("timetable.units"), unit_names(t, visit.ports.centre.spaces[one.space], one.units)),
        (t("timetable.kind"), kind.get(one.kind, one.kind)),
        (t("timetable.organiser"), names.get(one.organiser, one.organiser)),
        (t("timetable.coach"), names.get(one.coach, one.coach)),
        (t("timetable.state"), " · ".join(session_marks(shown, t))),
        (t("timetable.reason"), one.reason),
    ]
    told = [part for name, words in rows if words for part in (html.Dt(name), html.Dd(words))]
    return html.Dl(told, className="facts")


def _links(visit: Visit, one: Session) -> Component:
    t = visit.translate
    day = visit.ports.centre.day_of(one.window.start).isoformat()
    links = []
    if visit.may(Permission.BOOKING_DESK):
        links.append(html.A(t("timetable.to_desk"), href=link(visit, "desk", date=day, session=one.id)))
    if one.series:
        to = link(visit, "series", series=one.series, day=one.day.isoformat())
        links.append(html.A(t("timetable.to_series"), href=to))
    return html.P([part for one_link in links for part in (one_link, " ")], className="buttons")


def _move(visit: Visit, shown: Entry) -> Component:
    t, one = visit.translate, shown.session
    day = visit.ports.centre.day_of(one.window.start).isoformat()
    fields = [
        place_and_time(visit, one.space, day, hour(shown.start), shown.end - shown.start, units=one.units),
        html.P(t("timetable.move_alone"), className="hint") if one.series else None,
        html.Div(
            [
                html.Button(t("timetable.move"), type="submit", className="primary"),
                again("insisted", t("timetable.insist")),
            ],
            className="buttons",
        ),
    ]
    form = deed_form("move", fields, session=one.id, version=str(one.version))
    return html.Details([html.Summary(t("timetable.move_title")), form], className="fold")


def _cancel(visit: Visit, one: Session) -> Component:
    t = visit.translate
    who = [(by.value, t(f"timetable.by.{by}")) for by in (CancelledBy.CENTRE, CancelledBy.ORGANISER)]
    fields = [
        choice("by", t("timetable.by"), who),
        entry("reason", t("timetable.reason"), maxLength=200),
        html.Button(t("timetable.cancel"), type="submit", className="danger"),
    ]
    form = deed_form("cancel", fields, session=one.id)
    return html.Details([html.Summary(t("timetable.cancel_title")), form], className="fold")
