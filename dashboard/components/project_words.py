"""What is said of a project: its stage, what it lacks, what its lights were lit by."""

from collections.abc import Iterable, Mapping

from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.needs.lights import Light
from models.needs.project import Project, Stage, Standing
from models.satisfaction import FEWEST

STAGE_SIGNS: Mapping[Stage, str] = {
    Stage.COLLECTING: "✎",
    Stage.FEASIBILITY: "⚖",
    Stage.APPROVAL: "✓",
    Stage.MATCHING: "⇄",
    Stage.DELIVERY: "▶",
    Stage.FEEDBACK: "☺",
    Stage.CLOSED: "■",
}
LIGHT_SIGNS: Mapping[bool | None, str] = {True: "▲", False: "✓", None: "○"}
"""Lit, well, nothing to judge by; a word stands beside it."""


def name_words(t: Translate, project: Project) -> str:
    return t.name(project.name) or project.number


def standing_words(t: Translate, project: Project) -> str:
    """The stage, or that it rests or was called off in it."""
    stage = t(f"project.stage.{project.stage}")
    if project.standing is Standing.RUNNING:
        return stage
    return t(f"project.standing.{project.standing}.in", stage=stage)


def lacking_words(t: Translate, missing: Iterable[str]) -> str:
    """What keeps it back, in one sentence."""
    return t("project.lacks", what=t("project.and").join(t(f"project.gate.{key}") for key in missing))


def remedy_words(t: Translate, gate: str) -> str:
    """How to make a gate hold."""
    return t(f"project.gate.{gate}.how", n=FEWEST)


def light_words(t: Translate, light: Light) -> str:
    """What it was worked out from; of one that cannot be judged what is not known."""
    facts = dict(light.facts)
    if "fen" in facts:
        facts["money"] = yuan(t, int(facts["fen"]))
    if "papers" in facts:
        named = [t(f"project.paper.{one}") for one in str(facts["papers"]).split(",") if one]
        facts["papers"] = t("project.and").join(named)
    told = {key: round(one, 1) if isinstance(one, float) else one for key, one in facts.items()}
    if "limit" in told and float(light.facts["limit"]) < 1:
        told["limit"] = round(100 * float(light.facts["limit"]))
    part = "unknown" if light.is_on is None else "on" if light.is_on else "off"
    part += ".refit" if "promised" in facts else ""
    return t(f"project.light.{light.key}.{part}", **told)


def courtyard_words(visit: Visit, code: str) -> str:
    """By its name in the grid; "" = the whole house. A code that the grid has not is told as it is."""
    t = visit.translate
    if not code:
        return t("project.whole_house")
    cells = visit.ports.centre.grids.values()
    return next((t.name(cell.courtyards[code]) for cell in cells if code in cell.courtyards), code)


def place_words(visit: Visit, space: str) -> str:
    found = next((one for key, one in visit.ports.centre.spaces.items() if key == space), None)
    return visit.translate.name(found.name) if found else space
