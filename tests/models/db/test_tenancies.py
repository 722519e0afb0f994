"""Tenancies survive the database, and no stall is let twice on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.db import Database
from models.stall import StallId, TakenError, Tenancy, let_days

FIRST = date(2026, 3, 1)
VEG = Tenancy(id="a", stall=StallId("veg"), tenant="T101", first=FIRST, last=date(2026, 8, 31))


@pytest.mark.parametrize("last", [None, FIRST, date(2027, 1, 1)])
def test_a_tenancy_comes_back_as_it_was(database: Database, last: date | None) -> None:
    kept = replace(
        VEG, last=last, rent_fen=None if last is None else 123_450, rent_set_by="li", rent_agreed_by="chen"
    )
    database.tenancies("shijiawan").put(kept)
    assert database.tenancies("shijiawan").within(FIRST, FIRST) == [kept]
    assert database.tenancies("jiuyanqiao").within(FIRST, FIRST) == []


def test_a_stall_is_never_let_twice_on_a_day(database: Database) -> None:
    book = database.tenancies("shijiawan")
    book.put(VEG)
    with pytest.raises(TakenError) as taken:
        book.put(replace(VEG, id="b", tenant="T202", first=date(2026, 8, 31), last=None))
    assert taken.value.other == VEG
    book.put(replace(VEG, id="b", tenant="T202", first=date(2026, 9, 1), last=None))
    book.put(replace(VEG, id="c", stall=StallId("fruit")))
    assert [one.id for one in book.within(FIRST, date(2027, 1, 1))] == ["c", "a", "b"]


def test_a_tenancy_that_is_put_again_is_no_rival_of_itself(database: Database) -> None:
    book = database.tenancies("shijiawan")
    book.put(VEG)
    book.put(replace(VEG, last=date(2026, 5, 1)))
    assert book.within(date(2026, 5, 2), date(2026, 8, 1)) == []
    assert book.remove("a")
    assert not book.remove("a")


days = st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))


@given(days, st.none() | days, days, st.none() | days)
def test_two_tenancies_meet_exactly_where_they_share_a_day(
    first: date, last: date | None, other_first: date, other_last: date | None
) -> None:
    if (last and last < first) or (other_last and other_last < other_first):
        return
    one = replace(VEG, first=first, last=last)
    other = replace(VEG, id="b", first=other_first, last=other_last)
    month = [FIRST + timedelta(days=n) for n in range(32)]
    assert one.meets(other) == other.meets(one) == any(one.on(day) and other.on(day) for day in month)


def test_stalls_are_let_by_the_day() -> None:
    stalls = {StallId("veg"), StallId("fruit")}
    elsewhere = replace(VEG, id="x", stall=StallId("fish"))
    span = [date(2026, 8, 31), date(2026, 9, 1)]
    assert let_days(stalls, [VEG, elsewhere], span) == [(2, 1), (2, 0)]
