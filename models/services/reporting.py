"""Reports of months: made when what they are made from has changed, checked by one person and signed by another, all kept."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from models.account import Account, Permission
from models.document import canonical, filled
from models.message import Message
from models.metric.period import Against, last_year, month_of, previous
from models.ports import Ports
from models.report.again import Again, again
from models.report.comparison import CHANGES, Difference, differences, reasons
from models.report.disclosure import Earlier
from models.report.identities import IdentityError
from models.report.inputs import MonthInputs
from models.report.life import ANSWERABLE, SIGNED, STEPS, Deed, Obstacle, did, exceptions, obstacles, stepped
from models.report.making import Imprint, made
from models.report.monthly_statement import MonthlyStatement
from models.report.ports import ReportChangedError, Reports
from models.report.told_again import told_again
from models.report.version import ReportStatus, ReportVersion
from models.services.deed import done_by
from models.services.month_inputs import gather
from models.services.strangers import RefusedError, refusal

SYSTEM = "system"  # who made a report, in its history, when nobody asked for it

LONGEST_REASON = 300

MAKING = 3  # steps of making one: what is read, what is made of it, what is kept

READS = (Permission.REPORT_READ, Permission.REPORT_RECEIVE)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions: what differs on paper, and which parts of what was read differ (`report.changed.<part>`)."""

    differences: Sequence[Difference]
    reasons: Sequence[str]


def history(ports: Ports, account: Account, month: date | None = None) -> Sequence[ReportVersion]:
    """Versions of a month, None = of all, the newest first; signed ones only for who may only receive. Raises RefusedError."""
    _allowed(ports, account, *READS)
    kept = reports_of(ports).versions(month)
    if account.may(Permission.REPORT_READ, ports.centre.id):
        return kept
    return [one for one in kept if one.status in SIGNED]


def version(ports: Ports, account: Account, month: date, number: int | None = None) -> ReportVersion:
    """One version, None = the newest that the account may see. Raises RefusedError where there is none."""
    found = next((one for one in history(ports, account, month) if number in (None, one.number)), None)
    if found is None:
        raise refusal("report.none", month=f"{month:%Y-%m}")
    return found


def make(
    ports: Ports, who: Account | str, month: date, step: Callable[[int, int], object] = lambda *_: None
) -> ReportVersion:
    """The newest version of a month, made anew where what it is made from has changed since.

    who: an account, or the name of what works by itself; step: told how far it is; what it raises ends the making with nothing
    kept. Raises RefusedError, StoreError.
    """
    check_making(ports, who, month)
    kept = reports_of(ports)
    step(0, MAKING)
    inputs = canonical(gather(ports, month))
    step(1, MAKING)
    before = next(iter(kept.versions(month)), None)
    if before is not None and canonical(inputs_of(ports, before)) == inputs and _stands(ports, before):
        return before  # a field that programs did not know then says nothing new
    new = _new(ports, who, month, inputs, before)
    statement = canonical(_stated(ports, new, filled(MonthInputs, json.loads(inputs))))
    step(2, MAKING)
    return _add(ports, who, _with(new, statement), inputs, statement)


def check_making(ports: Ports, who: Account | str, month: date) -> None:
    """Raises RefusedError where the month cannot be made, or not by this account."""
    if isinstance(who, Account):
        _allowed(ports, who, Permission.REPORT_MAKE)
    if month > ports.centre.business_day_of(ports.clock()):
        raise refusal("report.ahead", month=f"{month:%Y-%m}")
    reports_of(ports)


def step(ports: Ports, account: Account, seen: ReportVersion, deed: Deed, reason: str = "") -> ReportVersion:
    """Take a step with the version that was seen. Raises RefusedError, also where somebody took one meanwhile."""
    _allowed(ports, account, STEPS[deed].permission)
    said = " ".join(reason.split())
    if len(said) > LONGEST_REASON or not said.isprintable() or (STEPS[deed].needs_reason and not said):
        raise refusal("report.reason", most=LONGEST_REASON)
    _lawful(ports, account, seen, deed)
    answers = answerable(ports, seen) if deed is Deed.EXCEPT else frozenset()
    try:
        moved = stepped(seen, deed, account.name, ports.clock(), said, answers)
    except ValueError as error:
        raise refusal("report.changed") from error
    told = done_by(ports, account, f"report.{deed}", _subject(seen), reason=said)
    try:
        return reports_of(ports).move(moved, told)
    except ReportChangedError as error:
        raise refusal("report.changed") from error


