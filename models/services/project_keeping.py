"""One way to change a project: by whom it may be, as it was seen, with its line in the audit trail."""

from collections.abc import Callable

from models.account import Account, Permission
from models.money.project_payment import OverpaidError
from models.needs.discretion import masked
from models.needs.ports import LoopChangedError, Projects
from models.needs.project import Project
from models.payload import one_line
from models.ports import Ports
from models.services.deed import done_by
from models.services.loop import projects_of
from models.services.strangers import refusal

LONGEST_TEXT = 500


def permitted(ports: Ports, account: Account, *rights: Permission) -> Projects:
    """The projects, for somebody who holds one of the rights. Raises RefusedError."""
    if not any(account.may(one, ports.centre.id) for one in rights):
        raise refusal("project.not_allowed")
    return projects_of(ports)


def project_of(ports: Ports, account: Account, key: str) -> Project:
    """Raises RefusedError."""
    found = permitted(ports, account, Permission.PROJECT_READ).find(key) if key.isprintable() else None
    if found is None:
        raise refusal("project.gone")
    return found


def seen_project(ports: Ports, account: Account, key: str, seen: int, *rights: Permission) -> Project:
    """An open project as somebody saw it, who holds one of the rights. Raises RefusedError."""
    permitted(ports, account, *rights)
    found = project_of(ports, account, key)
    if found.revision != seen:
        raise refusal("project.changed")
    if not found.is_open:
        raise refusal("project.ended")
    return found


def keep(
    ports: Ports,
    account: Account,
    project: Project,
    action: str,
    evidence: bytes | None = None,
    **details: str | int,
) -> Project:
    """Raises RefusedError where somebody changed it since."""
    told = done_by(ports, account, f"project.{action}", project.id, number=project.number, **details)
    try:
        return projects_of(ports).put(project, told, evidence)
    except (LoopChangedError, OverpaidError) as error:  # OverpaidError: it was paid meanwhile
        raise refusal("project.changed") from error


def changed(
    ports: Ports,
    account: Account,
    right: Permission,
    key: str,
    seen: int,
    action: str,
    change: Callable[[Project], Project],
) -> Project:
    """Raises RefusedError."""
    return keep(ports, account, change(seen_project(ports, account, key, seen, right)), action)


def known_courtyard(ports: Ports, project: Project, code: str) -> str:
    """A courtyard of the grid, or one that the project named when the grid still had it; of a house without a grid any code.

    Raises RefusedError.
    """
    cells = ports.centre.grids.values()
    named = {project.courtyard, *(one.courtyard for one in project.lines), ""}
    if cells and code not in named and not any(code in cell.courtyards for cell in cells):
        raise refusal("project.courtyard", value=code[:40])
    return code


def told_text(typed: str, name: str, *, needed: bool = False) -> str:
    """Free text as it is kept: on one line, without numbers that lead to a person. Raises RefusedError, naming the field."""
    text = masked(typed)
    if max(len(one_line(typed)), len(text)) > LONGEST_TEXT or (needed and not text):
        raise refusal(f"project.{name}", most=LONGEST_TEXT)
    return text
