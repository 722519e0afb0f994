"""For which budget line of a project money is spent."""

from dash.development.base_component import Component

from dashboard.components.asking import choice
from dashboard.page import Visit
from models.services.project_paying import project_lines


def project_choice(visit: Visit, chosen: str = "") -> Component | None:
    """Nothing where no project may be paid now."""
    t = visit.translate
    lines = [
        (code, f"{code} {t.name(project.name)} · {line.source}")
        for code, project, line in project_lines(visit.ports)
    ]
    if chosen and chosen not in dict(lines):
        lines.append((chosen, chosen))
    return choice("project", t("project.pays_for"), [("", "–"), *lines], chosen) if lines else None
