"""Reports on their way out: made when they are due, queued once for each recipient, never lost between two steps."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.calendar import CHINA, Calendar, CalendarDay, DayType
from models.db import Database
from models.db.secret_folder import SecretFolder
from models.feed.post import SECONDS
from models.job import LEASE as JOB_LEASE
from models.message import Message
from models.ports import Ports, StoreUnavailableError
from models.report.life import Deed
from models.sending.delivery import (
    LEASE,
    LONGEST_ATTEMPT,
    MOST_ATTEMPTS,
    Delivery,
    DeliveryState,
    SendError,
    wait_after,
)
from models.sending.parcel import Attachment, Parcel
from models.sending.ports import Sending
from models.sending.recipient import Channel, Form, Occasion, Recipient, RobotSecret
from models.sending.robots import Robots
from models.sending.schedule import ReportKind, Schedule, newest
from models.services.dispatch import ScheduledError, deliver, make_scheduled
from models.services.reporting import make, step
from models.services.scheduled import MAKERS
from models.services.strangers import refusal
from tests.blank import blank_database
from tests.monthly import a_month_house
from tests.sending import AT, a_parcel, a_recipient

OCTOBER = date(2026, 10, 1)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
TOLD = AuditEntry(at=LONG_AGO, actor="wang", action="test")
DUE = datetime(2026, 11, 2, 8, tzinfo=CHINA)


def _somebody(name: str, role: Role) -> Account:
    return Account(id=1, name=name, grants=(Grant(role=role),))


MANAGER, FINANCE = _somebody("wang", Role.MANAGER), _somebody("li", Role.FINANCE)


@cache
def october() -> Ports:
    """What was measured, which nobody here changes."""
    return a_month_house(OCTOBER, measured=True)


@dataclass
class Carriage:
    """A carrier that writes down what it carried; `faults` are raised first, one each time."""

    carried: list[Parcel] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)

    def __call__(self, to: Recipient, secret: RobotSecret | None, parcel: Parcel, at: datetime, /) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.carried.append(parcel)

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.carried]


class Clock:
    """The instant that a test says."""

    at = DUE

    def __call__(self) -> datetime:
        return self.at


@dataclass
class House:
    """A house whose program can be started anew upon the same database."""

    database: Database
    folder: Path
    carriage: Carriage = field(default_factory=Carriage)
    clock: Clock = field(default_factory=Clock)
    more: dict[str, Any] = field(default_factory=dict)

    def started(self) -> Ports:
        """What one process has of it."""

        def wrap(_ports: Ports, delivery: Delivery, _to: Recipient) -> Parcel:
            return Parcel(id=delivery.id, subject=delivery.subject, text="")

        sending = Sending(
            mailroom=self.database.mailroom("centre"),
            secrets=SecretFolder(self.folder),
            wrap=wrap,
            carriers={Channel.MAIL: self.carriage},
        )
        usual: dict[str, Any] = {
            "reports": self.database.reports("centre"),
            "audit": self.database.audit().append,
            "sending": sending,
            "clock": self.clock,
        }
        return replace(october(), **{**usual, **self.more})

    @property
    def room(self) -> Any:
        return self.database.mailroom("centre")

    def knows(self, *recipients: Recipient) -> None:
        for one in recipients:
            self.room.put_recipient(one, TOLD)

    def turn(self, at: datetime) -> int:
        """The house's turn at an instant, by a process that was started for it."""
        self.clock.at = at
        return deliver(self.started(), LONG_AGO, at)

    def scheduled(self, at: datetime) -> int:
        self.clock.at = at
        return make_scheduled(self.started(), LONG_AGO, at)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    database = blank_database(tmp_path / "centre.db")
    yield House(database, tmp_path / "secrets")
    database.close()


def begin(house: House, done: date = date(2026, 9, 1), **more: Any) -> None:
    house.room.put_schedule(Schedule(kind=ReportKind.MONTHLY, done=done, **more))


def one(house: House) -> Delivery:
    (found,) = house.room.deliveries(10)
    assert isinstance(found, Delivery)
    return found


def waiting(house: House) -> None:
    """One trial in the outbox."""
    house.knows(a_recipient())
    trial = Delivery(
        id="test:x:r1", recipient="r1", occasion=Occasion.TEST, subject="x", made_at=DUE, next_at=DUE
    )
    house.room.add([trial])


