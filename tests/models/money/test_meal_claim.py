"""A month's claim: every subsidised slip in one band and one week, and the book beside it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.centre import SensorId
from models.event import Event, EventKind, Word
from models.money.entry import EntrySource
from models.money.meal_claim import (
    BandSum,
    Claim,
    ClaimStatus,
    Difference,
    differences,
    drafted,
    payment,
    subsidised,
)
from models.money.ports import Sum
from tests.models.money.services_kept import AT
from tests.models.money.test_subsidy import RULE

ZONE = ZoneInfo("Asia/Shanghai")
NOV = date(2026, 11, 1)
MONDAYS = [date(2026, 10, 26) + timedelta(days=7 * n) for n in range(6)]


def a_sale(day: int, total: int, subsidy: int, hour: int = 12, **more: Word) -> Event:
    values: dict[str, Word] = {
        "meal": "lunch",
        "total_fen": total,
        "subsidy_fen": subsidy,
        "covers": 1,
        **more,
    }
    at = datetime(2026, 11, day, hour, 30, tzinfo=ZONE)
    return Event(
        sensor=SensorId("till"),
        kind=EventKind.SALE,
        id=f"{day}-{total}-{subsidy}-{hour}",
        at=at,
        values=values,
    )


def test_meals_are_told_by_band_and_week_with_what_they_cost() -> None:
    sales = [a_sale(2, 1_000, 100), a_sale(9, 1_000, 150), a_sale(9, 2_000, 0), a_sale(10, 1_000, 150)]
    claim = drafted(NOV, subsidised(sales, [RULE], ZONE), MONDAYS)
    assert claim.bands == {
        "60-74": BandSum(meals=1, menu_fen=1_000, subsidy_fen=100),
        "75+": BandSum(meals=2, menu_fen=2_000, subsidy_fen=300),
    }
    assert claim.weeks[date(2026, 11, 9)] == {"60-74": 0, "75+": 2}
    assert claim.total.subsidy_fen == 400


def test_a_sale_after_midnight_belongs_to_the_evening() -> None:
    (one,) = subsidised([a_sale(10, 1_000, 100, hour=2)], [RULE], ZONE)
    assert one.day == date(2026, 11, 9)


def test_a_subsidy_that_is_not_the_share_of_its_band_is_odd_and_counts_all_the_same() -> None:
    sales = [a_sale(2, 1_000, 100), a_sale(3, 1_000, 120, age_band="60-74"), a_sale(4, 1_000, 333)]
    meals = subsidised(sales, [RULE], ZONE)
    assert [(one.band, one.odd) for one in meals] == [("60-74", False), ("60-74", True), ("unknown", True)]
    assert drafted(NOV, meals, MONDAYS).total.subsidy_fen == 553


def test_a_day_on_which_the_book_says_something_else_is_told() -> None:
    meals = subsidised([a_sale(2, 1_000, 100), a_sale(3, 1_000, 100)], [RULE], ZONE)
    booked = [
        Sum(fen=-100, day=date(2026, 11, 2)),
        Sum(fen=-99, day=date(2026, 11, 3)),
        Sum(fen=-7, day=date(2026, 11, 4)),
    ]
    assert differences(meals, booked) == [
        Difference(date(2026, 11, 3), 100, 99),
        Difference(date(2026, 11, 4), 0, 7),
    ]


def test_what_came_for_a_claim_is_owed_no_longer() -> None:
    claim = Claim(month=NOV, status=ClaimStatus.PAID, paid_on=date(2026, 12, 8), paid_fen=390)
    entry = payment(claim, AT)
    assert {one.account: one.fen for one in entry.postings} == {"bank": 390, "receivable.subsidy": -390}
    assert (entry.key, entry.day) == ("claim:2026-11", date(2026, 12, 8))
    assert entry.source is EntrySource.CLAIM, "no statement has shown it yet"
    with pytest.raises(ValueError, match="2026-11"):
        payment(Claim(month=NOV), AT)


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 5_000), st.integers(0, 700), st.integers(4, 23)))
)
def test_bands_and_weeks_hold_every_subsidised_meal_and_every_fen_once(
    told: list[tuple[int, int, int, int]],
) -> None:
    sales = [a_sale(day, total, min(total, subsidy), hour) for day, total, subsidy, hour in told]
    claim = drafted(NOV, subsidised(sales, [RULE], ZONE), MONDAYS)
    assert claim.total.subsidy_fen == sum(int(one.values["subsidy_fen"]) for one in sales)
    assert sum(sum(row.values()) for row in claim.weeks.values()) == claim.total.meals
