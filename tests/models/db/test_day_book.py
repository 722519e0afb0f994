"""People, slots, sums and what was asked change together, and only where something differs."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from models.balance import Balance, DoorBalance
from models.calendar import SLOT, business_day
from models.centre import Closure, SensorId, SpaceId
from models.day_account import DayAccount, account_of
from models.db import Database
from models.fact_ports import LESSONS, Kept, OvertakenError, Settled
from models.occupancy import Occupancy
from models.people_day import rounded
from models.slot import CALC_VERSION
from models.terms import terms_of
from tests.builders import a_space
from tests.measured import DAY, ZONE, a_schedule, booked, local

GYM = SpaceId("gym")
WINDOWS = {DAY: business_day(DAY, ZONE)}
HOLD = booked(local(9), local(10))


def present(people: float = 6.0) -> Occupancy:
    window = WINDOWS[DAY]
    starts = np.array([window.start.timestamp(), local(9).timestamp(), local(21).timestamp()])
    known = np.array([0.0, people, 0.0])
    balance = Balance(space=GYM, day=DAY, complete=True)
    return rounded(Occupancy(window, starts, known, known >= 0, known, known, balance=balance))


def account(people: float = 6.0, holds=()) -> DayAccount:
    return account_of(a_space(), a_schedule(), DAY, present(people), holds)


def settle(database: Database, people: float = 6.0, holds=(), asked=()) -> Settled:
    return database.book("c").settle(GYM, WINDOWS, lambda _day, _kept: account(people, holds), asked)


def slots(database: Database):
    return database.slots("c").within([GYM], WINDOWS[DAY])


def test_a_day_is_kept_with_its_people_slots_sums_and_balance(database: Database) -> None:
    assert settle(database) == Settled(days=1, slots=56)
    assert slots(database) == account().facts
    (day,) = database.days("c").within([GYM], DAY, DAY)
    assert (day.person_min, day.slots, day.peak_at) == (6 * 12 * 60, 56, local(9))
    assert len(database.slots("c").grid(GYM, DAY, DAY)) == 56
    assert database.balances("c").within([GYM], DAY, DAY) == [present().balance]
    seen: list[Kept] = []
    database.book("c").settle(GYM, WINDOWS, lambda _day, kept: seen.append(kept))
    assert seen[0].present is not None
    assert seen[0].present.people.tolist() == [0, 6, 0]
    assert seen[0].measured


def test_only_slots_that_differ_are_written_and_they_are_counted(database: Database) -> None:
    settle(database)
    assert settle(database).slots == 0
    assert settle(database, holds=[HOLD]).slots == 4
    assert settle(database, people=7.0, holds=[HOLD]).slots == 48


def test_slots_that_are_none_any_more_go_and_so_do_their_sums(database: Database) -> None:
    settle(database)
    shut = DayAccount(day=DAY, present=present(), facts=[])
    assert database.book("c").settle(GYM, WINDOWS, lambda _day, _kept: shut).slots == 56
    assert slots(database) == []
    assert database.days("c").within([GYM], DAY, DAY) == []
    assert len(database.slots("c").grid(GYM, DAY, DAY)) == 0
    assert database.book("c").span() is None


def test_a_day_that_is_left_keeps_its_slots(database: Database) -> None:
    settle(database)
    assert database.book("c").settle(GYM, WINDOWS, lambda _day, _kept: None) == Settled(left=1)
    assert slots(database) == account().facts


def test_what_was_asked_is_struck_out_with_the_work(database: Database) -> None:
    book = database.book("c")
    book.ask({(GYM, DAY), (GYM, DAY + timedelta(1))}, "late readings")
    first, second = book.waiting([GYM])
    settle(database, asked=[first])
    assert book.waiting([GYM]) == [second]
    book.forget([second])
    assert book.waiting([GYM]) == []


def test_what_was_asked_anew_while_it_was_worked_out_stays(database: Database) -> None:
    book = database.book("c")
    book.ask({(GYM, DAY)}, "programme")
    taken = book.waiting([GYM])
    book.ask({(GYM, DAY)}, "programme")
    settle(database, asked=taken)
    assert [one.day for one in book.waiting([GYM])] == [DAY]


def test_work_that_breaks_off_leaves_everything_as_it_was(database: Database) -> None:
    book = database.book("c")
    settle(database)
    book.ask({(GYM, DAY)}, "programme")
    days = {DAY: WINDOWS[DAY], DAY + timedelta(1): business_day(DAY + timedelta(1), ZONE)}

    def work(day: date, _kept: Kept) -> DayAccount:
        if day == DAY:
            return account(people=30.0)
        raise OvertakenError("meanwhile")

    with pytest.raises(OvertakenError):
        book.settle(GYM, days, work, book.waiting([GYM]))
    assert slots(database) == account().facts
    assert len(book.waiting([GYM])) == 1


def test_every_writing_leaves_another_stamp(database: Database) -> None:
    book, stamps = database.book("c"), []
    for _ in range(3):
        stamps.append(book.stamp(GYM, DAY))
        settle(database)
    assert stamps[0] == 0
    assert len(set(stamps)) == 3


def test_asking_comes_in_the_order_of_asking_and_by_centre_and_space(database: Database) -> None:
    book = database.book("c")
    for n in range(5):
        book.ask({(GYM, DAY - timedelta(n)), (SpaceId("hall"), DAY)}, "programme")
    assert [one.day for one in book.waiting([GYM], limit=3)] == [DAY - timedelta(n) for n in range(3)]
    assert [one.space for one in book.waiting([SpaceId("hall")])] == ["hall"]
    assert database.book("other").waiting([GYM]) == []
    assert book.waiting([]) == []


@pytest.fixture
def kept_by_slots(database: Database) -> Database:
    """Facts that were put slot by slot, without people."""
    facts = [replace(fact, calc_version=1) for fact in account().facts]
    database.slots("c").put(facts[:30])
    database.slots("c").put(facts[30:])
    return database


def test_slots_that_are_put_alone_are_summed_as_a_day_too(kept_by_slots: Database) -> None:
    by_slots = kept_by_slots.days("c").within([GYM], DAY, DAY)
    assert kept_by_slots.days("c").versions() == {1: 1}
    settle(kept_by_slots)
    assert [replace(day, calc_version=CALC_VERSION) for day in by_slots] == kept_by_slots.days("c").within(
        [GYM], DAY, DAY
    )


def test_a_day_without_people_says_that_it_was_measured(kept_by_slots: Database) -> None:
    seen: list[Kept] = []
    kept_by_slots.book("c").settle(GYM, WINDOWS, lambda _day, kept: seen.append(kept))
    assert seen == [Kept(None, 0, measured=True)]


def test_the_span_reaches_over_all_spaces(database: Database) -> None:
    settle(database)
    hall = [
        replace(fact, space=SpaceId("hall"), start=fact.start + timedelta(days=3)) for fact in account().facts
    ]
    database.slots("c").put(hall)
    span = database.book("c").span()
    assert span is not None
    assert (span.start, span.end) == (local(8), local(21, 45) + timedelta(days=3) + SLOT)


def test_terms_that_have_changed_ask_for_their_days_and_for_no_day_to_come(database: Database) -> None:
    book, last = database.book("c"), DAY + timedelta(days=9)
    assert book.agree(GYM, terms_of(a_schedule(), DAY, last), last, "terms") == []
    shut = Closure(first=DAY + timedelta(days=2), last=last, reason={"zh-Hans": "修", "en": "Repair"})
    other = terms_of(a_schedule(replace(a_space(), closures=(shut,))), DAY, last)
    days = [DAY + timedelta(days=n) for n in (2, 3)]
    assert book.agree(GYM, other, days[-1], "terms") == days
    assert [(one.day, one.reason) for one in book.waiting([GYM])] == [(day, "terms") for day in days]
    assert book.agree(GYM, other, last, "terms") == [], "they are known now"


def test_days_that_learn_from_a_corrected_balance_are_asked_for_with_it(database: Database) -> None:
    book, until = database.book("c"), DAY + timedelta(days=2)
    door = DoorBalance(sensor=SensorId("door"), entries=9, exits=9)

    def settled(balance: Balance) -> list[date]:
        told = account_of(a_space(), a_schedule(), DAY, replace(present(), balance=balance), ())
        book.forget(book.waiting([GYM]))
        book.settle(GYM, WINDOWS, lambda _day, _kept: told, (), until)
        assert {one.reason for one in book.waiting([GYM])} <= {LESSONS}
        return [one.day for one in book.waiting([GYM])]

    whole = Balance(space=GYM, day=DAY, complete=True, doors=(door,))
    assert settled(replace(whole, complete=False)) == [], "nobody learns from half a day"
    assert settled(whole) == [DAY + timedelta(days=1), until]
    assert settled(replace(whole, contradictions=3)) == [], "which teaches nothing"
    assert settled(replace(whole, doors=(replace(door, exits=8),))) == [DAY + timedelta(days=1), until]
    assert settled(Balance(space=GYM, day=DAY, complete=False)) == [DAY + timedelta(days=1), until]
