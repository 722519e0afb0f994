"""What leaves the house comes back as it was kept; of two who move one thing on, one is refused; nothing is queued twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.audit import AuditEntry
from models.db import Database
from models.message import Message
from models.sending.delivery import Delivery, DeliveryState
from models.sending.ports import SendingChangedError
from models.sending.recipient import Occasion
from models.sending.schedule import ReportKind, Schedule
from tests.sending import AT, a_recipient

TOLD = AuditEntry(at=AT, actor="wang", action="sending.test", subject="x", centre="shijiawan")
ONE = Delivery(
    id="report:2026-10.0:r1",
    recipient="r1",
    occasion=Occasion.REPORT,
    subject="2026-10.0",
    made_at=AT,
    next_at=AT,
    month=date(2026, 10, 1),
    number=0,
    told=Message("sending.fault.robot", {"code": 93000, "said": "x"}),
)


def test_recipients_come_back_by_name_and_only_to_their_centre(database: Database) -> None:
    room = database.mailroom("shijiawan")
    for one in (a_recipient(key="b", name="乙"), a_recipient(key="a", name="丙", forms=())):
        room.put_recipient(one, TOLD)
    assert {one.id: one for one in room.recipients()} == {
        "a": a_recipient(key="a", name="丙", forms=()),
        "b": a_recipient(key="b", name="乙"),
    }
    assert list(database.mailroom("other").recipients()) == []
    assert room.remove_recipient("a", TOLD)
    assert not room.remove_recipient("a", TOLD)


def test_a_delivery_is_queued_once_and_comes_back_when_it_is_due(database: Database) -> None:
    room = database.mailroom("shijiawan")
    assert [room.add([ONE, ONE]), room.add([ONE]), room.add([])] == [1, 0, 0]
    assert list(room.due(AT - timedelta(seconds=1))) == []
    assert list(room.due(AT)) == [ONE]
    assert room.delivery(ONE.id) == ONE
    assert room.delivery("x") is None


def test_of_two_who_take_the_same_delivery_one_is_refused_and_leaves_no_line(database: Database) -> None:
    room = database.mailroom("shijiawan")
    room.add([ONE])
    moved = room.move(replace(ONE, state=DeliveryState.SENT, next_at=None))
    before = len(database.audit().recent())
    with pytest.raises(SendingChangedError):
        room.move(replace(ONE, state=DeliveryState.TRYING), TOLD)
    assert room.delivery(ONE.id) == moved
    assert len(database.audit().recent()) == before
    assert list(room.due(AT)) == []


def test_a_delivery_that_was_never_queued_cannot_be_moved(database: Database) -> None:
    with pytest.raises(SendingChangedError):
        database.mailroom("shijiawan").move(ONE)


def test_the_newest_are_shown_and_every_dead_one_however_old(database: Database) -> None:
    room = database.mailroom("shijiawan")
    old = replace(ONE, id="old", state=DeliveryState.DEAD, made_at=AT - timedelta(days=400))
    rest = [replace(ONE, id=f"n{n}", made_at=AT + timedelta(minutes=n)) for n in range(5)]
    room.add([old, *rest])
    assert [one.id for one in room.deliveries(2)] == ["n4", "n3", "old"]


def test_a_schedule_is_begun_by_one_and_changed_by_who_saw_it_last(database: Database) -> None:
    room = database.mailroom("shijiawan")
    fresh = Schedule(kind=ReportKind.MONTHLY, done=date(2026, 9, 1))
    assert room.schedule(ReportKind.MONTHLY) is None
    kept = room.put_schedule(fresh, TOLD)
    assert room.schedule(ReportKind.MONTHLY) == kept == replace(fresh, revision=2)
    with pytest.raises(SendingChangedError):
        room.put_schedule(fresh)
    changed = room.put_schedule(replace(kept, is_active=False))
    with pytest.raises(SendingChangedError):
        room.put_schedule(replace(kept, sends_unsigned=True))
    assert room.schedule(ReportKind.MONTHLY) == changed
