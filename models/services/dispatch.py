"""What leaves the house by itself: scheduled reports are made, what is to go out is queued, and what is queued is sent."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from traceback import format_tb

from models.job import LEASE as JOB_LEASE
from models.message import Message
from models.ports import Ports, StoreError
from models.report.life import SIGNED, Deed
from models.report.version import ReportStatus, ReportVersion
from models.sending.delivery import (
    LONGEST_ATTEMPT,
    Delivery,
    SendError,
    arrived,
    begun,
    is_spent,
    overtaken,
    refused,
)
from models.sending.ports import Sending, SendingChangedError
from models.sending.recipient import Occasion, Recipient
from models.sending.schedule import SIGNED as SIGNED_KINDS
from models.sending.schedule import ReportKind, begun_schedule, made, missing, unmade
from models.services.scheduled import MAKERS, Made, failure_notices, of_version
from models.services.strangers import RefusedError

MOST_AT_ONCE = 6
"""Deliveries of a turn."""

LAST_BEGUN = JOB_LEASE - LONGEST_ATTEMPT
"""How long after a turn began a delivery may still be begun: the slowest one, too, ends before the job counts as gone."""

LOOKS_BACK = timedelta(days=92)
"""How long after a report was given out of the house it is still looked whether everybody has it queued."""

log = logging.getLogger(__name__)


class ScheduledError(Exception):
    """What was due could not be made; the text names each kind and period."""


def make_scheduled(ports: Ports, _since: datetime, at: datetime) -> int:
    """Make what is due and not made, the oldest first, and tell those who want to know. Raises ScheduledError, after all
    that can be made was made."""
    sending, faults = ports.sending, list[str]()
    if sending is None or ports.reports is None:
        return 0
    count = sum(_make_kind(ports, sending, kind, at, faults) for kind in ReportKind)
    if faults:
        raise ScheduledError("; ".join(faults))
    return count


def deliver(ports: Ports, _since: datetime, at: datetime) -> int:
    """Queue what was given out of the house, and send what is due; how many arrived."""
    sending = ports.sending
    if sending is None:
        return 0
    queue_sent(ports, sending, at)
    to = {one.id: one for one in sending.mailroom.recipients()}
    return sum(
        _attempt(ports, sending, one, to.get(one.recipient))
        for one in _turn(sending, at)
        if ports.clock() <= at + LAST_BEGUN
    )


def queue_sent(ports: Ports, sending: Sending, at: datetime) -> int:
    """Every report that was given out of the house stands in the outbox of everybody who was to get it then.

    Worked out from the versions themselves: no end of a process between the step and the outbox can lose one.
    """
    if ports.reports is None:
        return 0
    sent = [
        (one, when) for one in ports.reports.versions() if (when := _sent_at(one)) and at - when < LOOKS_BACK
    ]
    found = [
        of_version(to, Occasion.REPORT, version, at)
        for to in sending.mailroom.recipients()
        for version, when in sent
        if Occasion.REPORT in to.occasions and to.since <= when
    ]
    return sending.mailroom.add(found)


def _sent_at(version: ReportVersion) -> datetime | None:
    if version.status is not ReportStatus.SENT:
        return None
    return next((one.at for one in reversed(version.signatures) if one.act == Deed.SEND), None)


def _make_kind(ports: Ports, sending: Sending, kind: ReportKind, at: datetime, faults: list[str]) -> int:
    """0 as well where a person changed the schedule meanwhile: what is due still is with the next turn."""
    try:
        return _make_due(ports, sending, kind, at, faults)
    except SendingChangedError:
        return 0


def _make_due(ports: Ports, sending: Sending, kind: ReportKind, at: datetime, faults: list[str]) -> int:
    """One period that cannot be made stays due and bars no later one."""
    zone, count = ports.centre.zone_info, 0
    schedule = sending.mailroom.schedule(kind)
    if schedule is None:
        sending.mailroom.put_schedule(begun_schedule(kind, at, ports.calendar, zone))
        return 0
    for first in missing(schedule, at, ports.calendar, zone):
        papers = _made(ports, sending, kind, first, at, faults)
        if papers is not None:
            sending.mailroom.add(papers.notices(sending, schedule, at))
            count += papers.count
        after = unmade(schedule, first) if papers is None else made(schedule, first)
        if after != schedule:
            schedule = sending.mailroom.put_schedule(after)
    return count


def _made(
    ports: Ports, sending: Sending, kind: ReportKind, first: date, at: datetime, faults: list[str]
) -> Made | None:
    """None where it could not be made, which was told."""
    try:
        return MAKERS[kind](ports, first)
    except Exception as error:  # noqa: BLE001 -- whatever the reason, the others are made and somebody is told
        _tell_failure(sending, kind, first, _why(error), at)
        faults.append(f"{kind} {first}: {type(error).__name__}: {error}")
        return None


def _why(error: Exception) -> Message:
    if isinstance(error, RefusedError):
        return error.message
    if isinstance(error, StoreError):
        return Message("sending.fault.store")
    log.error("a scheduled report could not be made", exc_info=error)
    return _unforeseen(error)


def _unforeseen(error: Exception) -> Message:
    return Message("sending.fault.unforeseen", {"what": type(error).__name__})


def _tell_failure(sending: Sending, kind: ReportKind, first: date, why: Message, at: datetime) -> None:
    """Once for each period, however often it fails."""
    about = {"month": first} if kind in SIGNED_KINDS else {"about": Message(f"sending.kind.{kind}")}
    sending.mailroom.add(failure_notices(sending, f"{kind}.{first}", why, at, **about))


def _turn(sending: Sending, at: datetime) -> Sequence[Delivery]:
    """The longest waiting one of each recipient: no robot is told more in a minute than it lets pass."""
    first: dict[str, Delivery] = {}
    for one in sending.mailroom.due(at):
        first.setdefault(one.recipient, one)
    return list(first.values())[:MOST_AT_ONCE]


def _attempt(ports: Ports, sending: Sending, delivery: Delivery, to: Recipient | None) -> bool:
    """False as well where another process has it, or took it because this one was silent for longer than the lease: that
    one marks it as doubtful."""
    try:
        return _tried(ports, sending, delivery, to)
    except SendingChangedError:
        return False


def _tried(ports: Ports, sending: Sending, delivery: Delivery, to: Recipient | None) -> bool:
    """Written down before and after: what ends in between is tried again and marked as doubtful."""
    room = sending.mailroom
    if _is_signed_since(ports, delivery):
        room.move(overtaken(delivery, Message("sending.fault.signed_since")))
        return False
    if is_spent(delivery):
        unseen = SendError(Message("sending.fault.unseen"), is_final=True)
        room.move(replace(refused(delivery, unseen, ports.clock()), is_doubtful=True))
        return False
    trying = room.move(begun(delivery, ports.clock()))
    error = _refusal(ports, sending, trying, to)
    room.move(arrived(trying) if error is None else refused(trying, error, ports.clock()))
    return error is None


def _is_signed_since(ports: Ports, delivery: Delivery) -> bool:
    """Whether an unsigned copy still waits although its report, or a later version of it, was signed meanwhile."""
    if delivery.occasion not in (Occasion.DRAFT, Occasion.UNSIGNED) or ports.reports is None:
        return False
    kept = ports.reports.versions(delivery.month) if delivery.month is not None else ()
    return any(one.status in SIGNED and one.number >= (delivery.number or 0) for one in kept)


def _refusal(ports: Ports, sending: Sending, delivery: Delivery, to: Recipient | None) -> SendError | None:
    """Why it was not taken; None = it was."""
    try:
        _send(ports, sending, delivery, to)
    except SendError as error:
        return error
    except Exception as error:  # noqa: BLE001 -- what nobody foresaw of one delivery keeps no other from its turn
        where = "".join(format_tb(error.__traceback__))  # not its words, in which a robot's key may stand
        log.error("delivery %s failed with %s\n%s", delivery.id, type(error).__name__, where)  # noqa: TRY400
        return SendError(_unforeseen(error))
    return None


def _send(ports: Ports, sending: Sending, delivery: Delivery, to: Recipient | None) -> None:
    if to is None:
        raise SendError(Message("sending.fault.no_recipient"), is_final=True)
    carrier = sending.carriers.get(to.channel)
    if carrier is None:
        raise SendError(Message("sending.fault.no_carrier"))
    try:
        secret = sending.secrets.get(to.id)
        parcel = sending.wrap(ports, delivery, to)
    except RefusedError as error:
        raise SendError(error.message) from error
    except StoreError as error:
        raise SendError(Message("sending.fault.store")) from error
    carrier(to, secret, parcel, ports.clock())
