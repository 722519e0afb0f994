"""What a report of one's own tells: a form whose fields are the address."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice
from dashboard.components.field import field, tick
from dashboard.components.marks import marks
from dashboard.page import Visit
from dashboard.report.own_asked import query
from models.account import Permission
from models.metric import AREAS
from models.metric.metric import Area
from models.report.own.choice import (
    MOST_DAYS,
    MOST_METRICS,
    MOST_SPACES,
    Grouping,
    OwnChoice,
    is_money,
)
from models.report.own.saved import OwnReport
from models.report.own.span import FIXED, SPANS

EMPTY = OwnChoice(metrics=())


def own_form(visit: Visit, asked: OwnChoice | None, report: OwnReport | None) -> Component:
    """Figures by their area, folded where none of it is chosen; a report that is open stays open."""
    t, shown = visit.translate, asked or EMPTY
    areas = [one for area in AREAS if (one := _area(visit, area, shown)) is not None]
    spaces = [
        tick("spaces", t.name(one.name), on=key in shown.spaces, value=key)
        for key, one in visit.ports.centre.spaces.items()
    ]
    carried = (
        [html.Span(hidden="hidden", **marks(data_with="report", data_value=report.id))] if report else []
    )
    limits = t("own.limits", metrics=MOST_METRICS, spaces=MOST_SPACES, days=MOST_DAYS)
    form = html.Form(
        [
            *carried,
            html.Fieldset(
                [html.Legend(t("own.metrics", most=MOST_METRICS)), *areas], className="own-metrics"
            ),
            html.Details(
                [html.Summary(t("own.spaces")), html.Div(spaces, className="own-ticks")],
                className="fold",
                open=bool(shown.spaces),
            ),
            html.Div(_rows_and_days(visit, shown), className="own-line"),
            html.P([t("own.by.hint"), " ", limits], className="hint"),
            html.P(html.Button(t("own.show"), type="submit", className="primary"), className="buttons"),
        ],
        className="own-form",
        **marks(data_goes="#preview", data_lists="", aria_label=t("own.choose")),
    )
    return html.Section([html.H2(t("own.choose")), form], className="panel", id="choose")


def _area(visit: Visit, area: Area, shown: OwnChoice) -> Component | None:
    """None where the person may see none of its figures."""
    t, money = visit.translate, visit.may(Permission.MONEY_READ)
    ticks = [
        html.Div(
            tick("metrics", t(f"metric.{one.key}"), on=one.key in shown.metrics, value=one.key),
            title=t(f"metric.{one.key}.means"),
        )
        for one in AREAS[area]
        if money or not is_money(one)
    ]
    if not ticks:
        return None
    chosen = sum(one.key in shown.metrics for one in AREAS[area])
    name = t(f"metric.area.{area}")
    words = t("own.metrics.chosen", area=name, n=chosen) if chosen else name
    is_open = chosen > 0 or (not shown.metrics and area is next(iter(AREAS)))
    return html.Details(
        [html.Summary(words), html.Div(ticks, className="own-ticks")], className="fold", open=is_open
    )


def _rows_and_days(visit: Visit, shown: OwnChoice) -> Sequence[Component]:
    t, dates = visit.translate, query(shown)
    spans = [(key, t(f"own.span.{key}")) for key in (*SPANS, FIXED)]
    return [
        choice("by", t("own.by"), [(one.value, t(f"own.by.{one}")) for one in Grouping], shown.by),
        choice("span", t("own.span"), spans, shown.span),
        html.Div(
            [
                field("first", t("own.first"), "date", dates.get("first", "")),
                field("last", t("own.last"), "date", dates.get("last", "")),
            ],
            className="own-days",
        ),
    ]
