"""The rent of a stall, month by month."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.calendar import CHINA
from models.money.rent_entry import rent_entries
from models.stall import StallId, Tenancy

FIRST = date(2026, 1, 1)


def let(first: date, last: date | None = None, rent: int | None = 30_000) -> Tenancy:
    return Tenancy(id="t", stall=StallId("veg"), tenant="T1", first=first, last=last, rent_fen=rent)


def told(tenancy: Tenancy, today: date) -> list[tuple[str, str, int]]:
    found = rent_entries(tenancy, "street", today, CHINA)
    return [(one.key, f"{one.day}", one.postings[0].fen) for one in found]


def test_a_month_that_is_let_in_part_costs_its_share_by_days() -> None:
    assert told(let(date(2026, 9, 16), date(2026, 11, 10)), date(2026, 12, 1)) == [
        ("rent:t:2026-09", "2026-09-16", 15_000),
        ("rent:t:2026-10", "2026-10-01", 30_000),
        ("rent:t:2026-11", "2026-11-01", 10_000),
    ]


def test_a_month_is_due_when_it_has_begun_and_never_before_the_first_day() -> None:
    assert told(let(date(2026, 9, 16)), date(2026, 9, 15)) == []
    assert [key for key, _, _ in told(let(date(2026, 9, 16)), date(2026, 10, 1))] == [
        "rent:t:2026-09",
        "rent:t:2026-10",
    ]


@pytest.mark.parametrize("rent", [None, 0])
def test_where_no_rent_was_agreed_nothing_is_due(rent: int | None) -> None:
    assert told(let(FIRST, rent=rent), date(2026, 12, 1)) == []


def test_the_stall_and_its_street_are_told_and_who_rents_it_is_not() -> None:
    (entry,) = rent_entries(let(FIRST), "street", FIRST, CHINA)
    assert [(one.account, one.fen, one.space, one.party) for one in entry.postings] == [
        ("receivable.rent", 30_000, "street", "veg"),
        ("income.market.rent", -30_000, "street", "veg"),
    ]


@example(start=0, length=14 + 90, today=800, rent=1)
@given(
    start=st.integers(0, 400),
    length=st.none() | st.integers(0, 400),
    today=st.integers(0, 800),
    rent=st.integers(1, 10**6),
)
def test_two_tenants_of_one_stall_never_pay_more_for_a_month_than_its_rent(
    start: int, length: int | None, today: int, rent: int
) -> None:
    first, now = FIRST + timedelta(days=start), FIRST + timedelta(days=today)
    last = None if length is None else first + timedelta(days=length)
    one = let(first, last, rent)
    keys = [key for key, _, _ in told(one, now)]
    assert len(set(keys)) == len(keys)
    assert all(fen <= rent for _, _, fen in told(one, now))
    if last is None:
        return
    other = let(last + timedelta(days=1), None, rent)
    month = f"rent:t:{last:%Y-%m}"
    both = [fen for key, _, fen in (*told(one, now), *told(other, now)) if key == month]
    assert sum(both) <= rent


def test_a_rent_that_nobody_else_agreed_to_is_not_owed() -> None:
    waits = replace(let(FIRST), rent_set_by="li")
    assert told(waits, FIRST) == []
    assert told(replace(waits, rent_agreed_by="chen"), FIRST) == told(let(FIRST), FIRST) != []


def test_nobody_sets_a_rent_and_agrees_to_it() -> None:
    with pytest.raises(ValueError, match="may not agree too"):
        replace(let(FIRST), rent_set_by="li", rent_agreed_by="li")
