"""The list of needs: boxes to tick, and one bar that accepts, declines, links or parts what is ticked."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_form, entry, pager
from dashboard.components.field import field_input
from dashboard.components.marks import marks
from dashboard.components.need_words import crowd_words, place_words, status_words, times_words, topic_words
from dashboard.components.use_words import day_words
from dashboard.link import link
from dashboard.need_question import SHOWN, Question
from dashboard.page import Visit
from models.needs.need import Need, NeedStatus, Topic

TICK = "need-"
"""What the name of a box begins with; its value is the revision that was seen."""

ACTIONS: Mapping[str, str] = {
    NeedStatus.OPEN.value: "primary",
    NeedStatus.MET.value: "",
    NeedStatus.DECLINED.value: "",
    "link": "",
    "unlink": "quiet",
}
"""Button -> its style; its word is `need.do.<button>`."""


def need_list(
    visit: Visit,
    needs: Sequence[Need],
    asked: Question,
    topics: Mapping[str, Topic],
    voices: Mapping[str, int],
    numbers: Mapping[str, str],
    *,
    may: bool,
) -> Component:
    """needs: all that fit; numbers: id -> number, of those that are repeated."""
    t = visit.translate
    pages = max(1, -(-len(needs) // SHOWN))
    page = min(asked.page, pages)
    shown = needs[(page - 1) * SHOWN : page * SHOWN]
    rows = [_row(visit, one, topics, voices, numbers, may=may) for one in shown]
    body: list[Component | None] = [
        html.Ul(rows, className="needs") if rows else calm(t("need.none"), "○"),
        _bar(visit) if may and rows else None,
    ]
    turns = [
        (t(f"need.{word}"), link(visit, "needs", **asked.query(page=to)) + "#needs-list")
        for word, to in (("earlier", page + 1), ("later", page - 1))
        if 1 <= to <= pages
    ]
    return html.Section(
        [
            html.H2(t("need.list", n=len(needs))),
            deed_form("decide", body) if may else html.Div(body),
            pager(turns, t("need.pages"), t("need.page_of", n=page, of=pages)),
        ],
        className="panel",
        id="needs-list",
    )


def _row(
    visit: Visit,
    one: Need,
    topics: Mapping[str, Topic],
    voices: Mapping[str, int],
    numbers: Mapping[str, str],
    *,
    may: bool,
) -> Component:
    t, centre = visit.translate, visit.ports.centre
    together = voices.get(one.id, one.voices)
    facts = [
        topic_words(t, topics, one.topic),
        place_words(t, centre, one),
        day_words(t, centre.day_of(one.received_at)),
        t(f"need.channel.{one.channel}"),
        t("need.voices", n=together) if together > 1 else "",
        t("need.wanted", times=times_words(t, one.wanted)) if one.wanted else "",
        t("need.crowded", what=crowd_words(t, centre, one)) if one.crowded_space or one.crowded else "",
        t("need.repeats", number=numbers.get(one.of, one.of)) if one.of else "",
        t("need.because", reason=one.reason) if one.reason else "",
    ]
    words = html.Div(
        [
            html.P(one.text, className="need-text"),
            html.P(" · ".join(part for part in facts if part), className="hint"),
        ]
    )
    state = html.Span(status_words(t, one.status), className="need-state")
    number = html.Span(one.number, className="need-code")
    box = field_input(type="checkbox", name=f"{TICK}{one.id}", value=f"{one.revision}") if may else None
    inside = [box, words, html.Div([state, number], className="need-side")]
    return html.Li(
        html.Label(inside) if may else html.Div(inside, className="need-plain"),
        **marks(data_state=one.status.value),
    )


def _bar(visit: Visit) -> Component:
    t = visit.translate
    buttons = [
        html.Button(t(f"need.do.{name}"), type="submit", name="to", value=name, className=style)
        for name, style in ACTIONS.items()
    ]
    return html.Fieldset(
        [
            html.Legend(t("need.chosen")),
            html.Div(
                [
                    entry("reason", t("need.reason"), hint=t("need.reason_hint"), maxLength=200),
                    entry("head", t("need.head"), hint=t("need.head_hint"), maxLength=20),
                ],
                className="asked-row",
            ),
            html.Div(buttons, className="buttons"),
        ],
        className="need-bar",
    )