def test_a_month_is_made_at_eight_of_the_first_working_day_after_it_and_once(house: House) -> None:
    begin(house)
    house.knows(a_recipient())
    assert house.scheduled(DUE - timedelta(seconds=1)) == 0  # 1 November 2026 is a Sunday
    assert house.scheduled(DUE) == 1
    assert house.scheduled(DUE + timedelta(minutes=10)) == 0
    (version,) = house.database.reports("centre").versions()
    assert (version.month, version.made_by, version.status) == (OCTOBER, "system", "draft")
    assert [(d.occasion, d.month) for d in house.room.deliveries(9)] == [(Occasion.DRAFT, OCTOBER)]


def test_a_make_up_day_is_worked_and_a_holiday_is_not(house: House) -> None:
    days = {
        date(2026, 11, 1): DayType.MAKEUP,
        date(2026, 12, 1): DayType.STATUTORY,
        date(2026, 12, 2): DayType.STATUTORY,
    }
    calendar = Calendar({day: CalendarDay(day=day, day_type=kind) for day, kind in days.items()})
    house.more["calendar"] = calendar
    begin(house)
    assert house.scheduled(datetime(2026, 11, 1, 8, tzinfo=CHINA)) == 1
    assert house.scheduled(datetime(2026, 12, 3, 7, 59, tzinfo=CHINA)) == 0
    assert house.scheduled(datetime(2026, 12, 3, 8, tzinfo=CHINA)) == 1


def test_what_was_missed_while_the_house_was_off_is_made_at_its_next_start(house: House) -> None:
    begin(house, done=date(2026, 8, 1))
    assert house.scheduled(DUE + timedelta(days=9)) == 2
    assert house.scheduled(DUE + timedelta(days=9, minutes=10)) == 0
    assert {one.month for one in house.database.reports("centre").versions()} == {date(2026, 9, 1), OCTOBER}


def test_a_new_house_promises_nothing_of_the_time_before_it(house: House) -> None:
    assert [house.scheduled(DUE + timedelta(days=3)) for _ in range(2)] == [0, 0]
    assert house.room.schedule(ReportKind.MONTHLY).done == OCTOBER


def test_a_schedule_that_is_off_makes_nothing(house: House) -> None:
    begin(house, is_active=False)
    assert house.scheduled(DUE) == 0


def test_unsigned_reports_leave_the_house_only_where_the_manager_set_so(house: House) -> None:
    house.knows(a_recipient(), a_recipient(key="r2", occasions=frozenset({Occasion.DRAFT})))
    begin(house, sends_unsigned=True)
    house.scheduled(DUE)
    found = {(d.recipient, d.occasion) for d in house.room.deliveries(9)}
    assert found == {("r1", Occasion.DRAFT), ("r2", Occasion.DRAFT), ("r1", Occasion.UNSIGNED)}


def test_a_schedule_that_fails_says_so_once_to_each_who_wants_to_know_and_is_tried_again(
    house: House,
) -> None:
    class Down:
        def versions(self, *_: object) -> Any:
            raise StoreUnavailableError("down")

    house.knows(a_recipient(), a_recipient(key="r2", occasions=frozenset({Occasion.REPORT})))
    begin(house)
    house.more["reports"] = Down()
    for minutes in (0, 10):
        with pytest.raises(ScheduledError, match="monthly 2026-10-01"):
            house.scheduled(DUE + timedelta(minutes=minutes))
    assert one(house).id == "failure:monthly.2026-10-01:r1"
    del house.more["reports"]
    assert house.scheduled(DUE + timedelta(minutes=20)) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (refusal("report.contradiction", what="x"), "refused.report.contradiction"),
        (KeyError("gone"), "sending.fault.unforeseen"),
    ],
)
def test_a_month_that_cannot_be_made_bars_no_later_one_stays_due_and_is_told_once(
    house: House, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
) -> None:
    september, usual = date(2026, 9, 1), MAKERS[ReportKind.MONTHLY]

    def broken(ports: Ports, month: date) -> Any:
        if month == september:
            raise fault
        return usual(ports, month)

    begin(house, done=date(2026, 8, 1))
    house.knows(a_recipient(occasions=frozenset({Occasion.FAILURE})))
    with monkeypatch.context() as patch:
        patch.setitem(MAKERS, ReportKind.MONTHLY, broken)
        for minutes in (0, 10):
            with pytest.raises(ScheduledError, match="monthly 2026-09-01"):
                house.scheduled(DUE + timedelta(minutes=minutes))
    assert [one.month for one in house.database.reports("centre").versions()] == [OCTOBER]
    why = one(house).told
    assert why is not None
    assert (one(house).id, why.key) == ("failure:monthly.2026-09-01:r1", told)
    assert newest(house.room.schedule(ReportKind.MONTHLY)) == OCTOBER
    assert house.scheduled(DUE + timedelta(minutes=20)) == 1
    assert house.scheduled(DUE + timedelta(minutes=30)) == 0
    assert {one.month for one in house.database.reports("centre").versions()} == {september, OCTOBER}
    assert house.room.schedule(ReportKind.MONTHLY).failed == ()


