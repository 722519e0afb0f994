"""What a manager sets for what leaves the house: who gets what, what is made by itself, and what becomes of dead deliveries."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.account import Account, Permission
from models.ports import Ports
from models.sending.delivery import Delivery, again, delivery_id, dropped
from models.sending.ports import Sending, SendingChangedError
from models.sending.recipient import (
    CHOSEN,
    LONGEST_NAME,
    Channel,
    Form,
    Occasion,
    Recipient,
    RobotSecret,
    mail_address,
    robot_host,
)
from models.sending.schedule import ReportKind, Schedule, begun_schedule
from models.services.deed import done_by
from models.services.strangers import refusal

MOST_SHOWN = 200
MOST_RECIPIENTS = 50
LONGEST_SIGN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A recipient as somebody typed it. address: of mail, or of a robot with its key; sign: the robot's signing secret."""

    channel: str
    name: str
    address: str
    sign: str = ""
    locale: str = "zh-Hans"
    occasions: Collection[str] = ()
    forms: Collection[str] = ()


def sending_of(ports: Ports, account: Account) -> Sending:
    """Raises RefusedError where nothing leaves this house, or for who may not look after it."""
    if not account.may(Permission.REPORT_SEND, ports.centre.id):
        raise refusal("sending.not_allowed")
    if ports.sending is None:
        raise refusal("sending.nowhere")
    return ports.sending


def recipients(ports: Ports, account: Account) -> Sequence[Recipient]:
    """By name. Raises RefusedError."""
    return sending_of(ports, account).mailroom.recipients()


def add_recipient(ports: Ports, account: Account, entered: Entered) -> Recipient:
    """From now on it gets what it is to get. Raises RefusedError, never with a secret in it; StoreError."""
    sending = sending_of(ports, account)
    if len(sending.mailroom.recipients()) >= MOST_RECIPIENTS:
        raise refusal("sending.too_many", most=MOST_RECIPIENTS)
    new, secret = _recipient(ports, account, entered)
    if new.channel not in sending.carriers:
        raise refusal("sending.no_carrier")
    if secret is not None:  # first: a robot that is known but has no secret could never be told anything
        sending.secrets.put(new.id, secret)
    told = done_by(ports, account, "sending.recipient.add", new.id, channel=new.channel, address=new.address)
    sending.mailroom.put_recipient(new, told)
    return new


def remove_recipient(ports: Ports, account: Account, key: str) -> None:
    """Nothing more goes there; what waits for it dies with its next attempt. Raises RefusedError, StoreError."""
    sending = sending_of(ports, account)
    known = _known(sending, key)
    told = done_by(ports, account, "sending.recipient.remove", known.id, address=known.address)
    sending.mailroom.remove_recipient(known.id, told)
    sending.secrets.remove(known.id)


def try_out(ports: Ports, account: Account, key: str) -> Delivery:
    """Send a message that says it is a trial, with the next turn. Raises RefusedError."""
    sending = sending_of(ports, account)
    known, at = _known(sending, key), ports.clock()
    trial = delivery_for(known, Occasion.TEST, f"{at:%Y-%m-%dT%H:%M}", at)
    sending.mailroom.add([trial], done_by(ports, account, "sending.test", known.id, address=known.address))
    return trial


def deliveries(ports: Ports, account: Account) -> Sequence[Delivery]:
    """The newest and every dead one, newest first. Raises RefusedError."""
    return sending_of(ports, account).mailroom.deliveries(MOST_SHOWN)


def try_again(ports: Ports, account: Account, key: str) -> Delivery:
    """A dead delivery from its beginning. Raises RefusedError."""
    return _moved(ports, account, key, is_again=True)


def drop(ports: Ports, account: Account, key: str) -> Delivery:
    """A dead delivery is given up. Raises RefusedError."""
    return _moved(ports, account, key, is_again=False)


def schedule_of(ports: Ports, account: Account, kind: ReportKind) -> Schedule:
    """As it is kept, or as the house would begin it now. Raises RefusedError."""
    kept = sending_of(ports, account).mailroom.schedule(kind)
    return kept or begun_schedule(kind, ports.clock(), ports.calendar, ports.centre.zone_info)


def set_schedule(
    ports: Ports, account: Account, kind: ReportKind, *, is_active: bool, sends_unsigned: bool
) -> Schedule:
    """What was missed while it was off is not made up for. Raises RefusedError."""
    sending, kept = sending_of(ports, account), schedule_of(ports, account, kind)
    changed = replace(kept, is_active=is_active, sends_unsigned=sends_unsigned)
    if is_active and not kept.is_active:
        fresh = begun_schedule(kind, ports.clock(), ports.calendar, ports.centre.zone_info)
        changed = replace(changed, done=max(kept.done, fresh.done), failed=())
    told = done_by(
        ports, account, "sending.schedule", kind, active=int(is_active), unsigned=int(sends_unsigned)
    )
    try:
        return sending.mailroom.put_schedule(changed, told)
    except SendingChangedError as error:
        raise refusal("sending.changed") from error


def delivery_for(to: Recipient, occasion: Occasion, subject: str, at: datetime) -> Delivery:
    """A new one, due at once."""
    key = delivery_id(occasion, subject, to.id)
    return Delivery(id=key, recipient=to.id, occasion=occasion, subject=subject, made_at=at, next_at=at)


def _known(sending: Sending, key: str) -> Recipient:
    found = next((one for one in sending.mailroom.recipients() if one.id == key), None)
    if found is None:
        raise refusal("sending.no_recipient")
    return found


def _moved(ports: Ports, account: Account, key: str, *, is_again: bool) -> Delivery:
    sending = sending_of(ports, account)
    found = sending.mailroom.delivery(key)
    if found is None:
        raise refusal("sending.no_delivery")
    try:
        changed = again(found, ports.clock()) if is_again else dropped(found)
        told = done_by(ports, account, f"sending.{'again' if is_again else 'drop'}", found.id)
        return sending.mailroom.move(changed, told)
    except (ValueError, SendingChangedError) as error:
        raise refusal("sending.changed") from error


def _recipient(ports: Ports, account: Account, entered: Entered) -> tuple[Recipient, RobotSecret | None]:
    if entered.channel not in set(Channel):
        raise refusal("sending.no_channel")
    channel = Channel(entered.channel)
    address, secret = _address(channel, entered.address.strip(), entered.sign.strip())
    new = Recipient(
        id=secrets.token_hex(8),
        channel=channel,
        name=_name(entered.name),
        address=address,
        locale=entered.locale,
        occasions=frozenset(one for one in CHOSEN if one in entered.occasions),
        forms=tuple(one for one in Form if one in entered.forms),
        since=ports.clock(),
        by=account.name,
    )
    if not new.occasions:
        raise refusal("sending.no_occasion")
    return new, secret


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise refusal("sending.bad_name", most=LONGEST_NAME)
    return name


def _address(channel: Channel, typed: str, sign: str) -> tuple[str, RobotSecret | None]:
    """What may be shown, and what may not. A refusal repeats neither: a robot's address is its key."""
    try:
        if channel is Channel.MAIL:
            return mail_address(typed), None
        host = robot_host(channel, typed)
    except ValueError as error:
        raise refusal("sending.bad_address") from error
    if len(sign) > LONGEST_SIGN or not sign.isprintable():
        raise refusal("sending.bad_address")
    return host, RobotSecret(typed, sign)
