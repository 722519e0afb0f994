"""How well needs and helpers find each other, whom the pool lacks, and who is loaded how much."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button
from dashboard.components.match_words import bar, bars_words, load_share, load_words, topic_words
from dashboard.components.use_words import NO_DATA, percent
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.needs.matching.ask import Helper
from models.needs.matching.measure import Lack, MatchFigures, Share
from models.services.match_board import Board


def figure_cards(visit: Visit, found: MatchFigures) -> Component:
    t = visit.translate
    days = t("match.days_n", n=f"{found.days:.1f}") if found.days is not None else NO_DATA
    cards = [
        _card(t("match.figure.matched"), _share(t, found.matched), _of(visit, found.matched)),
        _card(t("match.figure.days"), days, t("match.figure.days_how")),
        _card(t("match.figure.done"), _share(t, found.done), _of(visit, found.done)),
    ]
    return html.Div(cards, className="cards", role="list")


def _card(name: str, value: str, how: str) -> Component:
    parts = [html.Span(name, className="card-name"), html.B(value), html.Small(how, className="muted")]
    return html.Div(parts, className="card", role="listitem")


def _share(t: Translate, share: Share) -> str:
    return NO_DATA if share.value is None else percent(t, share.value)


def _of(visit: Visit, share: Share) -> str:
    return visit.translate("match.n_of", n=share.n, of=share.of)


def lack_list(visit: Visit, known: Board, lacks: Sequence[Lack]) -> Component:
    """The recruiting list."""
    t = visit.translate
    rows = [
        html.Li(
            [
                html.Span(
                    t("match.lack", topic=_topic(visit, known, one), thing=t(f"match.thing.{one.thing}")),
                    className="offering-name",
                ),
                html.Span(_lack_facts(visit, one), className="hint"),
            ]
        )
        for one in lacks
    ]
    take = deed_button("sheet", t("match.recruiting_csv"), "") if rows else None
    return html.Section(
        [
            html.H2(t("match.recruiting")),
            html.Ul(rows, className="why-not") if rows else calm(t("match.no_lack")),
            take,
        ],
        className="panel offering",
    )


def _topic(visit: Visit, known: Board, one: Lack) -> str:
    return topic_words(visit.translate, known.topics.get(one.topic), one.topic)


def _lack_facts(visit: Visit, one: Lack) -> str:
    t = visit.translate
    facts = [t("match.lack_n", needs=one.needs, voices=one.voices)]
    facts += [t("match.lack_bars", bars=bars_words(t, sorted(one.bars)))] if one.bars else []
    return " · ".join(facts)


def lack_rows(visit: Visit, known: Board, lacks: Sequence[Lack]) -> list[list[Cell]]:
    """The same for a file."""
    t = visit.translate
    head: list[Cell] = [t(f"match.sheet.{key}") for key in ("topic", "thing", "needs", "voices", "why")]
    rows: list[list[Cell]] = [
        [
            _topic(visit, known, one),
            t(f"match.thing.{one.thing}"),
            one.needs,
            one.voices,
            bars_words(t, sorted(one.bars)),
        ]
        for one in lacks
    ]
    return [head, *rows]


def load_list(visit: Visit, crowd: Sequence[Helper]) -> Component:
    """Everybody's month, the fullest first."""
    t = visit.translate
    rows = [
        html.Li(
            [
                html.Span(t.name(one.provider.name), className="part-name"),
                bar(load_share(one)),
                html.Span(load_words(t, one), className="part-value"),
            ]
        )
        for one in crowd
    ]
    return html.Section(
        [
            html.H2(t("match.loads")),
            html.Ul(rows, className="match-parts loads") if rows else calm(t("match.empty_pool")),
        ],
        className="panel",
    )