@pytest.mark.parametrize(
    ("deeds", "sent"),
    [
        ([], ["draft", "unsigned"]),
        ([Deed.CHECK], ["unsigned"]),
        ([Deed.CHECK, Deed.SIGN], []),
        ([Deed.CHECK, Deed.SIGN, Deed.SEND], ["report"]),
    ],
)
def test_what_a_person_did_before_the_schedule_is_announced_as_what_it_is(
    house: House, deeds: list[Deed], sent: list[str]
) -> None:
    begin(house, sends_unsigned=True)
    house.knows(a_recipient())
    house.clock.at = DUE - timedelta(hours=1)
    ports = house.started()
    version = make(ports, FINANCE, OCTOBER)
    who = {Deed.CHECK: MANAGER, Deed.SIGN: _somebody("zhou", Role.MANAGER), Deed.SEND: MANAGER}
    for deed in deeds:
        version = step(ports, who[deed], version, deed)
    house.scheduled(DUE)
    for minute in range(1, 4):
        house.turn(DUE + timedelta(minutes=minute))
    assert house.carriage.ids == [f"{one}:2026-10.0:r1" for one in sent]


def test_an_unsigned_copy_that_still_waits_when_its_report_is_signed_stays_in_the_house(house: House) -> None:
    begin(house, sends_unsigned=True)
    house.knows(a_recipient())
    house.scheduled(DUE)
    ports = house.started()
    (version,) = house.database.reports("centre").versions()
    checked = step(ports, FINANCE, version, Deed.CHECK)
    signed = step(ports, MANAGER, checked, Deed.SIGN)
    step(ports, MANAGER, signed, Deed.SEND)
    for minute in range(1, 5):
        house.turn(DUE + timedelta(minutes=minute))
    assert house.carriage.ids == ["report:2026-10.0:r1"]
    left = {one.occasion: one for one in house.room.deliveries(9) if one.occasion is not Occasion.REPORT}
    assert {one.state for one in left.values()} == {DeliveryState.DROPPED}
    told = left[Occasion.UNSIGNED].answer
    assert told is not None
    assert told.key == "sending.fault.signed_since"


def test_a_process_that_ends_between_making_and_writing_it_down_makes_and_tells_nothing_twice(
    house: House,
) -> None:
    begin(house)
    house.knows(a_recipient())
    house.scheduled(DUE)
    schedule = house.room.schedule(ReportKind.MONTHLY)
    house.room.put_schedule(replace(schedule, done=date(2026, 9, 1)))  # as if the last step had been lost
    assert house.scheduled(DUE + timedelta(minutes=10)) == 1
    assert len(house.database.reports("centre").versions()) == 1
    assert len(house.room.deliveries(9)) == 1


def test_a_report_that_was_given_out_reaches_everybody_who_was_there_then_and_once(house: House) -> None:
    house.clock.at = DUE
    ports = house.started()
    version = make(ports, FINANCE, OCTOBER)
    ports = replace(ports, reports=ports.reports)
    second = _somebody("zhou", Role.MANAGER)
    version = step(ports, MANAGER, version, Deed.CHECK)
    version = step(ports, second, version, Deed.SIGN)
    house.knows(
        a_recipient(),
        a_recipient(key="late", since=DUE + timedelta(seconds=1)),
        a_recipient(key="drafts", occasions=frozenset({Occasion.DRAFT})),
    )
    assert house.turn(DUE) == 0, "signed is not sent"
    step(ports, second, version, Deed.SEND)
    assert house.turn(DUE + timedelta(minutes=1)) == 1
    assert house.turn(DUE + timedelta(minutes=2)) == 0
    assert house.carriage.ids == ["report:2026-10.0:r1"]


