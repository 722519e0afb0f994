"""What leaves the house by itself: scheduled reports are made, what is to go out is queued, and what is queued is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from models.message import Message
from models.ports import Ports, StoreError
from models.report.life import Deed
from models.report.version import ReportStatus, ReportVersion
from models.sending.delivery import (
    Delivery,
    SendError,
    arrived,
    begun,
    is_spent,
    refused,
)
from models.sending.ports import Sending, SendingChangedError
from models.sending.recipient import Occasion, Recipient
from models.sending.schedule import ReportKind, Schedule, begun_schedule, missing
from models.services.reporting import SYSTEM, make
from models.services.sending import delivery_for
from models.services.strangers import RefusedError

MOST_AT_ONCE = 6
"""Deliveries of a turn: each may take a minute and a half, and the job's own lease is ten."""

LOOKS_BACK = timedelta(days=92)
"""How long after a report was given out of the house it is still looked whether everybody has it queued."""

MAKERS: Mapping[ReportKind, Callable[[Ports, date], ReportVersion]] = {
    ReportKind.MONTHLY: lambda ports, month: make(ports, SYSTEM, month),
}
"""Kind -> what makes the version of a period. To add one: a row here, one in PERIODS, and `sending.kind.<kind>`."""


class ScheduledError(Exception):
    """What was due could not be made; the text names the kind and the period."""


def make_scheduled(ports: Ports, _since: datetime, at: datetime) -> int:
    """Make what is due and not made, the oldest first, and tell those who want to know. Raises ScheduledError."""
    sending = ports.sending
    if sending is None or ports.reports is None:
        return 0
    return sum(_make_kind(ports, sending, kind, at) for kind in ReportKind)


def deliver(ports: Ports, _since: datetime, at: datetime) -> int:
    """Queue what was given out of the house, and send what is due; how many arrived."""
    sending = ports.sending
    if sending is None:
        return 0
    queue_sent(ports, sending, at)
    to = {one.id: one for one in sending.mailroom.recipients()}
    return sum(_attempt(ports, sending, one, to.get(one.recipient)) for one in _turn(sending, at))


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
        _of_version(to, Occasion.REPORT, version, at)
        for to in sending.mailroom.recipients()
        for version, when in sent
        if Occasion.REPORT in to.occasions and to.since <= when
    ]
    return sending.mailroom.add(found)


def _sent_at(version: ReportVersion) -> datetime | None:
    if version.status is not ReportStatus.SENT:
        return None
    return next((one.at for one in reversed(version.signatures) if one.act == Deed.SEND), None)


def _of_version(to: Recipient, occasion: Occasion, version: ReportVersion, at: datetime) -> Delivery:
    subject = f"{version.month:%Y-%m}.{version.number}"
    return replace(delivery_for(to, occasion, subject, at), month=version.month, number=version.number)


def _make_kind(ports: Ports, sending: Sending, kind: ReportKind, at: datetime) -> int:
    """0 as well where a person changed the schedule meanwhile: what is due still is with the next turn."""
    try:
        return _make_due(ports, sending, kind, at)
    except SendingChangedError:
        return 0


def _make_due(ports: Ports, sending: Sending, kind: ReportKind, at: datetime) -> int:
    zone, made = ports.centre.zone_info, 0
    schedule = sending.mailroom.schedule(kind)
    if schedule is None:
        sending.mailroom.put_schedule(begun_schedule(kind, at, ports.calendar, zone))
        return 0
    for first in missing(schedule, at, ports.calendar, zone):
        try:
            version = MAKERS[kind](ports, first)
        except (RefusedError, StoreError) as error:
            _tell_failure(sending, kind, first, error, at)
            raise ScheduledError(f"{kind} {first}: {error}") from error
        sending.mailroom.add(_notices(sending, schedule, version, at))
        schedule = sending.mailroom.put_schedule(replace(schedule, done=first))
        made += 1
    return made


def _notices(
    sending: Sending, schedule: Schedule, version: ReportVersion, at: datetime
) -> Sequence[Delivery]:
    """Those who look at drafts; and, where the manager set so, those who get reports, unsigned as it is."""
    everybody = sending.mailroom.recipients()
    found = [
        _of_version(to, Occasion.DRAFT, version, at) for to in everybody if Occasion.DRAFT in to.occasions
    ]
    if schedule.sends_unsigned:
        found += [
            _of_version(to, Occasion.UNSIGNED, version, at)
            for to in everybody
            if Occasion.REPORT in to.occasions
        ]
    return found


def _tell_failure(sending: Sending, kind: ReportKind, first: date, error: Exception, at: datetime) -> None:
    """Once for each period, however often it fails."""
    why = error.message if isinstance(error, RefusedError) else Message("sending.fault.store")
    found = [
        replace(delivery_for(to, Occasion.FAILURE, f"{kind}.{first}", at), month=first, told=why)
        for to in sending.mailroom.recipients()
        if Occasion.FAILURE in to.occasions
    ]
    sending.mailroom.add(found)


def _turn(sending: Sending, at: datetime) -> Sequence[Delivery]:
    """The longest waiting one of each recipient: no robot is told more in a minute than it lets pass."""
    first: dict[str, Delivery] = {}
    for one in sending.mailroom.due(at):
        first.setdefault(one.recipient, one)
    return list(first.values())[:MOST_AT_ONCE]


def _attempt(ports: Ports, sending: Sending, delivery: Delivery, to: Recipient | None) -> bool:
    """Written down before and after: what ends in between is tried again and marked as doubtful."""
    room = sending.mailroom
    try:
        if is_spent(delivery):
            unseen = SendError(Message("sending.fault.unseen"), is_final=True)
            room.move(replace(refused(delivery, unseen, ports.clock()), is_doubtful=True))
            return False
        trying = room.move(begun(delivery, ports.clock()))
    except SendingChangedError:  # another process has it, or a person does
        return False
    try:
        _send(ports, sending, trying, to)
    except SendError as error:
        room.move(refused(trying, error, ports.clock()))
        return False
    room.move(arrived(trying))
    return True


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
