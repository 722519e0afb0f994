"""The parts of a space that a session takes: ticks for the space that is chosen, none where it is held as a whole."""

from collections.abc import Collection

from dash import html
from dash.development.base_component import Component

from dashboard.answer import Fields
from dashboard.components.field import field_input, tick
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.centre import Space

ASKED = "units"
"""The field by which an answer shows that its form asked for parts: one that did not says nothing about them."""


def unit_choice(visit: Visit, space: str, chosen: Collection[str] = ()) -> Component:
    """assets/60-units.js shows the parts of another space when it is chosen."""
    parted = [one for one in visit.ports.centre.spaces.values() if one.units]
    kept = field_input(type="hidden", name=ASKED, value="asked")
    return html.Div([kept, *(_of_space(visit, one, space, chosen) for one in parted)])


def _of_space(visit: Visit, one: Space, space: str, chosen: Collection[str]) -> Component:
    t, here = visit.translate, one.id == space
    ticks = [
        tick(f"unit.{one.id}.{unit}", t.name(name), on=here and unit in chosen)
        for unit, name in one.units.items()
    ]
    words = html.P(t("timetable.units_hint"), className="hint")
    return html.Fieldset(
        [html.Legend(t("timetable.units")), html.Div(ticks, className="weekdays"), words],
        className="one-of",
        hidden=None if here else "hidden",
        **marks(data_units_of=one.id),
    )


def units_chosen(fields: Fields, space: str) -> tuple[str, ...] | None:
    """Those that are ticked, () = the whole; None = the form did not ask."""
    if ASKED not in fields:
        return None
    head = f"unit.{space}."
    return tuple(key.removeprefix(head) for key in fields if key.startswith(head))


def unit_fields(space: str, units: Collection[str]) -> dict[str, str]:
    """As a form would answer it."""
    return {ASKED: "asked", **{f"unit.{space}.{unit}": "yes" for unit in units}}


def unit_names(t: Translate, space: Space, units: Collection[str]) -> str:
    """As people call them; "" = the whole."""
    return " · ".join(t.name(space.units[unit]) if unit in space.units else unit for unit in units)
