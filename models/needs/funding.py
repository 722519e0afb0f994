"""What projects may cost, what is promised of it and what was paid: by fund source and by courtyard, and beside the need there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.needs.project import BudgetLine, Paper, Project, Stage, Standing


@dataclass(frozen=True, slots=True)
class Funds:
    """Integer fen. paid is what the ledger says."""

    budget: int = 0
    committed: int = 0
    paid: int = 0

    def __add__(self, other: "Funds") -> "Funds":
        return Funds(self.budget + other.budget, self.committed + other.committed, self.paid + other.paid)


@dataclass(frozen=True, slots=True)
class Share:
    """A courtyard's part of the money and of the need. money, need: shares of all, None where there is nothing to share."""

    courtyard: str
    funds: Funds
    voices: int
    money: float | None
    need: float | None


Paid = Mapping[str, Mapping[str, int]]
"""Project id -> budget line -> fen paid."""


def funds_of(project: Project, paid: Mapping[str, int]) -> Funds:
    """One project's money. Of a cancelled one only what was paid counts."""
    lines = project.lines
    total = sum(paid.get(one.id, 0) for one in lines)
    if project.standing is Standing.CANCELLED:
        return Funds(total, total, total)
    return Funds(sum(one.budget_fen for one in lines), sum(one.committed_fen for one in lines), total)


def by_source(projects: Iterable[Project], paid: Paid) -> dict[str, Funds]:
    return _by(projects, paid, lambda _project, line: line.source)


def by_courtyard(projects: Iterable[Project], paid: Paid) -> dict[str, Funds]:
    """ "" = the whole house. A line without a courtyard of its own is its project's."""
    return _by(projects, paid, lambda project, line: line.courtyard or project.courtyard)


def _by(
    projects: Iterable[Project], paid: Paid, key: Callable[[Project, BudgetLine], str]
) -> dict[str, Funds]:
    found: dict[str, Funds] = {}
    for project in projects:
        for line in project.lines:
            fen = paid.get(project.id, {}).get(line.id, 0)
            open_ended = project.standing is not Standing.CANCELLED
            one = Funds(line.budget_fen, line.committed_fen, fen) if open_ended else Funds(fen, fen, fen)
            found[key(project, line)] = found.get(key(project, line), Funds()) + one
    return dict(sorted(found.items()))


def shares(money: Mapping[str, Funds], voices: Mapping[str, int]) -> list[Share]:
    """Each courtyard's share of the budgets beside its share of the voices; the neediest first. The whole house ("") and
    needs that name no courtyard are left out of both: they are nobody's share."""
    names = sorted({*money, *voices} - {""})
    budgets = sum(money.get(name, Funds()).budget for name in names)
    heard = sum(voices.get(name, 0) for name in names)
    found = [
        Share(
            name,
            money.get(name, Funds()),
            voices.get(name, 0),
            money.get(name, Funds()).budget / budgets if budgets else None,
            voices.get(name, 0) / heard if heard else None,
        )
        for name in names
    ]
    return sorted(found, key=lambda one: (-one.voices, one.courtyard))


def invoiced(project: Project, line: str) -> int:
    """Fen of the invoices that a budget line owes."""
    return sum(one.fen for one in project.papers if one.what is Paper.INVOICE and one.line == line)


def payable(project: Project, line: BudgetLine) -> int:
    """Fen that may be paid of a line in all: what is promised, and proved by an invoice."""
    return min(line.committed_fen, invoiced(project, line.id))


PAYS_IN = (Stage.DELIVERY, Stage.FEEDBACK, Stage.CLOSED)


def pays(project: Project) -> bool:
    """Whether anything may be paid for it now."""
    return project.stage in PAYS_IN and project.standing is Standing.RUNNING


def limit_of(project: Project | None, key: str) -> int:
    """Fen that may be paid of the line with this key in all, as things stand; 0 where nothing may."""
    line = project.line(key) if project is not None and pays(project) else None
    return payable(project, line) if project is not None and line is not None else 0
