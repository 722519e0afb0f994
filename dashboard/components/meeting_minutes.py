"""How a meeting ends: minutes that are fixed with a check sum, corrections beside them, the steps before."""

from datetime import datetime

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button, deed_form, paper
from dashboard.components.marks import marks
from dashboard.page import Visit
from models.needs.meeting import LONGEST_MINUTES_TEXT, Meeting, MeetingStatus
from models.needs.sitting import is_sound
from models.payload import visible


def steps_panel(visit: Visit, one: Meeting) -> Component | None:
    """What whoever leads can do next."""
    t, which = visit.translate, {"id": one.id, "revision": str(one.revision)}
    if one.status is MeetingStatus.PLANNED:
        deeds = [
            deed_button("open", t("meeting.open"), "primary", **which),
            deed_button("cancel", t("meeting.cancel"), **which),
        ]
        return html.Section(
            [html.H2(t("meeting.next_step")), html.Div(deeds, className="buttons")], className="panel"
        )
    if one.status is MeetingStatus.OPEN:
        fields = [
            paper("minutes", t("meeting.minutes"), rows=8, longest=LONGEST_MINUTES_TEXT),
            html.P(t("meeting.close_hint"), className="hint"),
            html.Button(t("meeting.close"), type="submit", className="primary"),
        ]
        return html.Section(
            [
                html.H2(t("meeting.next_step")),
                deed_form("close", fields, **which),
                deed_button("cancel", t("meeting.cancel"), **which),
            ],
            className="panel",
            id="close",
        )
    return None


def minutes_panel(visit: Visit, one: Meeting, *, leads: bool) -> Component | None:
    if one.status is not MeetingStatus.CLOSED:
        return None
    t = visit.translate
    said = [html.P(line) for line in visible(one.minutes).split("\n")] if one.minutes else []
    lines = said or [html.P(t("meeting.no_minutes"), className="muted")]
    at = _moment(visit, one.closed_at)
    fixed = t("meeting.fixed", at=at, name=visible(one.closed_by))
    sound = is_sound(one)
    seal = html.P(
        [fixed, " ", html.Code(one.digest[:16], title=one.digest)]
        if sound
        else html.B(t("meeting.unsound"), role="alert"),
        className="hint",
        **marks(data_sound="yes" if sound else "no"),
    )
    added = [
        html.Li([visible(each.text), html.Span(f" {_moment(visit, each.at)}", className="hint")])
        for each in one.addenda
    ]
    return html.Section(
        [
            html.H2(t("meeting.minutes")),
            *lines,
            html.H3(t("meeting.addenda")) if added else None,
            html.Ul(added) if added else None,
            seal,
            _correct(visit, one) if leads else None,
        ],
        className="panel meeting-minutes",
        id="minutes",
    )


def _correct(visit: Visit, one: Meeting) -> Component:
    t = visit.translate
    fields = [
        paper("text", t("meeting.addendum"), rows=3, longest=LONGEST_MINUTES_TEXT),
        html.Button(t("meeting.correct"), type="submit"),
    ]
    form = deed_form("correct", fields, id=one.id, revision=str(one.revision))
    return html.Details([html.Summary(t("meeting.correct_title")), form], className="fold")


def _moment(visit: Visit, at: datetime | None) -> str:
    return f"{at.astimezone(visit.ports.centre.zone_info):%Y-%m-%d %H:%M}" if at else ""
