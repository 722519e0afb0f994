"""All meetings: those to come, what waits for one, those that were; and a form to call the next one."""

from collections.abc import Sequence
from datetime import timedelta

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import again, calm, choice, deed_button, deed_form, entry
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.meeting_words import quorum_words, title_words, when_words, where_words
from dashboard.components.use_words import day_words
from dashboard.link import link
from dashboard.page import Visit
from models.needs.meeting import LONGEST_TITLE, MOST_SEATS, Meeting, MeetingStatus, Party
from models.needs.quorum import quorum
from models.payload import visible
from models.services.decisions import Waiting
from models.services.offerings import kinds

TO_COME = frozenset({MeetingStatus.PLANNED, MeetingStatus.OPEN})
SIGNS = {
    MeetingStatus.PLANNED: "○",
    MeetingStatus.OPEN: "◐",
    MeetingStatus.CLOSED: "●",
    MeetingStatus.CANCELLED: "✕",
}
SHOWN = 30


def coming_panel(visit: Visit, meetings: Sequence[Meeting], *, leads: bool) -> Component:
    t = visit.translate
    coming = sorted((one for one in meetings if one.status in TO_COME), key=lambda one: one.at)
    cards = [_row(visit, one) for one in coming]
    body = html.Ul(cards, className="meetings") if cards else calm(t("meeting.none_planned"), "◎")
    return html.Section(
        [html.H2(t("meeting.coming")), body, _call(visit) if leads else None], className="panel", id="coming"
    )


def past_panel(visit: Visit, meetings: Sequence[Meeting]) -> Component | None:
    t = visit.translate
    past = [one for one in meetings if one.status not in TO_COME]
    if not past:
        return None
    rows = [_row(visit, one) for one in past[:SHOWN]]
    more = html.P(t("meeting.more", n=len(past) - SHOWN), className="muted") if len(past) > SHOWN else None
    return html.Section(
        [html.H2(t("meeting.past")), html.Ul(rows, className="meetings"), more], className="panel", id="past"
    )


def _row(visit: Visit, one: Meeting) -> Component:
    t = visit.translate
    facts = [t(f"meeting.status.{one.status}"), t("meeting.motions", n=len(one.motions))]
    if one.status in (MeetingStatus.OPEN, MeetingStatus.CLOSED):
        facts.append(quorum_words(t, quorum(one.seats, one.quorum_points)))
    carried = sum(bool(motion.decision) for motion in one.motions)
    facts += [t("meeting.carried", n=carried)] if carried else []
    return html.Li(
        [
            html.Span(SIGNS[one.status], className="meeting-sign", **marks(aria_hidden="true")),
            html.Div(
                [
                    html.A(title_words(one), href=link(visit, "meetings", id=one.id)),
                    html.Span(f"{when_words(visit, one)} · {where_words(visit, one)}", className="hint"),
                    html.Span(" · ".join(facts), className="muted"),
                ]
            ),
        ],
        **marks(data_status=one.status),
    )


def _call(visit: Visit) -> Component:
    t, ports = visit.translate, visit.ports
    spaces = [("", t("meeting.elsewhere"))]
    spaces += [(one.id, t.name(one.name)) for one in ports.centre.spaces.values()]
    offered = [(one.key, t.name(one.name)) for one in kinds(ports) if not one.retired]
    soon = ports.centre.day_of(ports.clock()) + timedelta(days=7)
    seats = [
        field(
            f"seats-{party}",
            t(f"meeting.party.{party}"),
            "number",
            ports.centre.council.seats[party],
            min="1",
            max=str(MOST_SEATS),
            inputMode="numeric",
        )
        for party in Party
    ]
    fields = [
        entry("title", t("meeting.title_field"), maxLength=LONGEST_TITLE),
        html.Div(
            [
                field("day", t("meeting.day"), "date", f"{soon}"),
                field("start", t("meeting.start"), "time", "19:00"),
                field("minutes", t("meeting.minutes_long"), "number", 90, min="15", max="480"),
            ],
            className="asked-row",
        ),
        html.Div(
            [choice("space", t("meeting.space"), spaces), choice("kind", t("meeting.kind"), offered)],
            className="asked-row",
        ),
        html.Fieldset(
            [html.Legend(t("meeting.seats")), html.Div(seats, className="asked-row")], className="one-of"
        ),
        html.Div(
            [
                html.Button(t("meeting.call"), type="submit", className="primary"),
                again("insisted", t("meeting.insist")),
            ],
            className="buttons",
        ),
    ]
    return html.Details([html.Summary(t("meeting.call_title")), deed_form("call", fields)], className="fold")


def waiting_panel(
    visit: Visit, waits: Sequence[Waiting], meetings: Sequence[Meeting], *, leads: bool
) -> Component:
    """What the four parties must decide; one tap puts it on the table of the next meeting."""
    t = visit.translate
    coming = sorted((one for one in meetings if one.status in TO_COME), key=lambda one: one.at)
    if not waits:
        return html.Section(
            [html.H2(t("meeting.waiting")), calm(t("meeting.nothing_waits"), "✓")],
            className="panel",
            id="waiting",
        )
    rows = [_waits(visit, one, coming[0] if leads and coming else None) for one in waits]
    hint = None if coming or not leads else html.P(t("meeting.call_first"), className="muted")
    return html.Section(
        [html.H2(t("meeting.waiting_n", n=len(waits))), html.Ul(rows, className="meetings"), hint],
        className="panel",
        id="waiting",
    )


def _waits(visit: Visit, one: Waiting, meeting: Meeting | None) -> Component:
    t = visit.translate
    since = day_words(t, visit.ports.centre.day_of(one.since), year=True) if one.since else ""
    put = (
        deed_button(
            "table",
            t("meeting.put_on_table", title=title_words(meeting)),
            id=meeting.id,
            revision=str(meeting.revision),
            about=one.about,
        )
        if meeting
        else None
    )
    hint = html.Span(t("meeting.since", day=since), className="hint") if since else None
    return html.Li([html.Div([html.B(waiting_words(visit, one)), hint]), put])


def waiting_words(visit: Visit, one: Waiting) -> str:
    """The motion that would be put."""
    t = visit.translate
    name = visible(t.name(one.name)) if one.name else ""
    key = "needs" if one.needs and not _is_project(one) else one.subject
    return t(f"meeting.waits.{key}", name=name, n=one.detail)


def _is_project(one: Waiting) -> bool:
    return one.subject.value == "project"
