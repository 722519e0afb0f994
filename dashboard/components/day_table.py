"""A day's curve as a table by half hours: the same facts for those who read rather than look."""

from datetime import tzinfo

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.components.drawing import Figures, figures_table
from dashboard.i18n import Translate
from models.calendar import SLOT
from models.live import band
from models.services.day_curve import DayCurve

_COLUMNS = ("time", "people", "usual", "state")


def day_figures(curve: DayCurve, translate: Translate, zone: tzinfo, *, counts: bool = True) -> Figures:
    """One row for each quarter hour of which something is known. Without `counts` only bands are told."""
    columns = _COLUMNS if counts else ("time", "state")
    known = ~(np.isnan(curve.people) & np.isnan(curve.usual.median))
    rows = [_row(curve, int(slot), translate, zone, columns) for slot in np.flatnonzero(known)]
    return Figures([translate(f"live.table.{column}") for column in columns], rows)


def day_table(curve: DayCurve, translate: Translate, zone: tzinfo, *, counts: bool) -> Component:
    """The same, or a sentence where nothing is known yet."""
    figures = day_figures(curve, translate, zone, counts=counts)
    if not figures.rows:
        return html.P(translate("live.table.empty"))
    return figures_table(figures, translate("live.curve" if counts else "live.curve.bands"))


def _row(
    curve: DayCurve, slot: int, translate: Translate, zone: tzinfo, columns: tuple[str, ...]
) -> tuple[str, ...]:
    people = float(curve.people[slot])
    state = band(None if np.isnan(people) else people, curve.capacity)
    cells = {
        "people": _number(people, translate),
        "usual": _number(float(curve.usual.median[slot]), translate),
        "state": translate(f"say.status.{state}"),
    }
    at = (curve.start + slot * SLOT).astimezone(zone).strftime("%H:%M")
    return (at, *(cells[column] for column in columns[1:]))


def _number(people: float, translate: Translate) -> str:
    return translate("live.table.no_data") if np.isnan(people) else f"{people:.0f}"
