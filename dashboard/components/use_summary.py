"""The period in a few figures, each beside what it was, and the hours by what was booked and what was used."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing
from dashboard.components.marks import marks
from dashboard.components.use_heat import signed
from dashboard.components.use_words import NO_DATA, figure_words, percent, short
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits
from models.metric import METRICS
from models.metric.change import alike, change
from models.metric.metric import MONEY, Metric, Unit
from models.metric.shown import Shown, Standing
from models.report.sheet import Absent
from models.use_figures import COVERAGE, figure, known
from models.utilisation import Utilisation

CARDS: tuple[Metric, ...] = tuple(
    METRICS[key]
    for key in ("utilisation", "utilisation_booked", "frequency", "occupancy_rate", "person_hours", "entries")
)
PARTS: tuple[Metric, ...] = tuple(
    METRICS[key] for key in ("booked_used_hours", "walkin_hours", "ghost_hours", "idle_hours")
)
"""What measured hours are made of."""


def cards(visit: Visit, use: Utilisation, other: Utilisation | None, *, counted: bool) -> Component:
    """One figure each, with its change where there is something to hold it against."""
    t = visit.translate
    rows = [
        figure_card(
            t,
            figure(metric, use, counted=counted),
            figure(metric, other, counted=counted) if other else None,
            alike=other is not None and alike(use, other),
        )
        for metric in (*CARDS, COVERAGE)
    ]
    return html.Div(rows, className="cards", role="list")


def figure_card(t: Translate, now: Shown, then: Shown | None, *, alike: bool = True) -> Component:
    """A figure, its change against `then`, and how it comes about. alike: whether sums of the two may be compared."""
    key = now.metric.key
    return html.Div(
        [
            html.Span(t(f"metric.{key}"), className="card-name"),
            html.B(_number(t, now)),
            html.Span(change_words(t, now, then, alike=alike), className="card-change") if then else None,
            html.Small(t(f"metric.{key}.formula"), className="muted"),
        ],
        className="card",
        role="listitem",
        title=t(f"metric.{key}.means"),
        **marks(data_state="flagged" if now.standing is Standing.FLAGGED else ""),
    )


def _number(t: Translate, now: Shown) -> list[Component | str]:
    """The number, and its unit in smaller letters."""
    if now.value is None:
        return [NO_DATA]
    return [short(now.value, now.metric.unit), html.Span(t(f"metric.unit.{now.metric.unit}"))]


def change_words(t: Translate, now: Shown, then: Shown, *, alike: bool = True) -> str:
    """Shares by points, sums by how much of what they were; amounts below 0 by the amount."""
    if now.value is None or then.value is None:
        return NO_DATA
    if now.metric.unit is Unit.SHARE:
        return t("use.points", n=signed(now.value - then.value, now.metric))
    if not alike:
        return t("use.not_alike")
    if now.metric.unit in MONEY and min(now.value, then.value) < 0:
        yuan = digits(round(now.value - then.value))
        return t("use.by_yuan", n=yuan if yuan.startswith("−") else f"+{yuan}")
    share = change(now.metric.unit, now.value, then.value)
    if share is None:
        return t(f"report.absent.{Absent.NOTHING_BEFORE}")
    return t("use.by_share", n=f"{share * 100:+.0f}".replace("-", "−"))


def parts_panel(visit: Visit, use: Utilisation, name: str) -> Component | None:
    """Measured hours: booked and used, walked in, booked and empty, idle; nothing where nothing was measured."""
    t = visit.translate
    told = {metric: max(0.0, known(metric, use) or 0.0) for metric in PARTS}
    whole = sum(told.values())
    if whole <= 0:
        return None
    bar = [
        html.Span(
            style={"flexGrow": str(round(value, 3))},
            title=f"{t(f'metric.{metric.key}')}: {figure_words(t, value, metric.unit)}",
            **marks(data_part=metric.key),
        )
        for metric, value in told.items()
        if value > 0
    ]
    rows = [_part(t, metric, value, whole) for metric, value in told.items()]
    title = t("use.parts_title", name=name, idle=percent(t, told[PARTS[-1]] / whole))
    names = (t("use.parts.kind"), t("metric.unit.hours"), t("metric.unit.share"))
    heads = html.Thead(html.Tr([html.Th(name, scope="col") for name in names]), className="sr")
    table = html.Table([html.Caption(title, className="sr"), heads, html.Tbody(rows)], className="parts")
    body = html.Div([html.Div(bar, className="part-bar", **marks(aria_hidden="true")), table])
    drawing = Drawing(picture=body, unit=t("metric.unit.hours"), figures=None)
    return chart(visit, "parts", title, t("use.parts"), drawing)


def _part(t: Translate, metric: Metric, value: float, whole: float) -> Component:
    sign = html.I(**marks(data_part=metric.key, aria_hidden="true"))
    return html.Tr(
        [
            html.Th([sign, t(f"metric.{metric.key}")], scope="row"),
            html.Td(figure_words(t, value, metric.unit)),
            html.Td(percent(t, value / whole)),
        ]
    )
