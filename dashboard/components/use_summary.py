"""The period in a few figures, each beside what it was, and the hours by what was booked and what was used."""

from collections.abc import Callable, Mapping
from typing import Literal

from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import PICTURES, chart
from dashboard.components.marks import marks
from dashboard.components.use_heat import signed
from dashboard.components.use_words import NO_DATA, figure, hours, percent
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.use_measure import BOOKED, USE_MEASURES, UseMeasure
from models.utilisation import FLAGGED_BELOW, Utilisation

SHARES = (USE_MEASURES["utilisation"], BOOKED, USE_MEASURES["frequency"], USE_MEASURES["occupancy"])

AMOUNTS: Mapping[str, Callable[[Utilisation], float]] = {
    "person_hours": lambda use: use.person_hours,
    "entries": lambda use: float(use.entries),
}
"""`use.amount.<key>` names each."""

PARTS: Mapping[str, Callable[[Utilisation], float]] = {
    "booked_used": lambda use: use.booked_used_hours,
    "walkin": lambda use: use.walkin_hours,
    "ghost": lambda use: use.ghost_hours,
    "idle": lambda use: max(0.0, use.idle_hours),
}
"""What measured hours are made of; `use.part.<key>` names each."""


def cards(visit: Visit, use: Utilisation, other: Utilisation | None) -> Component:
    """One figure each, with its change where there is something to hold it against."""
    t = visit.translate
    shares = [_share(t, measure, use, other) for measure in SHARES]
    amounts = [
        _amount(t, key, amount(use), amount(other) if other else None) for key, amount in AMOUNTS.items()
    ]
    return html.Div([*shares, *amounts, _coverage(t, use, other)], className="cards", role="list")


def _card(
    title: str, value: str, change: str, *, note: str = "", state: Literal["", "flagged"] = ""
) -> Component:
    return html.Div(
        [
            html.Span(title, className="card-name"),
            html.B(value),
            html.Span(change, className="card-change") if change else None,
            html.Small(note, className="muted") if note else None,
        ],
        className="card",
        role="listitem",
        **marks(data_state=state),
    )


def _share(t: Translate, measure: UseMeasure, use: Utilisation, other: Utilisation | None) -> Component:
    now = measure.shown(use)
    then = measure.shown(other) if other else None
    change = ""
    if other:
        change = NO_DATA if now is None or then is None else t("use.points", n=signed(now - then, measure))
    note = t(f"use.explained.{measure.key}")
    return _card(t(f"use.measure.{measure.key}"), figure(t, now, "share"), change, note=note)


def _amount(t: Translate, key: str, now: float, then: float | None) -> Component:
    change = ""
    if then:
        change = t("use.by_share", n=f"{(now / then - 1) * 100:+.0f}".replace("-", "−"))
    return _card(t(f"use.amount.{key}"), f"{now:,.0f}", change, note=t(f"use.explained.{key}"))


def _coverage(t: Translate, use: Utilisation, other: Utilisation | None) -> Component:
    poor = (use.coverage or 0.0) < FLAGGED_BELOW
    then = t("use.then", value=percent(t, other.coverage)) if other else ""
    return _card(
        t("use.coverage"),
        percent(t, use.coverage),
        then,
        note=t("use.explained.coverage"),
        state="flagged" if poor else "",
    )


def parts_panel(visit: Visit, use: Utilisation, name: str) -> Component | None:
    """Measured hours: booked and used, walked in, booked and empty, idle; nothing where nothing was measured."""
    t = visit.translate
    if use.measured_hours <= 0:
        return None
    told = {key: part(use) for key, part in PARTS.items()}
    bar = [
        html.Span(
            style={"flexGrow": str(round(value, 3))},
            title=f"{t(f'use.part.{key}')}: {hours(t, value)}",
            **marks(data_part=key),
        )
        for key, value in told.items()
        if value > 0
    ]
    rows = [_part(t, key, value, use.measured_hours) for key, value in told.items()]
    title = t("use.parts_title", name=name, idle=percent(t, told["idle"] / use.measured_hours))
    table = html.Table([html.Caption(title, className="sr"), html.Tbody(rows)], className="parts")
    body = [html.Div(bar, className="part-bar", **marks(aria_hidden="true")), table]
    return chart(visit, "parts", title, t("use.parts"), body, takes=PICTURES)


def _part(t: Translate, key: str, value: float, whole: float) -> Component:
    sign = html.I(**marks(data_part=key, aria_hidden="true"))
    return html.Tr(
        [
            html.Th([sign, t(f"use.part.{key}")], scope="row"),
            html.Td(hours(t, value)),
            html.Td(percent(t, value / whole)),
        ]
    )
