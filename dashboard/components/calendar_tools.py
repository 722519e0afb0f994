"""Around the timetable: which view and which day, a new session, and the bar that offers to undo."""

from collections.abc import Sequence
from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import again, choice, deed_form, opener, pager, sheet
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.price_choice import price_field
from dashboard.components.session_fields import (
    number_fields,
    place_and_time,
    spaces_offered,
    title_fields,
    who_fields,
)
from dashboard.i18n import Translate
from dashboard.ids import TimetableId
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.centre import Space
from models.programme.edit import Scope


def calendar_tools(visit: Visit, day: date, space: Space, *, week: bool, page: int, pages: int) -> Component:
    t, view = visit.translate, "week" if week else "day"
    today = visit.ports.centre.day_of(visit.ports.clock())
    step = timedelta(days=7 if week else 1)
    asked = {"view": view, "space": space.id if week else ""}
    turns = [
        (t("timetable.before"), day - step, "‹"),
        (t("timetable.today"), today, t("timetable.today")),
        (t("timetable.after"), day + step, "›"),
    ]
    links = [
        html.A(
            words,
            href=link(visit, date=to.isoformat(), **asked),
            className="turn-button",
            **marks(aria_label=label),
        )
        for label, to, words in turns
    ]
    return html.Div(
        [
            _views(visit, day, space, week=week),
            html.Nav(links, className="turns", **marks(aria_label=t("timetable.turns"))),
            _goes(visit, day, space, view),
            opener(TimetableId.NEW, t("timetable.new"), "primary")
            if visit.may(Permission.BOOKING_EDIT)
            else None,
            _pager(visit, day, page, pages) if not week else None,
            html.A(t("page.series"), href=link(visit, "series"), className="turn"),
            html.A(t("page.offerings"), href=link(visit, "offerings"), className="turn"),
        ],
        className="calendar-tools",
    )


def _views(visit: Visit, day: date, space: Space, *, week: bool) -> Component:
    t = visit.translate
    views: tuple[tuple[str, bool, dict[str, str]], ...] = (
        ("day", False, {}),
        ("week", True, {"space": space.id}),
    )
    links = [
        html.A(
            t(f"timetable.view.{name}"),
            href=link(visit, view=name, date=day.isoformat(), **more),
            className="turn-button",
            **(marks(aria_current="page") if shown == week else {}),
        )
        for name, shown, more in views
    ]
    return html.Nav(links, className="turns", **marks(aria_label=t("timetable.views")))


def _goes(visit: Visit, day: date, space: Space, view: str) -> Component:
    """A date, and in the week a space, to go to."""
    t = visit.translate
    kept = html.Span(hidden="hidden", **marks(data_with="view", data_value=view))
    fields = [kept, field("date", t("timetable.day"), "date", day.isoformat())]
    if view == "week":
        fields.append(choice("space", t("timetable.space"), spaces_offered(visit), space.id))
    fields.append(html.Button(t("timetable.go"), type="submit"))
    return html.Form(fields, className="goes", **marks(data_goes=""))


def _pager(visit: Visit, day: date, page: int, pages: int) -> Component | None:
    t = visit.translate
    turns = [
        (t(f"timetable.{name}"), link(visit, view="day", date=day.isoformat(), page=to))
        for name, to in (("spaces_before", page - 1), ("spaces_after", page + 1))
        if 1 <= to <= pages
    ]
    return pager(turns, t("timetable.spaces"), t("timetable.page", n=page, of=pages))


def new_sheet(visit: Visit) -> Sequence[Component]:
    """The dialog of a new single session; its date, time and space are filled in by what was drawn on the grid."""
    t = visit.translate
    local = visit.ports.clock().astimezone(visit.ports.centre.zone_info)
    next_hour = (local + timedelta(hours=1)).replace(minute=0)
    first = next(iter(visit.ports.centre.spaces))
    fields = [
        title_fields(visit, {}),
        place_and_time(visit, first, next_hour.date().isoformat(), f"{next_hour:%H:%M}", 60),
        who_fields(visit),
        number_fields(visit),
        price_field(visit, ""),
        html.P(
            [
                t("timetable.repeats"),
                " ",
                html.A(t("timetable.new_series"), href=link(visit, "series", series="new")),
            ]
        ),
        html.Div(
            [
                html.Button(t("timetable.add"), type="submit", className="primary"),
                again("insisted", t("timetable.insist")),
            ],
            className="buttons",
        ),
    ]
    return [sheet(TimetableId.NEW, t("timetable.new"), [deed_form("add", fields)], t("timetable.close"))]


def toast_bar(t: Translate) -> Component:
    """What was done, with a way back; assets/60-timetable.js fills it and takes it away."""
    return html.Div(
        [
            html.P(role="status", **marks(data_bar_text="")),
            html.Button(t("timetable.undo"), type="button", hidden="hidden", **marks(data_bar_undo="")),
            *(
                html.Button(
                    t(f"series.scope.{scope}"),
                    type="button",
                    hidden="hidden",
                    **marks(**{f"data_bar_{scope}": ""}),
                )
                for scope in Scope
            ),
            html.Button(
                t("timetable.insist"),
                type="button",
                hidden="hidden",
                className="danger",
                **marks(data_bar_insist=""),
            ),
            html.Button(
                "✕",
                type="button",
                className="close",
                **marks(data_bar_close="", aria_label=t("timetable.close")),
            ),
        ],
        className="toast-bar",
        **marks(data_bar="", data_shown="false"),
    )
