"""Deliberation: meetings of the four parties, what waits for them, what they decided."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.decision_list import decision_rows, decisions_panel
from dashboard.components.marks import marks
from dashboard.components.meeting_list import (
    coming_panel,
    past_panel,
    waiting_panel,
    waiting_words,
)
from dashboard.components.meeting_minutes import minutes_panel, steps_panel
from dashboard.components.meeting_motion import motions_panel
from dashboard.components.meeting_table import meeting_table
from dashboard.components.meeting_words import title_words, when_words, where_words
from dashboard.components.spoken import sentence
from dashboard.components.typed import clock_of, day_of, number_of
from dashboard.csv_sheet import csv_text
from dashboard.drawn import drawn
from dashboard.link import link
from dashboard.loop_ids import MeetingsId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.needs.meeting import Meeting, Party, Subject, Vote
from models.services.arranging import DoubtfulError
from models.services.decisions import decisions, waiting
from models.services.meetings import (
    Called,
    call,
    cancel_meeting,
    close_meeting,
    correct,
    count_present,
    drop_motion,
    meeting,
    meetings,
    open_meeting,
    put_motion,
    vote,
)
from models.services.strangers import RefusedError, refusal

WHO = (Permission.MEETING_READ,)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=MeetingsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=MeetingsId.ASK),
            dcc.Store(id=MeetingsId.ANSWER),
        ],
        id=MeetingsId.ROOT,
        className="meetings-page",
        **marks(data_asks=MeetingsId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """One meeting where the address names one, else all of them."""
    t, key = visit.translate, visit.query.get("id", "")
    try:
        return _one(visit, meeting(visit.ports, visit.account, key)) if key else _all(visit)
    except RefusedError as error:
        title = html.H1(t("page.meetings"))
        return [title, html.Section([calm(sentence(t, error.message), "◎")], className="panel")]


def _leads(visit: Visit) -> bool:
    return visit.may(Permission.MEETING_EDIT)


def _all(visit: Visit) -> Sequence[Component | None]:
    t, leads = visit.translate, _leads(visit)
    known = meetings(visit.ports, visit.account)
    head = html.Header(
        [html.H1(t("page.meetings")), html.P(t("meeting.lead"), className="muted")], className="use-head"
    )
    waits = waiting_panel(visit, waiting(visit.ports, visit.account), known, leads=leads)
    return [
        head,
        html.Div([coming_panel(visit, known, leads=leads), waits], className="two"),
        decisions_panel(visit, decisions(visit.ports)),
        past_panel(visit, known),
    ]


def _one(visit: Visit, one: Meeting) -> Sequence[Component | None]:
    t, leads = visit.translate, _leads(visit)
    where = f"{when_words(visit, one)} · {where_words(visit, one)} · {t(f'meeting.status.{one.status}')}"
    head = html.Header(
        [
            html.A(f"← {t('page.meetings')}", href=link(visit, "meetings"), className="turn"),
            html.H1(title_words(one)),
            html.P(where, className="muted"),
        ],
        className="use-head",
    )
    return [
        head,
        meeting_table(visit, one, leads=leads),
        motions_panel(visit, one, leads=leads),
        minutes_panel(visit, one, leads=leads),
        steps_panel(visit, one) if leads else None,
    ]


def register(callbacks: Callbacks) -> None:
    """Whoever reads may take the decisions along; every other deed asks for its right here and in its service."""

    @callbacks.asking(MeetingsId.ASK, MeetingsId.ANSWER, MeetingsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


def _sheet(visit: Visit, fields: Fields) -> Json:
    if fields.get("sheet") != "decisions":
        raise refusal("meeting.none")
    rows = decision_rows(visit.translate, decisions(visit.ports))
    name = f"{visit.centre}-decisions.csv"
    return {"text": visit.translate("use.take.done"), "file": {"name": name, "text": csv_text(rows)}}


def _done(visit: Visit, told: str, one: Meeting, part: str = "") -> Json:
    there = link(visit, "meetings", id=one.id)
    return {
        "text": visit.translate(f"meeting.told.{told}"),
        "go": f"{there}#{part}" if part else there,
    }


def _which(fields: Fields) -> tuple[str, int]:
    return fields.get("id", ""), number_of(fields, "revision")


def _call(visit: Visit, fields: Fields) -> Json:
    start = clock_of(fields, "start")
    called = Called(
        title=fields.get("title", ""),
        day=day_of(fields, "day"),
        start=start.hour * 60 + start.minute,
        minutes=number_of(fields, "minutes"),
        seats={party: number_of(fields, f"seats-{party}") for party in Party},
        space=fields.get("space", ""),
        kind=fields.get("kind", ""),
    )
    try:
        made = call(visit.ports, visit.account, called, insisted=fields.get("insisted") == "yes")
    except DoubtfulError as error:
        doubts = " ".join(sentence(visit.translate, one) for one in error.doubts)
        return {"ok": False, "text": doubts, "again": "insisted"}
    return _done(visit, "called", made)


def _open(visit: Visit, fields: Fields) -> Json:
    return _done(visit, "opened", open_meeting(visit.ports, visit.account, *_which(fields)), "table")


def _count(visit: Visit, fields: Fields) -> Json:
    party, present = _party(fields.get("party", "")), number_of(fields, "present")
    counted = count_present(visit.ports, visit.account, *_which(fields), party, present)
    return _done(visit, "counted", counted, "table")


def _put(visit: Visit, fields: Fields) -> Json:
    subject = fields.get("subject", "")
    if subject not in set(Subject):
        raise refusal("meeting.none")
    put = put_motion(visit.ports, visit.account, *_which(fields), Subject(subject), fields.get("text", ""))
    return _done(visit, "put", put, "motions")


def _table(visit: Visit, fields: Fields) -> Json:
    """Something that waits, in the words that the page said of it."""
    about = fields.get("about", "")
    found = next((one for one in waiting(visit.ports, visit.account) if one.about == about), None)
    if found is None:
        raise refusal("meeting.changed")
    put = put_motion(
        visit.ports,
        visit.account,
        *_which(fields),
        found.subject,
        waiting_words(visit, found),
        about=found.about,
        needs=found.needs,
    )
    return _done(visit, "put", put, "motions")


def _drop(visit: Visit, fields: Fields) -> Json:
    dropped = drop_motion(visit.ports, visit.account, *_which(fields), fields.get("motion", ""))
    return _done(visit, "dropped", dropped, "motions")


def _vote(visit: Visit, fields: Fields) -> Json:
    """Who is there and was neither for nor against abstained."""
    key, revision = _which(fields)
    given = []
    for seat in meeting(visit.ports, visit.account, key).seats:
        if seat.present:
            ayes, noes = (number_of(fields, f"{seat.party}-{way}", 0) for way in ("ayes", "noes"))
            abstained = max(0, seat.present - ayes - noes)
            given.append(Vote(party=seat.party, ayes=ayes, noes=noes, abstained=abstained))
    done = vote(visit.ports, visit.account, key, revision, fields.get("motion", ""), given)
    return _done(visit, "voted", done, "motions")


def _unanimous(visit: Visit, fields: Fields) -> Json:
    key, revision = _which(fields)
    seats = meeting(visit.ports, visit.account, key).seats
    given = [Vote(party=one.party, ayes=one.present, noes=0) for one in seats if one.present]
    done = vote(visit.ports, visit.account, key, revision, fields.get("motion", ""), given)
    return _done(visit, "voted", done, "motions")


def _close(visit: Visit, fields: Fields) -> Json:
    closed = close_meeting(visit.ports, visit.account, *_which(fields), fields.get("minutes", ""))
    return _done(visit, "closed", closed, "minutes")


def _cancel(visit: Visit, fields: Fields) -> Json:
    return _done(visit, "cancelled", cancel_meeting(visit.ports, visit.account, *_which(fields)))


def _correct(visit: Visit, fields: Fields) -> Json:
    corrected = correct(visit.ports, visit.account, *_which(fields), fields.get("text", ""))
    return _done(visit, "corrected", corrected, "minutes")


def _party(text: str) -> Party:
    if text not in set(Party):
        raise refusal("meeting.none")
    return Party(text)


_EDIT = Permission.MEETING_EDIT

DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "sheet": (Permission.MEETING_READ, _sheet),
    "call": (_EDIT, _call),
    "open": (_EDIT, _open),
    "count": (_EDIT, _count),
    "put": (_EDIT, _put),
    "table": (_EDIT, _table),
    "drop": (_EDIT, _drop),
    "vote": (_EDIT, _vote),
    "unanimous": (_EDIT, _unanimous),
    "close": (_EDIT, _close),
    "cancel": (_EDIT, _cancel),
    "correct": (_EDIT, _correct),
}

MEETINGS = Page(
    key="meetings",
    path="meetings",
    icon="◎",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.LOOP,
)