def test_what_is_not_taken_is_tried_at_doubling_distances_until_it_is_dead(house: House) -> None:
    waiting(house)
    house.carriage.faults = [SendError(Message("sending.fault.away", {"host": "h"}))] * MOST_ATTEMPTS
    at, gaps = DUE, []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        house.turn(at)
        found = one(house)
        assert found.attempts == attempt
        if found.next_at is not None:
            assert house.turn(found.next_at - timedelta(seconds=1)) == 0
            gaps.append(found.next_at - at)
            at = found.next_at
    assert gaps == [wait_after(n) for n in range(1, MOST_ATTEMPTS)]
    assert (gaps[0], gaps[1], gaps[-1]) == (timedelta(minutes=1), timedelta(minutes=2), timedelta(hours=6))
    assert (one(house).state, one(house).answer) == (
        DeliveryState.DEAD,
        Message("sending.fault.away", {"host": "h"}),
    )


def test_what_the_other_side_asks_to_wait_is_waited(house: House) -> None:
    waiting(house)
    house.carriage.faults = [SendError(Message("sending.fault.odd"), wait=timedelta(hours=1))]
    house.turn(DUE)
    assert one(house).next_at == DUE + timedelta(hours=1)


def test_a_refusal_for_good_is_dead_at_once(house: House) -> None:
    waiting(house)
    house.carriage.faults = [SendError(Message("sending.fault.private", {"host": "h"}), is_final=True)]
    house.turn(DUE)
    assert (one(house).state, one(house).attempts) == (DeliveryState.DEAD, 1)


class Killed(BaseException):
    """The process is gone."""


def test_a_process_killed_before_it_wrote_down_what_it_sent_sends_again_and_says_so(house: House) -> None:
    waiting(house)

    def sent_and_killed(*_: object) -> None:
        house.carriage.carried.append(Parcel(id="test:x:r1", subject="", text=""))
        raise Killed

    ports = house.started()
    assert ports.sending is not None
    dying = replace(ports, sending=replace(ports.sending, carriers={Channel.MAIL: sent_and_killed}))
    with pytest.raises(Killed):
        deliver(dying, LONG_AGO, DUE)
    assert house.turn(DUE + timedelta(minutes=1)) == 0, "it may be under way still"
    assert house.turn(DUE + timedelta(minutes=10)) == 1
    assert (one(house).state, one(house).attempts, one(house).is_doubtful) == (DeliveryState.SENT, 2, True)
    assert house.carriage.ids == ["test:x:r1"] * 2, (
        "the same name both times, so that the other side can tell"
    )


def test_what_ends_the_process_each_time_is_given_up_at_last(house: House) -> None:
    waiting(house)
    at = DUE
    for _ in range(MOST_ATTEMPTS):
        house.carriage.faults = [Killed()]
        with pytest.raises(Killed):
            house.turn(at)
        at += timedelta(minutes=10)
    assert house.turn(at) == 0
    assert (one(house).state, one(house).is_doubtful) == (DeliveryState.DEAD, True)


def test_two_processes_never_send_the_same_at_once(house: House) -> None:
    waiting(house)
    first, second = house.started(), house.started()
    assert first.sending is not None

    class Slow(Carriage):
        def __call__(self, *given: Any) -> None:
            assert deliver(second, LONG_AGO, DUE) == 0, "the other one looks while this one sends"
            super().__call__(*given)

    slow = Slow()
    assert deliver(
        replace(first, sending=replace(first.sending, carriers={Channel.MAIL: slow})), LONG_AGO, DUE
    )
    assert (len(slow.carried), house.carriage.carried) == (1, [])


def test_a_recipient_is_sent_one_thing_a_turn_and_others_do_not_wait_for_it(house: House) -> None:
    house.knows(a_recipient(), a_recipient(key="r2"))
    house.room.add(
        [
            Delivery(
                id=f"test:{n}:{to}", recipient=to, occasion=Occasion.TEST, subject=n, made_at=DUE, next_at=DUE
            )
            for n in "ab"
            for to in ("r1", "r2")
        ]
    )
    assert house.turn(DUE) == 2
    assert set(house.carriage.ids) == {"test:a:r1", "test:a:r2"}
    assert house.turn(DUE + timedelta(minutes=1)) == 2


