"""Typing a need in at the desk, choosing among needs, and the centre's topics."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice, deed_button, deed_form, entry, paper
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.need_words import status_words
from dashboard.need_question import Question
from dashboard.page import Visit
from models.needs.heat import Outcome
from models.needs.need import LONGEST_TEXT, Channel, NeedStatus, Topic

TYPED = (Channel.DESK, Channel.GRID, Channel.MEETING)
"""How somebody with an account hears of a need."""


def outcome_tiles(visit: Visit, told: Outcome) -> Component:
    """Five figures of what is chosen."""
    t = visit.translate
    closed = "—" if told.closed is None else f"{told.closed:.0%}"
    figures = (
        ("needs", f"{told.needs}"),
        ("voices", f"{told.voices}"),
        ("repeats", f"{told.repeats}"),
        ("waiting", f"{told.waiting}"),
        ("closed", closed),
    )
    return html.Ul(
        [html.Li([html.Span(t(f"need.tile.{name}")), html.B(value)]) for name, value in figures],
        className="need-figures",
    )


def need_filter(
    visit: Visit, asked: Question, topics: Mapping[str, Topic], months: Sequence[str]
) -> Component:
    """Its fields are the address."""
    t, cells = visit.translate, visit.ports.centre.grids
    anything = ("", t("need.any"))
    fields = [
        entry("text", t("need.filter.text"), asked.text, maxLength=40),
        choice(
            "status",
            t("need.column.status"),
            [anything, *((one.value, status_words(t, one)) for one in NeedStatus)],
            asked.status,
        ),
        choice(
            "topic",
            t("need.column.topic"),
            [anything, *((key, t.name(one.name)) for key, one in topics.items())],
            asked.topic,
        ),
        choice(
            "grid",
            t("need.column.place"),
            [anything, *((code, t.name(one.name)) for code, one in cells.items())],
            asked.grid,
        ),
        choice(
            "channel",
            t("need.column.channel"),
            [anything, *((one.value, t(f"need.channel.{one}")) for one in Channel)],
            asked.channel,
        ),
        choice("month", t("need.filter.month"), [anything, *((one, one) for one in months)], asked.month),
        html.Button(t("use.filter.show"), type="submit", className="primary"),
    ]
    return html.Form(
        fields,
        className="search use-filter",
        role="search",
        **marks(data_goes="", data_at_once="", aria_label=t("need.filter")),
    )


def need_entry(visit: Visit, topics: Mapping[str, Topic]) -> Component:
    """For who hears a need at the desk, in a courtyard or in a meeting."""
    t, cells = visit.translate, visit.ports.centre.grids
    places = [("", t("need_form.no_place"))]
    for code, cell in cells.items():
        places.append((code, t.name(cell.name)))
        places += [
            (f"{code}/{one}", f"{t.name(cell.name)} · {t.name(name)}")
            for one, name in cell.courtyards.items()
        ]
    kept = [(key, t.name(one.name)) for key, one in topics.items() if not one.retired]
    form = deed_form(
        "enter",
        [
            choice("topic", t("need.column.topic"), kept),
            paper("text", t("need.column.text"), rows=3, longest=LONGEST_TEXT),
            html.Div(
                [
                    choice("place", t("need.column.place"), places),
                    choice(
                        "channel",
                        t("need.column.channel"),
                        [(one.value, t(f"need.channel.{one}")) for one in TYPED],
                    ),
                    field("voices", t("need.column.voices"), "number", 1, min="1"),
                ],
                className="asked-row",
            ),
            html.Button(t("need.do.enter"), type="submit", className="primary"),
        ],
    )
    return html.Details([html.Summary(t("need.enter")), form], className="panel need-entry", id="needs-enter")


def topic_panel(visit: Visit, topics: Mapping[str, Topic]) -> Component:
    """The centre's own topics beside the usual ones; what is not used is retired, never removed."""
    t = visit.translate
    rows = [
        html.Li(
            [
                html.Span(t.name(topic.name), className="retired" if topic.retired else None),
                deed_button(
                    "retire",
                    t("need.topic.back" if topic.retired else "need.topic.retire"),
                    "quiet",
                    topic=key,
                    to="" if topic.retired else "yes",
                ),
            ]
        )
        for key, topic in topics.items()
    ]
    form = deed_form(
        "topic",
        [
            html.Div(
                [
                    entry("key", t("need.topic.key"), hint=t("need.topic.key_hint"), maxLength=32),
                    entry("name_zh", t("need.topic.name_zh"), maxLength=40),
                    entry("name_en", t("need.topic.name_en"), maxLength=40),
                ],
                className="asked-row",
            ),
            html.Button(t("need.topic.add"), type="submit"),
        ],
    )
    return html.Details(
        [html.Summary(t("need.topics")), html.Ul(rows, className="need-topics"), form],
        className="panel need-entry",
        id="needs-topics",
    )
