"""What a manager sets: who may, what is refused and what it says, that no secret is ever said again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.account import Account, Grant, Role
from models.calendar import CHINA
from models.db import Database
from models.ports import Ports
from models.sending.delivery import Delivery, DeliveryState
from models.sending.recipient import Channel, Occasion, RobotSecret
from models.sending.schedule import ReportKind
from models.services.deed import done_by
from models.services.sending import (
    MOST_RECIPIENTS,
    Entered,
    add_recipient,
    deliveries,
    drop,
    recipients,
    remove_recipient,
    schedule_of,
    sending_of,
    set_schedule,
    try_again,
    try_out,
)
from models.services.strangers import RefusedError
from tests.blank import blank_database
from tests.builders import some_ports
from tests.sending import a_recipient, an_outbox

MANAGER = Account(id=1, name="wang", grants=(Grant(role=Role.MANAGER),))
AT = datetime(2026, 11, 10, 4, tzinfo=UTC)
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=geheim-1"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = blank_database(tmp_path / "centre.db")
    yield database
    database.close()


@pytest.fixture
def ports(database: Database, tmp_path: Path) -> Ports:
    sending = an_outbox(database, tmp_path, Channel.MAIL, Channel.WECOM)
    return replace(some_ports(clock=lambda: AT), sending=sending, audit=database.audit().append)


def mail(**more: Any) -> Entered:
    usual = {"channel": "mail", "name": "街道办", "address": "office@example.org", "occasions": ["report"]}
    return Entered(**{**usual, "forms": ["pdf", "xlsx"], **more})


def refused(ports: Ports, entered: Entered) -> str:
    with pytest.raises(RefusedError) as told:
        add_recipient(ports, MANAGER, entered)
    assert "geheim" not in f"{told.value.message} {told.value.__cause__}"
    return told.value.message.key.removeprefix("refused.sending.")


def test_a_robots_address_lies_in_a_file_of_its_own_and_nowhere_else(
    ports: Ports, database: Database, tmp_path: Path
) -> None:
    added = add_recipient(ports, MANAGER, mail(channel="wecom", address=ROBOT, sign="geheim-2"))
    assert added.address == "qyapi.weixin.qq.com"
    assert list(recipients(ports, MANAGER)) == [added]
    assert sending_of(ports, MANAGER).secrets.get(added.id) == RobotSecret(ROBOT, "geheim-2")
    (file,) = (tmp_path / "secrets").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    kept = b"".join(one.read_bytes() for one in tmp_path.glob("centre.db*"))
    assert b"geheim" not in kept
    assert "geheim" not in str(database.audit().recent())


def test_a_removed_robot_leaves_no_secret_behind(ports: Ports, tmp_path: Path) -> None:
    added = add_recipient(ports, MANAGER, mail(channel="wecom", address=ROBOT))
    remove_recipient(ports, MANAGER, added.id)
    assert list(recipients(ports, MANAGER)) == list((tmp_path / "secrets").iterdir()) == []


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.MANAGER])
def test_only_who_may_send_reports_looks_after_it(ports: Ports, role: Role) -> None:
    somebody = Account(id=2, name="x", grants=(Grant(role=role),))
    for ask in (
        lambda: recipients(ports, somebody),
        lambda: add_recipient(ports, somebody, mail()),
        lambda: remove_recipient(ports, somebody, "r1"),
        lambda: try_out(ports, somebody, "r1"),
        lambda: deliveries(ports, somebody),
        lambda: try_again(ports, somebody, "x"),
        lambda: drop(ports, somebody, "x"),
        lambda: schedule_of(ports, somebody, ReportKind.MONTHLY),
        lambda: set_schedule(ports, somebody, ReportKind.MONTHLY, is_active=True, sends_unsigned=True),
    ):
        with pytest.raises(RefusedError) as told:
            ask()
        assert told.value.message.key == "refused.sending.not_allowed"


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        (mail(address="office@example.org\r\nBcc: x@example.org"), "bad_address"),
        (mail(address="a@example.org, b@example.org"), "bad_address"),
        (mail(address="Office <office@example.org>"), "bad_address"),
        (mail(address="nobody"), "bad_address"),
        (mail(channel="wecom", address="https://qyapi.weixin.qq.com/send?geheim"), "bad_address"),
        (mail(channel="wecom", address="ftp://x/send?key=geheim"), "bad_address"),
        (mail(channel="wecom", address="https://u:geheim@x/send?key=1"), "bad_address"),
        (mail(channel="wecom", address=ROBOT, sign="geheim\n"), ""),
        (mail(channel="wecom", address=ROBOT, sign="geh\neim"), "bad_address"),
        (mail(channel="dingtalk", address="https://x.example/?access_token=geheim"), "no_carrier"),
        (mail(channel="pigeon"), "no_channel"),
        (mail(name=" "), "bad_name"),
        (mail(name="x" * 61), "bad_name"),
        (mail(occasions=["unsigned", "test", "all"]), "no_occasion"),
    ],
)
def test_what_cannot_be_a_recipient_is_refused_without_its_secret(
    ports: Ports, entered: Entered, why: str
) -> None:
    if why:
        assert refused(ports, entered) == why
        assert list(recipients(ports, MANAGER)) == []
    else:
        add_recipient(ports, MANAGER, entered)


def test_there_is_an_end_to_recipients(ports: Ports) -> None:
    for n in range(MOST_RECIPIENTS):
        add_recipient(ports, MANAGER, mail(name=f"n{n}"))
    assert refused(ports, mail()) == "too_many"


def test_a_trial_waits_for_the_next_turn_and_two_presses_are_one_also_in_the_trail(
    ports: Ports, database: Database
) -> None:
    added = add_recipient(ports, MANAGER, mail())
    assert try_out(ports, MANAGER, added.id).id == try_out(ports, MANAGER, added.id).id
    (found,) = deliveries(ports, MANAGER)
    assert (found.occasion, found.next_at) == (Occasion.TEST, AT)
    trail = [one.entry for one in database.audit().recent()]
    tests = [(one.actor, one.subject) for one in trail if one.action == "sending.test"]
    assert tests == [("wang", added.id)]


def dead(ports: Ports) -> Delivery:
    room = sending_of(ports, MANAGER).mailroom
    room.put_recipient(a_recipient(), _told(ports))
    one = Delivery(
        id="test:x:r1", recipient="r1", occasion=Occasion.TEST, subject="x", made_at=AT, next_at=None
    )
    room.add([replace(one, state=DeliveryState.DEAD, attempts=12)])
    return one


def _told(ports: Ports) -> Any:
    return done_by(ports, "wang", "test")


def test_a_dead_delivery_is_tried_again_from_the_beginning_and_the_trail_tells_who(
    ports: Ports, database: Database
) -> None:
    found = try_again(ports, MANAGER, dead(ports).id)
    assert (found.state, found.attempts, found.next_at) == (DeliveryState.WAITING, 0, AT)
    last = database.audit().recent()[0]
    assert (last.entry.actor, last.entry.action, last.entry.subject) == ("wang", "sending.again", found.id)
    with pytest.raises(RefusedError) as told:
        drop(ports, MANAGER, found.id)
    assert told.value.message.key == "refused.sending.changed"


def test_a_dead_delivery_that_is_given_up_is_never_tried_again(ports: Ports) -> None:
    found = drop(ports, MANAGER, dead(ports).id)
    assert (found.state, found.next_at) == (DeliveryState.DROPPED, None)
    assert list(sending_of(ports, MANAGER).mailroom.due(AT + timedelta(days=99))) == []


def test_what_was_missed_while_a_schedule_was_off_is_not_made_up_for(ports: Ports) -> None:
    kind = ReportKind.MONTHLY
    off = set_schedule(ports, MANAGER, kind, is_active=False, sends_unsigned=False)
    assert off.done == date(2026, 10, 1)
    later = replace(ports, clock=lambda: datetime(2027, 2, 3, tzinfo=CHINA))
    assert set_schedule(later, MANAGER, kind, is_active=True, sends_unsigned=False).done == date(2027, 1, 1)
