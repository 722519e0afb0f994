"""Which space is fullest, and which hours are the fullest and the emptiest."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.rank_bars import Bar, bar_list, rank_bars
from dashboard.components.use_heat import Heats
from dashboard.components.use_words import figure_words, hour_words, percent
from dashboard.link import link
from models.centre import SpaceId
from models.heatmap import Spot, ranked
from models.use_figures import BOOKED, coverage, is_flagged, known
from models.utilisation import Utilisation

FEW = 5


def ranking(heats: Heats) -> list[tuple[SpaceId, Utilisation, float | None]]:
    """The spaces with their figure, the highest first; those without one at the end."""
    measure = heats.asked.measure
    rows = [(space, use, known(measure, use)) for space, use in heats.use.spaces.items()]
    return sorted(rows, key=lambda row: (row[2] is None, -(row[2] or 0.0)))


def spaces_panel(heats: Heats) -> Component:
    """Every space by the chosen figure; beside it what was booked, or what it was in the other period."""
    visit, asked, other = heats.visit, heats.asked, heats.other
    t, rows = visit.translate, ranking(heats)
    beside = {
        key: known(asked.measure, other.spaces[key]) if other else known(BOOKED, use) for key, use, _ in rows
    }
    seen = [value for _, _, value in rows] + [*beside.values()]
    longest = max((value for value in seen if value), default=1.0)
    bars = [_space(heats, row, beside[row[0]], longest) for row in rows]
    key = "use.rank.none" if rows[0][2] is None else "use.rank.title"
    first = t.name(visit.ports.centre.spaces[rows[0][0]].name)
    title = t(
        key,
        name=first,
        measure=t(f"metric.{asked.measure.key}"),
        value=figure_words(t, rows[0][2], asked.measure.unit),
    )
    under = t("use.rank.then" if other else "use.rank.booked", measure=t(f"metric.{asked.measure.key}"))
    heads = (t("use.filter.space"), t(f"metric.{asked.measure.key}"))
    drawing = rank_bars(t, bars, heads, t(f"metric.unit.{asked.measure.unit}"))
    return chart(visit, "rank", title, under, drawing)


def _space(
    heats: Heats, row: tuple[SpaceId, Utilisation, float | None], beside: float | None, longest: float
) -> Bar:
    visit, (key, use, value) = heats.visit, row
    t = visit.translate
    asked = {**heats.asked.at_large().query(), "space": key}
    poor = is_flagged(heats.asked.measure, use)
    notes = [
        t(
            "use.rank.beside_then" if heats.other else "use.rank.beside_booked",
            value=figure_words(t, beside, heats.asked.measure.unit),
        ),
        t("use.covered", value=percent(t, coverage(use))) if poor else "",
    ]
    return Bar(
        name=t.name(visit.ports.centre.spaces[key].name),
        share=None if value is None else value / longest,
        text=figure_words(t, value, heats.asked.measure.unit),
        beside=None if beside is None else beside / longest,
        note=" · ".join(note for note in notes if note),
        href=link(visit, "use", **asked),
    )


def hours_panel(heats: Heats) -> Component | None:
    """The fullest and the emptiest hours; nothing where too little is known."""
    t = heats.visit.translate
    spots = ranked(heats.use.heat.spots(), heats.asked.measure)
    if len(spots) < 2:
        return None
    few = min(FEW, len(spots) // 2)
    title = t("use.hours.title", full=hour_words(t, spots[0]), empty=hour_words(t, spots[-1]))
    lists = {"full": _hours(heats, spots[:few], spots), "empty": _hours(heats, spots[::-1][:few], spots)}
    return chart(heats.visit, "hours", title, t("use.hours"), _ends(heats, lists))


def _ends(heats: Heats, lists: Mapping[str, Sequence[Bar]]) -> Drawing:
    """Both ends of the ranking beside each other; as one table below each other."""
    t, measure = heats.visit.translate, heats.asked.measure
    halves = [html.Div([html.H3(t(f"use.hours.{end}")), bar_list(bars)]) for end, bars in lists.items()]
    rows = [(bar.name, bar.text, t(f"use.hours.{end}")) for end, bars in lists.items() for bar in bars]
    return Drawing(
        picture=html.Div(halves, className="two"),
        unit=t(f"metric.unit.{measure.unit}"),
        figures=Figures((t("use.sheet.hour"), t(f"metric.{measure.key}"), t("use.chart.note")), rows),
    )


def _hours(heats: Heats, spots: Sequence[Spot], every: Sequence[Spot]) -> list[Bar]:
    t, measure = heats.visit.translate, heats.asked.measure
    top = known(measure, every[0].use) or 1.0
    values = [(spot, known(measure, spot.use) or 0.0) for spot in spots]
    return [
        Bar(name=hour_words(t, spot), share=value / top, text=figure_words(t, value, measure.unit))
        for spot, value in values
    ]
