"""What devices tell of money, as entries."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import CHINA
from models.centre import SensorId, Space, SpaceId, SpaceKind
from models.event import Event, EventKind, Word
from models.money.sale_entry import ENTRIES, delivery_entry, sale_entry
from tests.builders import a_space

AFTER_MIDNIGHT = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # 02:30 of the 22nd in Shanghai


def told(kind: EventKind = EventKind.SALE, key: str = "1", **values: Word) -> Event:
    return Event(sensor=SensorId("till"), kind=kind, id=key, at=AFTER_MIDNIGHT, values=values)


def place(kind: SpaceKind) -> Space:
    return a_space(SpaceId("place"), kind=kind)


def lines(event: Event, kind: SpaceKind | None = SpaceKind.CANTEEN) -> dict[str, int]:
    entry = ENTRIES[event.kind](event, place(kind) if kind else None, CHINA)
    return {one.account: one.fen for one in entry.postings} if entry else {}


def test_fare_and_subsidy_stand_apart_and_the_night_belongs_to_the_day_before() -> None:
    entry = sale_entry(told(total_fen=1_500, subsidy_fen=225), place(SpaceKind.CANTEEN), CHINA)
    assert entry is not None
    assert {one.account: one.fen for one in entry.postings} == {
        "takings": 1_275,
        "receivable.subsidy": 225,
        "income.canteen.fare": -1_275,
        "income.canteen.subsidy": -225,
    }
    assert (entry.day, entry.document, {one.space for one in entry.postings}) == (
        date(2026, 11, 21),
        "event:till:sale:1",
        {"place"},
    )


@pytest.mark.parametrize(
    ("kind", "income"),
    [
        (SpaceKind.GYM, "income.gym"),
        (SpaceKind.MARKET, "income.market.sale"),
        (SpaceKind.OUTDOOR, "income.other"),
        (None, "income.other"),
    ],
)
def test_a_sale_is_the_income_of_its_space_and_other_income_where_nobody_knows_the_till(
    kind: SpaceKind | None, income: str
) -> None:
    assert lines(told(total_fen=800), kind) == {"takings": 800, income: -800}


def test_a_meal_that_arrived_earns_its_fee_and_one_on_its_way_does_not() -> None:
    away, there = (
        told(EventKind.DELIVERY, order="7", state=one, fee_fen=300) for one in ("out", "delivered")
    )
    assert (lines(away), lines(there)) == ({}, {"takings": 300, "income.delivery": -300})
    assert delivery_entry(told(EventKind.DELIVERY, order="7", state="delivered"), None, CHINA) is None


def test_a_sale_of_nothing_is_no_entry_and_a_subsidy_above_the_price_is_refused() -> None:
    assert lines(told(total_fen=0, subsidy_fen=0)) == {}
    with pytest.raises(ValueError, match="subsidy of 900 fen in a price of 800 fen"):
        lines(told(total_fen=800, subsidy_fen=900))


@given(total=st.integers(-(10**8), 10**8), data=st.data(), kind=st.sampled_from(SpaceKind))
def test_whatever_is_sold_the_income_is_the_menu_price(
    total: int, data: st.DataObject, kind: SpaceKind
) -> None:
    subsidy = data.draw(st.integers(min(total, 0), max(total, 0)))
    found = sale_entry(told(total_fen=total, subsidy_fen=subsidy), place(kind), CHINA)
    income = sum(one.fen for one in found.postings if one.account.startswith("income.")) if found else 0
    assert income == -total
