"""The dead-letter box drawn: how many of which reason, the filter, the letters, their bytes."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, entry, pager
from dashboard.components.marks import marks
from dashboard.components.spoken import clock, word
from dashboard.link import link
from dashboard.page import Visit
from models.desk import DeadFilter, DeadLetter
from models.payload import dump, readable, visible
from models.services.letters import SPANS, Box

SHOWN = 1024
"""Bytes of a letter that the page shows; a longer one says how long it is."""


def reasons(visit: Visit, box: Box, asked: DeadFilter) -> Component:
    """A bar for each reason, the longest first; each is the way to its letters."""
    t = visit.translate
    most = max(box.page.by_reason.values(), default=1)
    rows = [
        html.Li(
            html.A(
                [
                    html.Span(word(t, "health.say.reason", reason), className="reason-name"),
                    html.Span(
                        html.Span(style={"inlineSize": f"{100 * count / most:.1f}%"}),
                        className="reason-bar",
                        **marks(aria_hidden="true"),
                    ),
                    html.B(f"{count:,}"),
                ],
                href=link(visit, reason="" if asked.reason == reason else reason),
                className="reason",
                **(marks(aria_current="true") if asked.reason == reason else {}),
            )
        )
        for reason, count in sorted(box.page.by_reason.items(), key=lambda item: -item[1])
        if count
    ]
    return html.Section(
        [
            html.Header(
                [
                    html.H2(t("letters.reasons")),
                    html.P(t("letters.kept", n=f"{box.kept:,}"), className="muted"),
                ],
                className="panel-head",
            ),
            html.Ul(rows, className="reasons") if rows else calm(t("letters.none"), "✓"),
        ],
        className="panel",
    )


def search(visit: Visit, asked: DeadFilter, span: str) -> Component:
    t = visit.translate
    spans = [("", t("letters.span.all")), *((key, t(f"letters.span.{key}")) for key in SPANS)]
    kept = html.Span(**marks(data_with="reason", data_value=asked.reason)) if asked.reason else None
    chosen = (
        html.P(
            [
                word(t, "dead", asked.reason),
                html.A(t("letters.all_reasons"), href=link(visit, topic=asked.topic, span=span)),
            ],
            className="chosen",
        )
        if asked.reason
        else None
    )
    form = html.Form(
        [
            entry("topic", t("letters.topic"), asked.topic),
            choice("span", t("letters.span"), spans, span),
            kept,
            html.Button(t("sensors.filter"), type="submit"),
        ],
        className="search",
        role="search",
        **marks(data_goes=""),
    )
    return html.Div([chosen, form])


def letters(visit: Visit, box: Box, *, may: bool) -> Component:
    rows = [_letter(visit, one, may=may) for one in box.page.letters]
    return html.Ol(rows, className="letters") if rows else calm(visit.translate("letters.none_found"), "✓")


def _letter(visit: Visit, one: DeadLetter, *, may: bool) -> Component:
    t, which = visit.translate, f"{one.shard}:{one.id}"
    at = clock(one.received_at, visit.ports.centre.zone_info, seconds=True)
    picker = html.Button(
        role="checkbox",
        type="button",
        className="picker",
        **marks(data_which=which, aria_checked="false", aria_label=t("letters.pick", at=at)),
    )
    head = html.Summary(
        [
            html.Span(at, className="letter-at"),
            html.Span(word(t, "health.say.reason", one.reason), className="letter-reason"),
            html.Span(visible(one.topic), className="topic"),
        ]
    )
    return html.Li(
        [
            picker if may else None,
            html.Details([head, _inside(visit, one, which, may=may)], className="letter"),
        ],
        className="letter-row",
    )


def _inside(visit: Visit, one: DeadLetter, which: str, *, may: bool) -> Component:
    t, size = visit.translate, len(one.payload)
    rows = "\n".join(f"{row.offset:04x}  {row.hex:<47}  {row.text}" for row in dump(one.payload, SHOWN))
    cut = html.P(t("letters.cut", n=SHOWN, of=size), className="muted") if size > SHOWN else None
    deeds = [
        html.Button(t("letters.replay_one"), type="button", **marks(data_deed_on="replay", data_one=which)),
        html.Button(
            t("letters.drop_one"),
            type="button",
            className="danger",
            **marks(data_deed_on="drop", data_one=which),
        ),
    ]
    return html.Div(
        [
            html.P(word(t, "dead", one.reason), className="plain-words"),
            html.P(visible(one.text), className="exact", lang="en"),
            html.H3(t("letters.as_text")),
            html.Pre(readable(one.payload, SHOWN), className="bytes", tabIndex="0"),
            html.H3(t("letters.as_bytes", n=size)),
            html.Pre(rows, className="bytes", tabIndex="0"),
            cut,
            html.Div(
                [
                    *(deeds if may else ()),
                    html.A(t("letters.try"), href=link(visit, "profiles", letter=which), className="turn"),
                ],
                className="buttons",
            ),
        ],
        className="letter-inside",
    )


def deeds(visit: Visit, box: Box) -> Component | None:
    """What can be done with the chosen letters and with all that match."""
    t, total = visit.translate, box.page.total
    if not total:
        return None
    return html.Div(
        [
            html.Button(
                t("letters.pick_all"),
                type="button",
                role="checkbox",
                className="pick-all",
                **marks(data_pick_all="", aria_checked="false"),
            ),
            html.Button(
                t("letters.replay_picked"), type="button", **marks(data_deed_on="replay", data_picked="")
            ),
            html.Button(
                t("letters.drop_picked"),
                type="button",
                className="danger",
                **marks(data_deed_on="drop", data_picked=""),
            ),
            html.Span(className="spring"),
            html.Button(
                t("letters.replay_all", n=f"{total:,}"),
                type="button",
                **marks(data_deed_on="replay", data_all=""),
            ),
            html.Button(
                t("letters.drop_all", n=f"{total:,}"),
                type="button",
                className="danger",
                **marks(data_deed_on="drop", data_all=""),
            ),
        ],
        className="letter-deeds",
    )


def turns(visit: Visit, box: Box, asked: DeadFilter, span: str) -> Component | None:
    t = visit.translate
    kept = {"reason": asked.reason, "topic": asked.topic, "span": span}
    steps: Sequence[tuple[str, int]] = (
        (t("sensors.before"), box.number - 1),
        (t("sensors.after"), box.number + 1),
    )
    links = [(words, link(visit, page=n, **kept)) for words, n in steps if 1 <= n <= box.pages]
    return pager(links, t("letters.pages"), t("sensors.page", n=box.number, of=box.pages))
