"""What proves a project and what it may cost: evidence, the form of feasibility, budget lines, sessions that belong to it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from models.account import Account, Permission
from models.calendar import business_day
from models.message import LocalText
from models.money.entry import MOST_FEN
from models.needs.decision import is_voted_on
from models.needs.evidence_file import EvidenceError, EvidenceFile, evidence_file
from models.needs.funding import invoiced
from models.needs.gates import STAGES
from models.needs.project import Budget, BudgetLine, Evidence, Feasibility, Paper, Project, Stage, Withdrawal
from models.ports import Ports
from models.services.loop import projects_of
from models.services.project_keeping import (
    changed,
    keep,
    known_courtyard,
    project_of,
    seen_project,
    told_text,
)
from models.services.project_progress import paid_by_line, progress_of
from models.services.strangers import refusal

MOST_PAPERS = 200
MOST_LINES = 20
MOST_BUDGETS = 200
"""Earlier budgets that are remembered of a project; whoever changes it more often is not at work on it."""

LONGEST_SOURCE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file as it was brought. line, fen: of an invoice."""

    what: Paper
    name: str
    content: bytes
    line: str = ""
    fen: int = 0


def bring(ports: Ports, account: Account, key: str, seen: int, brought: Brought) -> Project:
    """Keep a piece of evidence; pictures without where and when they were taken. Raises RefusedError."""
    found = seen_project(ports, account, key, seen, Permission.PROJECT_EDIT)
    if len(found.evidence) >= MOST_PAPERS:
        raise refusal("evidence.many", most=MOST_PAPERS)
    file = _file(brought)
    is_invoice = brought.what is Paper.INVOICE
    if is_invoice and (found.line(brought.line) is None or not 0 < brought.fen <= MOST_FEN):
        raise refusal("evidence.invoice")
    paper = Evidence(
        id=secrets.token_hex(6),
        what=brought.what,
        file=file.name,
        media=file.media,
        digest=sha256(file.content).hexdigest(),
        size=len(file.content),
        by=account.name,
        at=ports.clock(),
        line=brought.line if is_invoice else "",
        fen=brought.fen if is_invoice else 0,
    )
    if is_invoice:
        _is_first(projects_of(ports).all(), paper)
    kept = replace(found, evidence=(*found.evidence, paper))
    return keep(
        ports, account, kept, "evidence", file.content, what=paper.what, digest=paper.digest, fen=paper.fen
    )


def _is_first(projects: Sequence[Project], invoice: Evidence) -> None:
    """An invoice proves one payment, of whichever project. Raises RefusedError."""
    for one in projects:
        if any(old.what is Paper.INVOICE and old.digest == invoice.digest for old in one.papers):
            raise refusal("evidence.twice", number=one.number)


def withdraw(ports: Ports, account: Account, key: str, seen: int, paper: str, reason: str) -> Project:
    """Say that a piece of evidence was wrong: it is kept with the reason and counts no more. Raises RefusedError.

    An invoice stays while what was paid of its line needs it.
    """
    found = seen_project(ports, account, key, seen, Permission.PROJECT_EDIT)
    wrong = next((one for one in found.papers if one.id == paper), None)
    if wrong is None:
        raise refusal("evidence.none")
    why = told_text(reason, "reason", needed=True)
    withdrawn = replace(wrong, withdrawal=Withdrawal(by=account.name, at=ports.clock(), reason=why))
    after = replace(found, evidence=tuple(withdrawn if one is wrong else one for one in found.evidence))
    if wrong.fen and paid_by_line(ports, [found])[found.id].get(wrong.line, 0) > invoiced(after, wrong.line):
        raise refusal("evidence.paid")
    return keep(ports, account, after, "withdraw", what=wrong.what, digest=wrong.digest, fen=wrong.fen)


def _file(brought: Brought) -> EvidenceFile:
    try:
        return evidence_file(brought.name, brought.content)
    except EvidenceError as error:
        raise refusal(f"evidence.{error.fault}") from error


def paper_of(ports: Ports, account: Account, key: str, paper: str) -> tuple[Evidence, bytes]:
    """Raises RefusedError, also where its bytes are not there any more as they were brought."""
    found = next((one for one in project_of(ports, account, key).evidence if one.id == paper), None)
    content = projects_of(ports).evidence(found.digest) if found else None
    if found is None or content is None:
        raise refusal("evidence.gone")
    return found, content


