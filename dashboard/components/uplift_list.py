"""What events brought: the footfall of their day beside that of comparable days."""

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.frame import frame
from dashboard.components.rank_bars import Bar, rank_bars
from dashboard.components.use_words import dated, figure_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.payload import visible
from models.services.market import FOOTFALL, Uplift


def uplift_panel(visit: Visit, found: Sequence[Uplift]) -> Component:
    t = visit.translate
    title = t("market.events")
    if not found:
        return frame(visit, "events", title, "", [calm(t("market.events.none"), "★")], takes=())
    top = max((value for one in found for value in (one.footfall, one.usual) if value), default=1.0)
    bars = [
        Bar(
            name=f"{visible(one.remark.text)} · {dated(t, one.day)}",
            share=_share(one.footfall, top),
            beside=_share(one.usual, top),
            text=figure_words(t, one.footfall, FOOTFALL.unit),
            note=_note(t, one),
        )
        for one in found
    ]
    heads = (t("market.event"), t("metric.footfall"))
    drawing = rank_bars(t, bars, heads, t(f"metric.unit.{FOOTFALL.unit}"))
    return chart(visit, "events", title, t("market.events.under"), drawing)


def _share(value: float | None, top: float) -> float | None:
    return None if value is None else value / top


def _note(t: Translate, one: Uplift) -> str:
    if not one.others:
        return t("market.events.alone")
    low, high = (figure_words(t, value, FOOTFALL.unit) for value in (min(one.others), max(one.others)))
    usual = figure_words(t, one.usual, FOOTFALL.unit)
    return t("market.events.usual", n=len(one.others), usual=usual, low=low, high=high)


def uplift_rows(t: Translate, found: Sequence[Uplift]) -> list[list[Cell]]:
    """The same for a CSV file."""
    head: list[Cell] = [
        t("use.sheet.day"),
        t("market.event"),
        t("metric.footfall"),
        t("market.usual"),
        t("market.n"),
    ]
    rows: list[list[Cell]] = [
        [one.day.isoformat(), one.remark.text, one.footfall, one.usual, len(one.others)] for one in found
    ]
    return [head, *rows]
