"""Finished sessions become entries of the book: once, by the plan of their day, and anew when somebody changes who came."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.calendar import Window
from models.db.money import SqlMoney
from models.db.prices import SqlPrices
from models.hold import SessionStatus
from models.money.ports import Money
from models.money.price import Concession, PlanStatus, PlanVersion, Priced, Way
from models.programme.booking import Booking, BookingStatus, Party
from models.programme.session import Session
from models.programme.who import Who
from models.services.housekeeping import charge
from tests.builders import NOON, a_session
from tests.models.money.plans import COURSE
from tests.models.services.offices import Office, an_office

LESS = Party(id="less", code="张* 1", pays_as=Who.REDUCED)
FULL = Party(id="full", code="李* 2")
HOUR = timedelta(hours=1)
COMPLETED, NO_SHOW = BookingStatus.COMPLETED, BookingStatus.NO_SHOW


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = an_office(tmp_path)
    for party in (LESS, FULL):
        office.programme.bookings.put_party(party)
    office.at(120)
    return office


def money(office: Office) -> Money:
    assert office.ports.money is not None
    return office.ports.money


def priced(office: Office, plan: PlanVersion = COURSE) -> None:
    """Approved, as of today."""
    kept = money(office).prices.propose(plan, by="li", at=office.now)
    money(office).prices.decide(
        kept.plan, kept.number, PlanStatus.APPROVED, by="wang", at=office.now, today=date(2026, 11, 18)
    )


def held(
    office: Office, key: str = "s1", after: timedelta = timedelta(0), plan: str = "course", **fields: object
) -> Session:
    """A session that took place."""
    window = Window(NOON + after, NOON + after + HOUR)
    new = replace(a_session(NOON, places=4), id=key, window=window, price_plan=plan, series="brush")
    (kept,) = office.programme.sessions.write([replace(new, **fields)])  # type: ignore[arg-type]
    return kept


def over(office: Office, session: Session, status: SessionStatus = SessionStatus.DONE) -> Session:
    (kept,) = office.programme.sessions.write([replace(session, status=status)])
    return kept


def booked(
    office: Office,
    key: str,
    party: Party,
    *path: BookingStatus,
    seats: int = 1,
    to: str = "s1",
    pays_as: Who | None = None,
) -> None:
    booking = Booking(id=key, session=to, party=party.id, seats=seats, booked_at=NOON - HOUR, pays_as=pays_as)
    status = office.programme.bookings.book(booking).status
    for step in path:
        status = office.programme.bookings.change(key, [status], step, NOON).status


def came(office: Office, key: str, party: Party, **fields: object) -> None:
    booked(office, key, party, BookingStatus.CHECKED_IN, COMPLETED, **fields)  # type: ignore[arg-type]


def turn(office: Office) -> int:
    return charge(office.ports, NOON, office.now)


def owed(office: Office) -> dict[str, int]:
    """What stands in the book, by the key of its document."""
    found: dict[str, int] = {}
    for one in money(office).ledger.lines():
        key = one.entry.key.partition("~")[0].partition("#")[0]
        found[key] = found.get(key, 0) + sum(line.fen for line in one.entry.postings if line.fen > 0) * (
            -1 if one.entry.reverses else 1
        )
    return {key: fen for key, fen in found.items() if fen}


def test_whoever_came_owes_the_price_of_the_hour_and_the_others_what_the_plan_says(office: Office) -> None:
    priced(office)
    session = held(office)
    came(office, "a", FULL, seats=2)
    came(office, "b", LESS)
    booked(office, "c", FULL, NO_SHOW)
    booked(office, "d", FULL, BookingStatus.LATE_CANCELLED)
    assert turn(office) == 0, "it is not over"
    over(office, session)
    assert (turn(office), turn(office)) == (3, 0)
    assert owed(office) == {"fee:a": 1_200, "fee:b": 300, "fee:c": 600}
    (entry,) = money(office).ledger.by_keys(["fee:a"])
    lines = [(one.account, one.fen, one.space, one.session, one.series) for one in entry.entry.postings]
    assert lines == [
        ("takings", 1_200, "room", "s1", "brush"),
        ("income.course", -1_200, "room", "s1", "brush"),
    ]
    assert (entry.entry.day, entry.entry.at, entry.entry.document) == (
        date(2026, 11, 18),
        NOON + HOUR,
        "booking:a",
    )


def test_a_free_session_and_one_that_was_called_off_or_given_back_owe_nothing(office: Office) -> None:
    priced(office)
    for n, (plan, status) in enumerate(
        (
            ("", SessionStatus.DONE),
            ("unknown", SessionStatus.DONE),
            ("course", SessionStatus.RELEASED),
            ("course", SessionStatus.CANCELLED),
        )
    ):
        session = held(office, f"s{n}", n * HOUR, plan)
        booked(office, f"b{n}", FULL, BookingStatus.CHECKED_IN, COMPLETED, to=f"s{n}")
        over(office, session, status)
    assert (turn(office), owed(office)) == (0, {})


def test_who_turns_out_to_have_come_or_not_is_charged_anew_however_late(office: Office) -> None:
    priced(office, replace(COURSE, charged=frozenset()))
    session = held(office)
    came(office, "a", FULL)
    booked(office, "b", FULL, NO_SHOW)
    over(office, session)
    turn(office)
    assert owed(office) == {"fee:a": 600}
    office.now += timedelta(days=90)
    bookings = office.programme.bookings
    bookings.change("a", [COMPLETED], NO_SHOW, office.now)
    bookings.change("b", [NO_SHOW], COMPLETED, office.now)
    assert (turn(office), turn(office)) == (2, 0)
    assert owed(office) == {"fee:b": 600}
    bookings.change("a", [NO_SHOW], COMPLETED, office.now)
    assert turn(office) == 1
    assert owed(office) == {"fee:a": 600, "fee:b": 600}
    assert sum(one.fen for one in money(office).ledger.sums(["account"])) == 0


def test_a_session_that_gets_another_plan_or_none_is_charged_anew(office: Office) -> None:
    priced(office)
    priced(office, replace(COURSE, plan="dear", base_fen=5_000, bands=()))
    session = held(office)
    came(office, "a", FULL)
    session = over(office, session)
    turn(office)
    (session,) = office.programme.sessions.write([replace(session, price_plan="dear")])
    turn(office)
    assert owed(office) == {"fee:a": 5_000}
    office.programme.sessions.write([replace(session, price_plan="")])
    turn(office)
    assert owed(office) == {}


def test_a_plan_that_is_entered_later_for_days_before_meets_the_sessions_of_those_days(
    office: Office,
) -> None:
    priced(office, replace(COURSE, plan="other"))
    came_to = held(office)
    came(office, "a", FULL)
    over(office, came_to)
    assert turn(office) == 0
    priced(office)
    assert (turn(office), owed(office)) == (1, {"fee:a": 600})


def test_each_pays_the_price_of_their_group_and_the_nearest_that_the_plan_names(office: Office) -> None:
    seniors = Concession(who=Who.SENIOR_75, way=Way.FIXED, amount=100)
    priced(office, replace(COURSE, concessions=(*COURSE.concessions, seniors)))
    session = held(office)
    known = Party(id="known", code="王* 3", pays_as=Who.SENIOR_75)
    office.programme.bookings.put_party(known)
    came(office, "old", FULL, pays_as=Who.SENIOR_75)
    came(office, "child", FULL, pays_as=Who.CHILD)
    came(office, "unasked", FULL)
    came(office, "of-party", known)
    over(office, session)
    turn(office)
    assert owed(office) == {"fee:old": 100, "fee:child": 300, "fee:unasked": 600, "fee:of-party": 100}


def test_who_is_entitled_to_pay_less_only_later_owes_what_was_booked(office: Office) -> None:
    priced(office)
    session = held(office)
    came(office, "a", FULL, pays_as=Who.EVERYBODY)
    came(office, "b", LESS, pays_as=Who.REDUCED)
    came(office, "c", LESS)
    session = over(office, session)
    turn(office)
    before = {"fee:a": 600, "fee:b": 300, "fee:c": 300}
    assert owed(office) == before
    for party, who in ((FULL, Who.REDUCED), (LESS, Who.EVERYBODY)):
        office.programme.bookings.put_party(replace(party, pays_as=who))
    office.programme.sessions.write([replace(session, title={"en": "Another name"})])
    turn(office)
    assert owed(office) == before | {"fee:c": 600}, "only an older booking asks its party"


class ApprovedMeanwhile(SqlPrices):
    """Somebody approves the only proposal as soon as the plans were read."""

    def versions(self) -> list[PlanVersion]:
        found = super().versions()
        for one in found:
            if one.status is PlanStatus.PROPOSED:
                self.decide(one.plan, one.number, PlanStatus.APPROVED, by="wang", at=NOON, today=NOON.date())
        return found


def test_a_plan_that_is_approved_while_sessions_are_charged_is_met_by_the_next_turn(office: Office) -> None:
    held_one, kept = held(office), office.ports.money
    came(office, "a", FULL)
    over(office, held_one)
    money(office).prices.propose(COURSE, by="li", at=office.now)
    assert isinstance(kept, SqlMoney)
    kept.prices = ApprovedMeanwhile(office.database.connections, office.ports.centre.id)
    assert [turn(office) for _ in range(3)] == [0, 1, 0]
    assert owed(office) == {"fee:a": 600}


def test_nobody_pays_more_in_a_month_than_its_cap_whichever_session_is_met_first(office: Office) -> None:
    priced(office, replace(COURSE, cap_month_fen=1_500))
    sessions = [held(office, f"s{n}", n * HOUR) for n in range(4)]
    for n in (2, 0, 3, 1):
        came(office, f"b{n}", FULL, to=f"s{n}")
        over(office, sessions[n])
        turn(office)
    assert owed(office) == {"fee:b0": 600, "fee:b1": 600, "fee:b2": 300}
    office.programme.bookings.change("b0", [COMPLETED], BookingStatus.CANCELLED, office.now)
    turn(office)
    assert owed(office) == {"fee:b1": 600, "fee:b2": 600, "fee:b3": 300}


def test_a_hired_room_is_owed_for_by_whoever_holds_it(office: Office) -> None:
    priced(office, replace(COURSE, plan="hall", what=Priced.ROOM, charged=frozenset()))
    for key, after, status in (("s1", 0, SessionStatus.DONE), ("s2", 1, SessionStatus.NO_SHOW)):
        session = held(office, key, after * HOUR, "hall", places=0, organiser="choir")
        over(office, session, status)
    assert (turn(office), owed(office)) == (1, {"hire:s1": 600})
    (entry,) = money(office).ledger.by_keys(["hire:s1"])
    assert {(one.account, one.party) for one in entry.entry.postings} == {
        ("receivable.other", "choir"),
        ("income.room", "choir"),
    }