def takeable(ports: Ports, account: Account, seen: ReportVersion) -> Mapping[Deed, Message | None]:
    """The steps that an account's role takes from where a version stands, each with why it cannot be just now; none with one
    that a newer one follows."""
    found: dict[Deed, Message | None] = {}
    for deed, step in STEPS.items():
        is_theirs = seen.status in step.froms and account.may(step.permission, ports.centre.id)
        if is_theirs and _is_newest(ports, seen, deed):
            try:
                _lawful(ports, account, seen, deed)
                found[deed] = None
            except RefusedError as error:
                found[deed] = error.message
    if found.get(Deed.EXCEPT):
        del found[Deed.EXCEPT]  # there is nothing to answer for
    return found


def in_the_way(ports: Ports, seen: ReportVersion) -> frozenset[Obstacle]:
    """What stands in the way of signing it, nothing once it is signed. Raises RefusedError, StoreError."""
    if seen.status in SIGNED:
        return frozenset()
    inputs = inputs_of(ports, seen)
    closed = ports.money.months.month(seen.month).closed_revision if ports.money else inputs.money.revision
    return obstacles(seen, is_over=inputs.is_over, money=inputs.money, closed=closed)


def answerable(ports: Ports, seen: ReportVersion) -> frozenset[Obstacle]:
    """Of what stands in its way that which somebody may answer for. Raises as in_the_way."""
    return in_the_way(ports, seen) & ANSWERABLE


def statement_of(ports: Ports, seen: ReportVersion) -> MonthlyStatement:
    """What a version says. Raises RefusedError where its bytes are lost or are not what they were."""
    return _statement(ports, seen.statement)


def inputs_of(ports: Ports, seen: ReportVersion) -> MonthInputs:
    """What a version was made from. Raises as statement_of."""
    return filled(MonthInputs, json.loads(_content(ports, seen.inputs)))


def again_of(ports: Ports, seen: ReportVersion) -> Again:
    """Whether this program says the same of the same inputs still. Raises as statement_of, also of its inputs."""
    return again(statement_of(ports, seen), _stated(ports, seen, inputs_of(ports, seen)))


def compared(ports: Ports, one: ReportVersion, other: ReportVersion) -> Compared:
    """The older of the two against the newer. Raises RefusedError."""
    old, new = sorted((one, other), key=lambda version: (version.month, version.number))
    found = differences(statement_of(ports, old).sheets, statement_of(ports, new).sheets)
    return Compared(
        [one for one in found if one.place.table != CHANGES],
        reasons(inputs_of(ports, old), inputs_of(ports, new)),
    )


def remarks(seen: ReportVersion) -> Sequence[Message]:
    """What the cover says of a version beside its contents: where it stands, who signed, what was answered for."""
    found = [Message(f"report.remark.{seen.status}")]
    if seen.status in SIGNED:
        found.append(
            Message("report.remark.by", {"checked": did(seen, Deed.CHECK), "signed": did(seen, Deed.SIGN)})
        )
    found += [
        Message("report.remark.exception", {"by": one.by, "reason": one.reason}) for one in exceptions(seen)
    ]
    if seen.why:
        found.append(Message("report.remark.revision", {"number": seen.number}))
    return found


def reports_of(ports: Ports) -> Reports:
    """Raises RefusedError where this deployment makes none."""
    if ports.reports is None:
        raise refusal("report.nowhere")
    return ports.reports


def _allowed(ports: Ports, account: Account, *permissions: Permission) -> None:
    if not any(account.may(one, ports.centre.id) for one in permissions):
        raise refusal("report.not_allowed")


