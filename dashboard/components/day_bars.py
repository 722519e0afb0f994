"""One figure by the day, or by the month where the days are many, as bars."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from dash import html

from dashboard.components.drawing import Drawing
from dashboard.components.figure_table import FigureRow
from dashboard.components.marks import marks
from dashboard.components.rank_bars import Bar, rank_bars
from dashboard.components.use_words import dated, figure_words, month_words
from dashboard.i18n import Translate
from models.metric.metric import Metric
from models.metric.shown import shown
from models.metric.sums import Sums

MOST_DAYS = 62
"""More days than this are told by the month."""


def spans(
    t: Translate, days: Mapping[date, Sums], href: Callable[[date], str] | None = None
) -> list[FigureRow]:
    """Days, or months where there are many, with what they add up to. href: where more of a day is."""
    if len(days) <= MOST_DAYS:
        return [
            FigureRow(name=dated(t, day), sums=sums, href=href(day) if href else "")
            for day, sums in days.items()
        ]
    months: dict[date, list[Sums]] = {}
    for day, sums in days.items():
        months.setdefault(day.replace(day=1), []).append(sums)
    return [
        FigureRow(
            name=month_words(t, month),
            sums=Sums.summed(parts),
        )
        for month, parts in months.items()
    ]


def span_bars(
    t: Translate, first: str, rows: list[FigureRow], metric: Metric, beside: Metric | None = None
) -> Drawing:
    """first: what the rows are, as the head of a column. beside: another figure, in words."""
    told = [(row, shown(metric, row.sums).value) for row in rows]
    top = max((value for _, value in told if value), default=1.0)
    bars = [
        Bar(
            name=row.name,
            share=None if value is None else value / top,
            text=figure_words(t, value, metric.unit),
            note=_beside(t, beside, row.sums) if beside else "",
            href=row.href,
        )
        for row, value in told
    ]
    return rank_bars(t, bars, (first, t(f"metric.{metric.key}")), t(f"metric.unit.{metric.unit}"))


def _beside(t: Translate, metric: Metric, sums: Sums) -> str:
    return f"{t(f'metric.{metric.key}')} {figure_words(t, shown(metric, sums).value, metric.unit)}"


def tall(t: Translate, title: str, drawing: Drawing) -> Drawing:
    """Of many bars only some are seen at once; the others are scrolled to."""
    label = marks(aria_label=t("canteen.rows_of", title=title))
    return replace(
        drawing, picture=html.Div(drawing.picture, className="tall", tabIndex=0, role="region", **label)
    )
