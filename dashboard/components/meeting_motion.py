"""Motions of a meeting: what is to be decided, how each party voted, what came of it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice, deed_button, deed_form, paper
from dashboard.components.decision_words import cited_words
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.meeting_words import OUTCOME_SIGNS
from dashboard.page import Visit
from models.needs.meeting import LONGEST_MOTION, Meeting, MeetingStatus, Motion, Subject, Vote
from models.needs.quorum import Outcome, count, outcome
from models.payload import visible

WAYS = ("ayes", "noes", "abstained")


def motions_panel(visit: Visit, one: Meeting, *, leads: bool) -> Component:
    t = visit.translate
    cards = [_card(visit, one, motion, leads=leads) for motion in one.motions]
    title = t("meeting.motions", n=len(cards)) if cards else t("meeting.no_motions")
    may_put = leads and one.status in (MeetingStatus.PLANNED, MeetingStatus.OPEN)
    return html.Section(
        [html.H2(title), html.Div(cards, className="motions"), _put(visit, one) if may_put else None],
        className="panel",
        id="motions",
    )


def _card(visit: Visit, one: Meeting, motion: Motion, *, leads: bool) -> Component:
    t = visit.translate
    came = outcome(motion, one.seats, one.quorum_points)
    subject = html.Span(t(f"meeting.subject.{motion.subject}"), className="hint")
    votes = leads and one.status is MeetingStatus.OPEN
    drops = leads and not motion.votes and one.status in (MeetingStatus.PLANNED, MeetingStatus.OPEN)
    return html.Article(
        [
            html.Header([subject, _outcome(visit, one, motion, came)]),
            html.P(visible(motion.text), className="motion-text"),
            _bar(visit, motion.votes) if motion.votes else None,
            _parties(visit, motion) if motion.votes else None,
            _vote_form(visit, one, motion) if votes else None,
            deed_button("drop", t("meeting.drop"), **_which(one, motion)) if drops else None,
        ],
        className="motion",
        **marks(data_outcome=came),
    )


def _outcome(visit: Visit, one: Meeting, motion: Motion, came: Outcome) -> Component:
    t = visit.translate
    words = t(f"meeting.outcome.{came}")
    if motion.decision:
        words = t("meeting.decided", number=cited_words(t, motion.decision))
    elif one.status is MeetingStatus.OPEN and came is Outcome.CARRIED:
        words = t("meeting.would_carry")
    sign = html.Span(OUTCOME_SIGNS[came], **marks(aria_hidden="true"))
    return html.B([sign, " ", words], className="motion-outcome")


def _bar(visit: Visit, votes: Sequence[Vote]) -> Component:
    """Ayes, noes and abstentions as one bar; the numbers stand in words beside their signs."""
    t, counted = visit.translate, count(votes)
    parts = [(way, getattr(counted, way)) for way in WAYS]
    pieces = [
        html.Span(style={"flexGrow": n}, className="vote-piece", **marks(data_way=way))
        for way, n in parts
        if n
    ]
    words = [html.Span(t(f"meeting.vote.{way}", n=n), **marks(data_way=way)) for way, n in parts]
    bar = html.Div(pieces, className="vote-bar", **marks(aria_hidden="true"))
    return html.Div([bar, html.Div(words, className="vote-words")])


def _parties(visit: Visit, motion: Motion) -> Component:
    t = visit.translate
    heads = [html.Th(t("meeting.party"), scope="col")]
    heads += [html.Th(t(f"meeting.way.{way}"), scope="col") for way in WAYS]
    rows = [
        html.Tr(
            [
                html.Th(t(f"meeting.party.{vote.party}"), scope="row"),
                *(html.Td(str(getattr(vote, way))) for way in WAYS),
            ]
        )
        for vote in motion.votes
    ]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="figures")
    return html.Details([html.Summary(t("meeting.by_party")), table], className="fold")


def _vote_form(visit: Visit, one: Meeting, motion: Motion) -> Component:
    """How many of each party said what; who is there and is not told of here abstains."""
    t = visit.translate
    given = {vote.party: vote for vote in motion.votes}
    rows = []
    for seat in (each for each in one.seats if each.present):
        vote = given.get(seat.party)
        fields = [
            field(
                f"{seat.party}-{way}",
                t(f"meeting.way.{way}"),
                "number",
                getattr(vote, way) if vote else "",
                min="0",
                max=str(seat.present),
                inputMode="numeric",
            )
            for way in ("ayes", "noes")
        ]
        legend = t("meeting.voters", party=t(f"meeting.party.{seat.party}"), n=seat.present)
        rows.append(html.Fieldset([html.Legend(legend), *fields], className="vote-row"))
    save = html.Button(t("meeting.vote"), type="submit", className="primary")
    form = deed_form("vote", [html.Div(rows, className="vote-rows"), save], **_which(one, motion))
    all_ayes = deed_button("unanimous", t("meeting.unanimous"), **_which(one, motion))
    if not rows:
        return html.P(t("meeting.count_first"), className="muted")
    inside = [html.Summary(t("meeting.vote_title")), form, all_ayes]
    return html.Details(inside, className="fold", open=not motion.votes)


def _put(visit: Visit, one: Meeting) -> Component:
    t = visit.translate
    subjects = [(subject.value, t(f"meeting.subject.{subject}")) for subject in Subject]
    fields = [
        choice("subject", t("meeting.about"), subjects, Subject.OTHER),
        paper("text", t("meeting.motion_text"), rows=3, longest=LONGEST_MOTION),
        html.Button(t("meeting.put"), type="submit", className="primary"),
    ]
    form = deed_form("put", fields, id=one.id, revision=str(one.revision))
    return html.Details([html.Summary(t("meeting.put_title")), form], className="fold")


def _which(one: Meeting, motion: Motion) -> dict[str, str]:
    return {"id": one.id, "revision": str(one.revision), "motion": motion.id}
