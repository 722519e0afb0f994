"""The timetable as a grid: a column for each day or space, hours down the side, shut hours grey, a line at now."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.calendar_axis import height, hour, spot
from dashboard.components.marks import marks
from dashboard.components.session_block import session_block
from dashboard.components.zone import zone_icon
from dashboard.link import link
from dashboard.page import Visit
from models.calendar import CalendarDay, DayType, local_day
from models.centre import ZONES
from models.services.timetable import Column, Timetable, minutes

Draw = Callable[[Column], Sequence[Component]]
"""What stands in a column, above its open hours."""

_HOUR = 60
_QUARTER = 15


def calendar_grid(
    visit: Visit,
    shown: Timetable,
    *,
    week: bool,
    movable: bool,
    draw: Draw | None = None,
    step: int = _QUARTER,
) -> Component:
    """week: the columns are days of one space, else spaces of one day. draw: its sessions, if nothing else is said.

    step: minutes by which what stands in it is moved.
    """

    def sessions(column: Column) -> Sequence[Component]:
        return [session_block(shown, entry, visit.translate, movable=movable) for entry in column.entries]

    axis = [
        html.Span(hour(at), style={"top": spot(shown, at, at)["top"]})
        for at in range(shown.first, shown.last, _HOUR)
    ]
    body = {"height": height(shown)}
    heads = [_head(visit, shown, column, week=week) for column in shown.columns]
    columns = [_column(visit, shown, column, draw or sessions) for column in shown.columns]
    tracks = f"3.6rem repeat({len(shown.columns)}, minmax(7.2rem, 1fr))"
    return html.Div(
        [
            html.Div(className="corner"),
            *heads,
            html.Div(axis, className="axis", style=body, **marks(aria_hidden="true")),
            *columns,
        ],
        className="calendar",
        style={"gridTemplateColumns": tracks},
        role="group",
        tabIndex="0",
        **marks(
            data_calendar="week" if week else "day",
            data_scrolls="",
            data_first=str(shown.first),
            data_last=str(shown.last),
            data_step=str(step),
            data_movable="true" if movable else "false",
            aria_label=visit.translate("timetable.grid"),
        ),
    )


def _head(visit: Visit, shown: Timetable, column: Column, *, week: bool) -> Component:
    t = visit.translate
    day, space = column.day, column.space
    today = "true" if day.day == visit.ports.centre.day_of(shown.at) else "false"
    if week:
        address = link(visit, view="day", date=day.day.isoformat())
        name: list[Component] = [html.A(f"{t(f'weekday.{day.day.weekday()}')} {day.day:%m-%d}", href=address)]
    else:
        address = link(visit, view="week", date=day.day.isoformat(), space=space.id)
        name = [zone_icon(ZONES[space.zone]), html.A(t.name(space.name), href=address)]
    parts = [html.Div(name, className="head-name"), *([day_sign(visit, day)] if week else [])]
    if not column.open:
        parts.append(html.Span(t("timetable.shut"), className="head-shut"))
    return html.Div(
        parts, className="head", **marks(data_today=today if week else "false", data_zone=space.zone)
    )


def day_sign(visit: Visit, day: CalendarDay) -> Component:
    """What kind of day it is, with the holiday's name; a guess says so."""
    t = visit.translate
    words = t(f"timetable.day.{day.day_type}")
    if day.name and (t.locale == "zh-Hans" or day.name.isascii()):
        words = f"{words} · {day.name}"
    if day.provisional:
        words = f"{words} {t('timetable.provisional')}"
    plain = day.day_type is DayType.WORKDAY and not day.name
    return html.Span(
        words, className="day-sign", **marks(data_kind=day.day_type, data_plain=str(plain).lower())
    )


def _column(visit: Visit, shown: Timetable, column: Column, draw: Draw) -> Component:
    t, zone = visit.translate, visit.ports.centre.zone_info
    open_spans = [html.Span(className="open-span", style=spot(shown, *one)) for one in column.open]
    now = minutes(local_day(column.day.day, zone).start, shown.at)
    line = (
        [
            html.Span(
                className="now-line", style={"top": spot(shown, now, now)["top"]}, **marks(data_now=hour(now))
            )
        ]
        if shown.first <= now <= shown.last
        else []
    )
    words = f"{t.name(column.space.name)} {column.day.day:%m-%d}"
    return html.Div(
        [*open_spans, *draw(column), *line],
        className="column",
        style={"height": height(shown)},
        role="group",
        **marks(
            data_space=column.space.id,
            data_day=column.day.day.isoformat(),
            data_zone=column.space.zone,
            data_name=words,
            aria_label=words,
        ),
    )