def find_feasible(ports: Ports, account: Account, key: str, seen: int, said: Feasibility) -> Project:
    """What was found before approval; by and at of `said` are not believed. Raises RefusedError."""
    if not 0 <= said.cost_fen <= MOST_FEN:
        raise refusal("project.cost")
    told = replace(
        said,
        space=told_text(said.space, "space", needed=True),
        demand=told_text(said.demand, "demand", needed=True),
        risks=told_text(said.risks, "risks", needed=True),
        by=account.name,
        at=ports.clock(),
    )

    def change(project: Project) -> Project:
        _is_undecided(ports, project)
        return replace(project, feasibility=told)

    return changed(ports, account, Permission.PROJECT_EDIT, key, seen, "feasibility", change)


def plan_money(ports: Ports, account: Account, key: str, seen: int, lines: Sequence[BudgetLine]) -> Project:
    """The budget lines as they are to be; ids of known lines stay. Once a project runs a supervisor alone changes them.

    Raises RefusedError: nothing may be promised beyond a budget, nor below what was paid, nor a line go that owes or paid.
    """
    found = seen_project(ports, account, key, seen, Permission.PROJECT_EDIT, Permission.PROJECT_SUPERVISE)
    runs = STAGES.index(found.stage) >= STAGES.index(Stage.DELIVERY)
    right = Permission.PROJECT_SUPERVISE if runs else Permission.PROJECT_EDIT
    if not account.may(right, ports.centre.id):
        raise refusal("project.needs_supervise")
    if len(lines) > MOST_LINES:
        raise refusal("project.lines", most=MOST_LINES)
    kept = _numbered(found, [_line(ports, found, one) for one in lines])
    paid = progress_of(ports, [found])[found.id].paid
    for old in found.lines:
        bound = max(paid.get(old.id, 0), 0)
        new = next((one for one in kept if one.id == old.id), None)
        if (new.committed_fen if new else 0) < bound or (new is None and invoiced(found, old.id)):
            raise refusal("project.bound", line=old.id)
    budget = sum(one.budget_fen for one in kept)
    before = Budget(lines=found.lines, until=ports.clock())
    planned = replace(
        found, lines=tuple(kept), planned_by=account.name, budgets=(*found.budgets, before)[-MOST_BUDGETS:]
    )
    return keep(ports, account, planned, "money", budget_fen=budget)


def _line(ports: Ports, project: Project, one: BudgetLine) -> BudgetLine:
    source = told_text(one.source, "source", needed=True)
    courtyard = known_courtyard(ports, project, told_text(one.courtyard, "source"))
    if len(source) > LONGEST_SOURCE or len(courtyard) > LONGEST_SOURCE:
        raise refusal("project.source", most=LONGEST_SOURCE)
    if not 0 <= one.committed_fen <= one.budget_fen <= MOST_FEN:
        raise refusal("project.committed")
    return replace(one, source=source, courtyard=courtyard)


def _numbered(project: Project, lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """New lines get the next free number: one that went is never given again, for the ledger may name it."""
    used = [int(one.id) for one in (*project.lines, *lines) if one.id.isdecimal()]
    free = iter(range(max(used, default=0) + 1, MOST_LINES * 100))
    known = {one.id for one in project.lines}
    return [one if one.id in known else replace(one, id=f"{next(free)}") for one in lines]


def series_named(ports: Ports) -> list[tuple[str, LocalText]]:
    """Ids and titles of what comes again, which a project may take as its sessions."""
    if ports.programme is None:
        return []
    return [(one.id, one.title) for one in ports.programme.offerings.all_series()]


def take_series(ports: Ports, account: Account, key: str, seen: int, series: str) -> Project:
    """The sessions of a series since the project began belong to it. Raises RefusedError."""
    found = seen_project(ports, account, key, seen, Permission.PROJECT_EDIT)
    if ports.programme is None:
        raise refusal("project.no_series")
    begun = business_day(found.begun_on, ports.centre.zone_info).start
    sessions = ports.programme.sessions.of_series(series, begun)
    if not sessions:
        raise refusal("project.no_series")
    ids = tuple(dict.fromkeys((*found.sessions, *(one.id for one in sessions))))
    return keep(ports, account, replace(found, sessions=ids), "sessions", n=len(ids))


def _is_undecided(ports: Ports, project: Project) -> None:
    """What a decision is or was made upon is not rewritten. Raises RefusedError."""
    if ports.loop.meetings and is_voted_on(ports.loop.meetings.all(), project.id):
        raise refusal("project.on_vote")
    if project.decision or STAGES.index(project.stage) >= STAGES.index(Stage.MATCHING):
        raise refusal("project.decided")
