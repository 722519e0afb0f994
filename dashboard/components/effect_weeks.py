"""The weeks before and after a change as a picture and as rows: what came, and what would have come without it."""

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.effect_words import amount_words, place_words, title_words
from dashboard.components.frame import PICTURE
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, day_words
from dashboard.figures.before_after import before_after
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.metric.ratio import Numbers
from models.services.effects import Tried


def effect_weeks(visit: Visit, one: Tried) -> Component:
    t = visit.translate
    drawing = Drawing(
        picture=_picture(t, one), unit=t(f"effect.a_week.{one.trial.metric}"), figures=_figures(t, one)
    )
    part = f"weeks-{one.change.id}"
    title = t(
        "effect.weeks_title",
        name=f"{title_words(visit, one)} · {place_words(visit, one)}",
        day=day_words(t, one.trial.starts, year=True),
    )
    return chart(visit, part, title, "", drawing, takes=PICTURE, inner=True)


def _figures(t: Translate, one: Tried) -> Figures:
    """A row for each complete week; what would have come has its columns only where it is known."""
    usual = one.usual
    lines = {"came": one.panel.target}
    if usual is not None:
        lines |= {"usual": usual.mean, "low": usual.low, "high": usual.high}
    rows = [
        (day_words(t, monday, year=True), *(_number(line, week) for line in lines.values()))
        for week, monday in enumerate(one.panel.mondays)
    ]
    return Figures((t("effect.week_of"), *(t(f"effect.column.{name}") for name in lines)), rows)


def _number(line: Numbers, week: int) -> str:
    return f"{line[week]:,.0f}" if np.isfinite(line[week]) else NO_DATA


def _picture(t: Translate, one: Tried) -> Component:
    mondays = one.panel.mondays
    start = next((n for n, monday in enumerate(mondays) if monday >= one.trial.starts), len(mondays))
    drawn = before_after(one.panel.target, one.usual, start)
    layers = [
        html.Span(className=f"effect-{name}", style={"maskImage": url, "WebkitMaskImage": url})
        for name, url in (("band", drawn.band), ("usual", drawn.usual), ("came", drawn.came))
        if url
    ]
    at = f"{drawn.start:.1%}"
    line = html.Span(className="effect-start", style={"insetInlineStart": at})
    most = html.Span(amount_words(t, one.trial.metric, drawn.most))
    begun = html.Span(t("effect.began"), style={"marginInlineStart": f"min({at}, calc(100% - 4em))"})
    edges = [
        html.Span(day_words(t, mondays[0], year=True)),
        html.Span(day_words(t, mondays[-1], year=True)),
    ]
    return html.Figure(
        [
            html.Div([most, begun], className="effect-marks"),
            html.Div([*layers, line], className="effect-picture", **marks(aria_hidden="true")),
            html.Div(edges, className="effect-days"),
            _legend(t, compared=one.usual is not None),
        ]
    )


def _legend(t: Translate, *, compared: bool) -> Component:
    keys = ("came", "usual", "band") if compared else ("came",)
    return html.Figcaption(
        [html.Span([html.I(className=f"key-{key}"), t(f"effect.key.{key}")]) for key in keys],
        className="legend",
    )
