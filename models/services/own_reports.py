"""Reports of one's own: made with the rights of who asks, kept under a name, shared in the house, made again and again."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.account import Account, Permission
from models.ports import Ports
from models.report.own.choice import OwnChoice, fault, needs_money
from models.report.own.ports import Own, OwnChangedError
from models.report.own.saved import LONGEST_NAME, OwnReport, Rhythm
from models.report.papers.own import OwnStatement, own_paper
from models.services.deed import done_by
from models.services.papers.own import Step, own_inputs
from models.services.strangers import RefusedError, refusal

READS = Permission.USE_READ
SHARES = Permission.USE_NOTE
"""What stands there for everybody, and what the house makes by itself, is of those who may also note for everybody."""

MOST_KEPT = 40
"""Reports of one account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A report as somebody wants it kept. id: "" = as a new one; revision: of the one that was seen."""

    name: str
    choice: OwnChoice
    shared: bool = False
    id: str = ""
    revision: int = 1


def own_reports(ports: Ports, account: Account) -> Sequence[OwnReport]:
    """One's own and the shared ones, by name. Raises RefusedError."""
    _allowed(ports, account, READS)
    return [one for one in own_of(ports).reports.all() if one.shared or one.by == account.name]


def own_report(ports: Ports, account: Account, key: str) -> OwnReport:
    """Raises RefusedError for one that is not there, or somebody else's."""
    found = next((one for one in own_reports(ports, account) if one.id == key), None)
    if found is None:
        raise refusal("own.gone")
    return found


def checked(ports: Ports, account: Account, choice: OwnChoice, today: date | None = None) -> None:
    """Raises RefusedError where no report can be made of it, or this account may not see what is in it."""
    _allowed(ports, account, READS)
    wrong = fault(choice, ports.centre, today or today_of(ports))
    if wrong is not None:
        raise RefusedError(wrong)
    if needs_money(choice) and not account.may(Permission.MONEY_READ, ports.centre.id):
        raise refusal("own.no_money")


def made(
    ports: Ports,
    account: Account,
    choice: OwnChoice,
    name: str = "",
    today: date | None = None,
    step: Step = lambda *_: None,
) -> OwnStatement:
    """As of a day, None = today. step: told how far it is, month by month. Raises as checked, StoreError."""
    checked(ports, account, choice, today)
    return own_paper(own_inputs(ports, choice, today or today_of(ports), name, step))


def keep(ports: Ports, account: Account, typed: Typed) -> OwnReport:
    """A new one, or one's own changed. Raises RefusedError, also where somebody changed it meanwhile."""
    checked(ports, account, typed.choice)
    _allowed(ports, account, *([SHARES] if typed.shared else []))
    name = " ".join(typed.name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise refusal("own.name", most=LONGEST_NAME)
    before = _mine(ports, account, typed.id, typed.revision) if typed.id else None
    if before is not None and before.to and typed.choice != before.choice:
        _allowed(ports, account, Permission.REPORT_SEND)  # others get what it holds
    if before is None and _count(ports, account) >= MOST_KEPT:
        raise refusal("own.too_many", most=MOST_KEPT)
    new = OwnReport(
        id=secrets.token_hex(6), name=name, choice=typed.choice, by=account.name, at=ports.clock()
    )
    changed = (
        replace(before, name=name, choice=typed.choice, shared=typed.shared)
        if before
        else replace(new, shared=typed.shared)
    )
    return _put(ports, account, "own.keep", changed)


def set_rhythm(
    ports: Ports, account: Account, key: str, revision: int, rhythm: Rhythm, to: Collection[str] = ()
) -> OwnReport:
    """Let the house make it by itself, and send it to recipients, who have to be known. Raises RefusedError."""
    _allowed(ports, account, SHARES)
    before = _mine(ports, account, key, revision)
    if set(to) != set(before.to):
        _allowed(ports, account, Permission.REPORT_SEND)
    known = [one.id for one in ports.sending.mailroom.recipients()] if ports.sending else []
    changed = replace(before, rhythm=rhythm, to=tuple(one for one in known if one in to))
    return _put(ports, account, "own.rhythm", changed)


def rights_of(report: OwnReport) -> frozenset[Permission]:
    """What its owner must be allowed for the house to make it by itself."""
    return frozenset({SHARES, Permission.REPORT_SEND}) if report.to else frozenset({SHARES})


def drop(ports: Ports, account: Account, key: str, revision: int) -> None:
    """Make it no more; papers that were made of it stay. Raises RefusedError."""
    before = _mine(ports, account, key, revision)
    told = done_by(ports, account, "own.drop", before.id, name=before.name)
    try:
        own_of(ports).reports.remove(before, told)
    except OwnChangedError as error:
        raise refusal("own.changed") from error


def own_of(ports: Ports) -> Own:
    """Raises RefusedError where this deployment keeps none."""
    if ports.own is None:
        raise refusal("own.nowhere")
    return ports.own


def today_of(ports: Ports) -> date:
    return ports.centre.business_day_of(ports.clock())


def _put(ports: Ports, account: Account, action: str, changed: OwnReport) -> OwnReport:
    told = done_by(
        ports,
        account,
        action,
        changed.id,
        name=changed.name,
        shared=int(changed.shared),
        rhythm=changed.rhythm,
        to=" ".join(changed.to),
    )
    try:
        return own_of(ports).reports.put(changed, told)
    except OwnChangedError as error:
        raise refusal("own.changed") from error


def _mine(ports: Ports, account: Account, key: str, revision: int) -> OwnReport:
    """As it was seen."""
    found = own_report(ports, account, key)
    if found.by != account.name:
        raise refusal("own.not_yours")
    if found.revision != revision:
        raise refusal("own.changed")
    return found


def _count(ports: Ports, account: Account) -> int:
    return sum(one.by == account.name for one in own_of(ports).reports.all())


def _allowed(ports: Ports, account: Account, *permissions: Permission) -> None:
    if not all(account.may(one, ports.centre.id) for one in permissions):
        raise refusal("own.not_allowed")