def test_a_removed_recipient_a_missing_channel_and_a_lost_report_are_told(house: House) -> None:
    waiting(house)
    house.room.remove_recipient("r1", TOLD)
    house.turn(DUE)
    assert (one(house).state, one(house).answer) == (
        DeliveryState.DEAD,
        Message("sending.fault.no_recipient"),
    )


def test_a_report_that_cannot_be_opened_is_a_refusal_with_its_reason(house: House) -> None:
    waiting(house)
    ports = house.started()
    assert ports.sending is not None

    def lost(*_: object) -> Parcel:
        raise refusal("report.lost", digest="abc")

    deliver(replace(ports, sending=replace(ports.sending, wrap=lost)), LONG_AGO, DUE)
    assert (one(house).state, one(house).answer) == (
        DeliveryState.FAILED,
        Message("refused.report.lost", {"digest": "abc"}),
    )


def test_what_nobody_foresaw_of_one_delivery_is_its_fault_and_keeps_no_other_from_its_turn(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    waiting(house)
    house.knows(a_recipient(key="r2"))
    house.room.add([replace(one(house), id="test:x:r2", recipient="r2")])
    house.carriage.faults = [OverflowError("https://robot.example/?key=geheim")]
    assert house.turn(DUE) == 1
    assert house.carriage.ids == ["test:x:r2"]
    failed = house.room.delivery("test:x:r1")
    assert (failed.state, failed.next_at) == (DeliveryState.FAILED, DUE + timedelta(minutes=1))
    assert failed.answer == Message("sending.fault.unforeseen", {"what": "OverflowError"})
    assert not failed.is_doubtful
    assert "OverflowError" in caplog.text
    assert "geheim" not in caplog.text
    assert house.turn(DUE + timedelta(minutes=1)) == 1


@pytest.mark.parametrize("fault", [None, SendError(Message("sending.fault.odd"))])
def test_an_attempt_that_outlasts_its_lease_leaves_what_another_process_wrote(
    house: House, fault: SendError | None
) -> None:
    waiting(house)
    first, second = house.started(), house.started()
    assert first.sending is not None

    def slow(*_: object) -> None:
        house.clock.at = DUE + LEASE
        assert deliver(second, LONG_AGO, house.clock.at) == 1
        if fault is not None:
            raise fault

    dying = replace(first, sending=replace(first.sending, carriers={Channel.MAIL: slow}))
    house.clock.at = DUE
    assert deliver(dying, LONG_AGO, DUE) == 0
    assert (one(house).state, one(house).is_doubtful) == (DeliveryState.SENT, True)


def test_no_delivery_is_begun_that_could_outlast_the_jobs_lease(house: House) -> None:
    waiting(house)
    house.knows(a_recipient(key="r2"))
    house.room.add([replace(one(house), id="test:x:r2", recipient="r2")])
    usual = house.carriage

    def slow(*given: Any) -> None:
        usual(*given)
        house.clock.at += LONGEST_ATTEMPT

    ports = house.started()
    assert ports.sending is not None
    house.clock.at = DUE
    tired = replace(ports, sending=replace(ports.sending, carriers={Channel.MAIL: slow}))
    assert deliver(tired, LONG_AGO, DUE) == 1
    assert house.clock.at - DUE <= JOB_LEASE
    assert house.turn(DUE + JOB_LEASE) == 1, "the next turn begins with it"


def test_the_lease_outlasts_the_calls_of_the_longest_attempt() -> None:
    asked: list[str] = []

    def post(address: str, _body: bytes, _media: str, /) -> bytes:
        asked.append(address)
        return b'{"errcode": 0, "media_id": "m"}'

    files = tuple(Attachment(f"a.{form}", "text/plain", b"12345678") for form in Form)
    robot = RobotSecret("https://robot.example/send?key=k")
    Robots(post).wecom(a_recipient(Channel.WECOM), robot, a_parcel(files=files), AT)
    looked_up_and_answered = timedelta(seconds=2 * SECONDS)
    assert len(asked) * looked_up_and_answered < LONGEST_ATTEMPT < LEASE <= JOB_LEASE
