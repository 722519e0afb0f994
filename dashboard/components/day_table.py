"""A day's curve as a table by half hours: the same facts for those who read rather than look."""

from datetime import tzinfo

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from models.calendar import SLOT
from models.live import band
from models.services.day_curve import DayCurve

_COLUMNS = ("time", "people", "usual", "state")


def day_table(curve: DayCurve, translate: Translate, zone: tzinfo, *, counts: bool) -> Component:
    """One row for each quarter hour of which something is known. Without `counts` only bands are told."""
    columns = _COLUMNS if counts else ("time", "state")
    head = html.Tr([html.Th(translate(f"live.table.{column}"), scope="col") for column in columns])
    known = ~(np.isnan(curve.people) & np.isnan(curve.usual.median))
    rows = [_row(curve, int(slot), translate, zone, columns) for slot in np.flatnonzero(known)]
    if not rows:
        return html.P(translate("live.table.empty"))
    return html.Table([html.Thead(head), html.Tbody(rows)], className="table")


def _row(
    curve: DayCurve, slot: int, translate: Translate, zone: tzinfo, columns: tuple[str, ...]
) -> Component:
    people = float(curve.people[slot])
    state = band(None if np.isnan(people) else people, curve.capacity)
    cells = {
        "people": _number(people, translate),
        "usual": _number(float(curve.usual.median[slot]), translate),
        "state": translate(f"say.status.{state}"),
    }
    at = (curve.start + slot * SLOT).astimezone(zone).strftime("%H:%M")
    return html.Tr([html.Th(at, scope="row"), *(html.Td(cells[column]) for column in columns[1:])])


def _number(people: float, translate: Translate) -> str:
    return translate("live.table.no_data") if np.isnan(people) else f"{people:.0f}"
