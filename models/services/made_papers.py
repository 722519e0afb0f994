"""Papers that the house makes by itself and keeps: the operator's sheet of each week, and reports of people's own."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256

from models.account import Account, Permission
from models.advice.iso_week import week_of
from models.document import canonical, filled
from models.ports import Ports
from models.report.monthly_statement import MonthlyStatement
from models.report.own.choice import needs_money
from models.report.own.saved import MadePaper, OwnReport, Rhythm
from models.report.paper import Paper
from models.report.papers.own import OwnStatement
from models.report.papers.weekly import weekly_paper
from models.services.deed import note
from models.services.own_reports import made, own_of, own_reports, rights_of
from models.services.papers.week import week_inputs
from models.services.strangers import refusal

SYSTEM = "system"
KEPT = timedelta(days=400)
"""A year and a month, so that each can be held against the one of last year."""

WEEKLY_READS = frozenset({Permission.USE_READ, Permission.ADVICE_READ})
"""The sheet tells what is proposed and what came of it."""

STATEMENTS: Mapping[Paper, type[MonthlyStatement]] = {Paper.OWN: OwnStatement}
"""Papers whose heads say more than those of the others."""


def weekly(ports: Ports, account: Account, week: str) -> MonthlyStatement:
    """The operator's sheet of a week, "2026-W49". Raises RefusedError, StoreError."""
    if not all(account.may(one, ports.centre.id) for one in WEEKLY_READS):
        raise refusal("own.not_allowed")
    try:
        return weekly_paper(week_inputs(ports, week))
    except ValueError as error:
        raise refusal("own.no_week", name=week[:20]) from error


def make_weekly(ports: Ports, monday: date) -> MadePaper:
    """Of the week that begins on a day. Raises StoreError, RefusedError."""
    paper = MadePaper(
        key=f"weekly.{monday}", paper=Paper.WEEK, first=monday, at=ports.clock(), name=week_of(monday)
    )
    _keep(ports, paper, weekly_paper(week_inputs(ports, paper.name)))
    return paper


def due_reports(ports: Ports, rhythm: Rhythm) -> Sequence[OwnReport]:
    """Those that the house makes in a rhythm."""
    if ports.own is None:
        return []
    return [one for one in ports.own.reports.all() if one.rhythm is rhythm]


def make_own(ports: Ports, report: OwnReport, today: date) -> MadePaper:
    """As of a day, with the rights that its owner has now. Raises RefusedError where these do not suffice, StoreError."""
    owner = own_of(ports).account(report.by)
    if owner is None or owner.disabled:
        raise refusal("own.no_owner", name=report.name)
    if not all(owner.may(one, ports.centre.id) for one in rights_of(report)):
        raise refusal("own.lost_right", name=report.name)
    statement = made(ports, owner, report.choice, report.name, today)
    paper = MadePaper(
        key=f"own.{report.id}.{today}",
        paper=Paper.OWN,
        first=statement.head.month,
        at=ports.clock(),
        name=report.name,
        report=report.id,
        by=report.by,
        shared=report.shared,
        is_money=needs_money(report.choice),
    )
    _keep(ports, paper, statement)
    return paper


def made_papers(ports: Ports, account: Account) -> Sequence[MadePaper]:
    """Those that an account may see, the newest first. Raises RefusedError."""
    theirs = {one.id for one in own_reports(ports, account)}
    kept = {one.id for one in own_of(ports).reports.all()}
    return [
        one
        for one in own_of(ports).papers.all()
        if _may_see(ports, account, one) and (not one.report or _is_theirs(account, one, theirs, kept))
    ]


def made_paper(ports: Ports, account: Account, key: str) -> MonthlyStatement:
    """What one says. Raises RefusedError where it is not there or the account may not see it."""
    if key not in {one.key for one in made_papers(ports, account)}:
        raise refusal("own.no_paper")
    return paper_statement(ports, key)


def paper_statement(ports: Ports, key: str) -> MonthlyStatement:
    """The same for the house itself, which sends it."""
    papers = own_of(ports).papers
    paper = next((one for one in papers.all() if one.key == key), None)
    content = papers.content(key)
    if paper is None or content is None:
        raise refusal("own.no_paper")
    return filled(STATEMENTS.get(paper.paper, MonthlyStatement), json.loads(content))


def _may_see(ports: Ports, account: Account, paper: MadePaper) -> bool:
    """Whether the account's role suffices for what is in it."""
    if paper.paper is Paper.WEEK:
        return all(account.may(one, ports.centre.id) for one in WEEKLY_READS)
    return not paper.is_money or account.may(Permission.MONEY_READ, ports.centre.id)


def _is_theirs(account: Account, paper: MadePaper, theirs: Collection[str], kept: Collection[str]) -> bool:
    """Who may see the report; once that is deleted, those who could when the paper was made."""
    if paper.report in kept:
        return paper.report in theirs
    return paper.shared or paper.by == account.name


def _keep(ports: Ports, paper: MadePaper, statement: MonthlyStatement) -> None:
    content = canonical(statement)
    if own_of(ports).papers.add(paper, content, ports.clock() - KEPT):
        note(ports, SYSTEM, "paper.make", paper.key, digest=sha256(content).hexdigest()[:12])