def _lawful(ports: Ports, account: Account, seen: ReportVersion, deed: Deed) -> None:
    """Two persons are enough, as in a small house: nobody checks what he made, and nobody signs what he checked; who made it
    may sign it once somebody else has checked it."""
    if not _is_newest(ports, seen, deed):
        raise refusal("report.newer")
    if deed is Deed.CHECK and account.name == seen.made_by:
        raise refusal("report.made_it")
    if deed is Deed.EXCEPT and not answerable(ports, seen):
        raise refusal("report.nothing_to_answer")
    if deed is Deed.SIGN:
        if account.name == did(seen, Deed.CHECK):
            raise refusal("report.checked_it")
        if left := in_the_way(ports, seen):
            raise refusal("report.in_the_way", count=len(left))


def _is_newest(ports: Ports, seen: ReportVersion, deed: Deed) -> bool:
    """Whether no version follows it; what is signed is followed by what is signed alone, not by a draft."""
    kept = reports_of(ports).versions(seen.month)
    rivals = [one.number for one in kept if one.status in SIGNED or not STEPS[deed].froms <= SIGNED]
    return next(iter(rivals), None) == seen.number


def _stands(ports: Ports, before: ReportVersion) -> bool:
    """Whether a version of the same inputs is the newest there can be: a draft is made anew by a program that has learned."""
    return before.status in SIGNED or again_of(ports, before) is Again.SAME


def _new(
    ports: Ports, who: Account | str, month: date, inputs: bytes, before: ReportVersion | None
) -> ReportVersion:
    digest, number = sha256(inputs).hexdigest(), before.number + 1 if before else 0
    return ReportVersion(
        month=month,
        number=number,
        run=f"{ports.centre.id}-{month:%Y%m}-{number}-{digest[:8]}",
        status=ReportStatus.DRAFT,
        made_at=ports.clock(),
        made_by=who if isinstance(who, str) else who.name,
        inputs=digest,
        statement="",
        coverage=None,
        replaces=_said(ports, month),
        last_month=_said(ports, previous(month_of(month)).first),
        last_year=_said(ports, last_year(month_of(month)).first),
        why="inputs" if before else "",
    )


def held(ports: Ports, month: date) -> ReportVersion | None:
    """What readers hold of a month: the newest signed one, or the newest where none was signed. Raises RefusedError."""
    kept = reports_of(ports).versions(month)
    return next((one for one in kept if one.status in SIGNED), next(iter(kept), None))


def _said(ports: Ports, month: date) -> str:
    return found.statement if (found := held(ports, month)) else ""


def _stated(ports: Ports, new: ReportVersion, inputs: MonthInputs) -> MonthlyStatement:
    imprint = Imprint(
        number=f"{ports.centre.id.upper()}-{new.month:%Y-%m}",
        version=new.number,
        run=new.run,
        digest=new.inputs,
    )
    old = _statement(ports, new.replaces) if new.replaces else None
    held = {Against.PREVIOUS: new.last_month, Against.LAST_YEAR: new.last_year}
    told = [told_again(_statement(ports, one).sheets, against) for against, one in held.items() if one]
    told += [Earlier(sheets=old.sheets, is_same_month=True)] if old else []
    try:
        return made(inputs, imprint, told, old)
    except IdentityError as error:
        raise refusal("report.contradiction", what=str(error.broken[0])) from error


def _add(
    ports: Ports, who: Account | str, new: ReportVersion, inputs: bytes, statement: bytes
) -> ReportVersion:
    told = done_by(ports, who, "report.make", _subject(new), run=new.run)
    try:
        reports_of(ports).add(new, inputs, statement, told)
    except ReportChangedError as error:  # somebody made it at the same time
        raise refusal("report.changed") from error
    return new


def _with(new: ReportVersion, statement: bytes) -> ReportVersion:
    head = filled(MonthlyStatement, json.loads(statement)).head
    return replace(new, statement=sha256(statement).hexdigest(), coverage=head.coverage)


def _statement(ports: Ports, digest: str) -> MonthlyStatement:
    return filled(MonthlyStatement, json.loads(_content(ports, digest)))


def _content(ports: Ports, digest: str) -> bytes:
    content = reports_of(ports).content(digest)
    if content is None or sha256(content).hexdigest() != digest:
        raise refusal("report.lost", digest=digest[:12])
    return content


def _subject(seen: ReportVersion) -> str:
    return f"{seen.month:%Y-%m}.{seen.number}"
