"""Money that leaves the house for a project: only while it runs, only as much as was promised and an invoice proves."""

from collections.abc import Iterable, Mapping

from models.money.entry import Posting
from models.money.project_payment import (
    OverpaidError,
    is_line_code,
    line_code,
    paid_now,
    split_code,
    unproved,
)
from models.needs.funding import payable, pays
from models.needs.project import BudgetLine, Project
from models.ports import Ports
from models.services.project_progress import payments
from models.services.strangers import RefusedError, refusal


def payable_now(ports: Ports, postings: Iterable[Posting]) -> Mapping[str, int]:
    """Fen that may be paid in all of each budget line that these postings pay; nothing where they pay for no project.

    Said early to whoever enters a payment; asked again, in its transaction, when it is posted. Raises RefusedError.
    """
    kept = ports.loop.projects
    lines = list(postings)
    if kept is None or not any(is_line_code(one.party) for one in lines):
        return {}
    known = {one.number: one for one in kept.all()}
    for one in lines:
        if is_line_code(one.party):
            _line(known, one.party)
    if code := unproved(lines):
        raise refusal("project.unproved", code=code)
    wanted = {code: fen for code, fen in paid_now(lines).items() if fen > 0}
    most = {code: _payable(known, code) for code in wanted}
    paid = payments(ports) if wanted else {}
    for code, fen in wanted.items():
        if paid.get(code, 0) + fen > most[code]:
            raise overpaid(OverpaidError(code, most[code]))
    return most


def _line(known: Mapping[str, Project], code: str) -> tuple[Project, BudgetLine]:
    number, key = split_code(code)
    project = known.get(number)
    line = project.line(key) if project else None
    if project is None or line is None:
        raise refusal("project.no_line", code=code)
    return project, line


def _payable(known: Mapping[str, Project], code: str) -> int:
    project, line = _line(known, code)
    if not pays(project):
        raise refusal("project.pays_not", code=code)
    return payable(project, line)


def overpaid(error: OverpaidError) -> RefusedError:
    """In words: what may be paid of the line in all."""
    return refusal("project.overpaid", code=error.code, most=f"{error.most // 100}.{error.most % 100:02}")


def project_lines(ports: Ports) -> list[tuple[str, Project, BudgetLine]]:
    """What a payment may be for now: code, project and line, by number."""
    if ports.loop.projects is None:
        return []
    return [
        (line_code(one.number, line.id), one, line)
        for one in ports.loop.projects.all()
        if pays(one)
        for line in one.lines
    ]
