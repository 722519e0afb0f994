"""The form of what a project is: for a new one and for one that is known."""

from dash import html
from dash.development.base_component import Component

from dashboard.answer import Fields
from dashboard.components.asking import choice, deed_form, entry
from dashboard.components.courtyard_choice import courtyard_choice
from dashboard.components.field import field, tick
from dashboard.components.typed import day_of, name_of, number_of
from dashboard.page import Visit
from models.needs.project import Project, ProjectKind
from models.services.needs import topics
from models.services.project_need import needs_behind
from models.services.projects import LONGEST_NAME, MOST_ATTENDANCES, Said
from models.services.strangers import refusal


def project_form(visit: Visit, project: Project | None = None) -> Component:
    """Its fields; with a project those that it has."""
    t = visit.translate
    spaces = [("", "–"), *((str(key), t.name(one.name)) for key, one in visit.ports.centre.spaces.items())]
    kinds = [(one.value, t(f"project.kind.{one}")) for one in ProjectKind]
    name = project.name if project else {}
    carried = {"project": project.id, "seen": f"{project.revision}"} if project else {}
    return deed_form(
        "describe" if project else "begin",
        [
            html.Div(
                [
                    entry("name_zh", t("project.name.zh"), name.get("zh-Hans", ""), maxLength=LONGEST_NAME),
                    entry("name_en", t("project.name.en"), name.get("en", ""), maxLength=LONGEST_NAME),
                    choice("kind", t("project.kind"), kinds, project.kind if project else ""),
                    _topic(visit, project.topic if project else ""),
                    courtyard_choice(visit, "courtyard", project.courtyard if project else ""),
                    field("due", t("project.due"), "date", _day(project, "due")),
                    field(
                        "target",
                        t("project.target"),
                        "number",
                        project.target_attendances or "" if project else "",
                        min="0",
                        max=f"{MOST_ATTENDANCES}",
                    ),
                ],
                className="asked-row",
            ),
            entry(
                "needs",
                t("project.needs.typed"),
                " ".join(_numbers(visit, project)) if project else "",
                t("project.needs.hint"),
            ),
            html.Div(
                [
                    choice("space", t("project.space"), spaces, project.space if project else ""),
                    field("opened_on", t("project.opened_on"), "date", _day(project, "opened_on")),
                    field(
                        "promised",
                        t("project.promised"),
                        "number",
                        f"{project.promised_hours:g}" if project and project.promised_hours else "",
                        min="0",
                        step="any",
                    ),
                ],
                className="asked-row",
            ),
            tick("is_public", t("project.is_public"), on=project.is_public if project else True),
            html.Button(
                t("project.keep" if project else "project.begin"), type="submit", className="primary"
            ),
        ],
        **carried,
    )


def _topic(visit: Visit, chosen: str) -> Component:
    """Retired ones only where one was chosen before."""
    t, known = visit.translate, topics(visit.ports) if visit.ports.loop.needs else {}
    kept = {key: t.name(one.name) for key, one in known.items() if not one.retired or key == chosen}
    gone = {chosen: chosen} if chosen and chosen not in kept else {}
    return choice("topic", t("need.column.topic"), [("", "–"), *kept.items(), *gone.items()], chosen)


def _numbers(visit: Visit, project: Project) -> list[str]:
    """The needs behind it as people know them; one that is not kept any more by its id."""
    known = {one.id: one.number for one in needs_behind(visit.ports, visit.account, project)}
    return [known.get(one, one) for one in project.needs]


def _day(project: Project | None, name: str) -> str:
    found = getattr(project, name) if project else None
    return found.isoformat() if found else ""


def said_of(fields: Fields) -> Said:
    """What was filled in. Raises RefusedError, naming the field that cannot be read."""
    kind = next((one for one in ProjectKind if one.value == fields.get("kind")), None)
    if kind is None:
        raise refusal("no_deed")
    return Said(
        name=name_of(fields),
        kind=kind,
        needs=tuple(fields.get("needs", "").replace(",", " ").replace("，", " ").split()),
        topic=fields.get("topic", "").strip(),
        courtyard=fields.get("courtyard", "").strip(),
        due=day_of(fields, "due") if fields.get("due") else None,
        target_attendances=number_of(fields, "target", 0),
        space=fields.get("space", ""),
        opened_on=day_of(fields, "opened_on") if fields.get("opened_on") else None,
        promised_hours=decimal_of(fields, "promised"),
        is_public=fields.get("is_public") == "yes",
    )


def decimal_of(fields: Fields, name: str) -> float:
    """A number that may have decimals; an empty field is 0. Raises RefusedError."""
    text = fields.get(name, "").strip() or "0"
    try:
        found = float(text)
    except ValueError as error:
        raise refusal("typed.number", value=text[:40]) from error
    if found != found:  # nan is no number of anything
        raise refusal("typed.number", value=text[:40])
    return found
