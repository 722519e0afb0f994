"""The courtyards of the grid to choose from by their names; who keeps no grid types a code."""

from dash.development.base_component import Component

from dashboard.components.asking import choice, entry
from dashboard.components.project_words import courtyard_words
from dashboard.page import Visit


def courtyard_choice(visit: Visit, name: str, chosen: str) -> Component:
    """A field; what was chosen before stays there to choose, although the grid has it no more."""
    t, cells = visit.translate, visit.ports.centre.grids.values()
    if not cells:
        return entry(name, t("project.courtyard"), chosen, maxLength=40)
    offered = {
        code: f"{t.name(cell.name)} · {t.name(yard)}"
        for cell in cells
        for code, yard in cell.courtyards.items()
    }
    first = ("", t("project.whole_house"))
    gone = [(chosen, courtyard_words(visit, chosen))] if chosen and chosen not in offered else []
    return choice(name, t("project.courtyard"), [first, *offered.items(), *gone], chosen)
