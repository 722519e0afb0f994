"""Money in time: no fen is lost between a month, its days and their quarter hours."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.money.ports import Sum
from models.money.result import Result, result
from models.money.slot_money import (
    NOTHING,
    Amounts,
    DayMoney,
    Moment,
    amounts,
    amounts_of,
    day_slots,
    month_days,
    spread,
)

FIRST = date(2026, 11, 1)
FEN = st.integers(-(10**9), 10**9)
MINUTES = st.lists(st.integers(0, 15), min_size=4, max_size=12)
PARTS = st.builds(Amounts, income_fen=FEN, subsidy_fen=FEN, direct_fen=FEN, shared_fen=FEN)


def days(*minutes: int) -> dict[date, int]:
    return {FIRST + timedelta(days=n): one for n, one in enumerate(minutes)}


def own_day(one: Sum) -> date:
    assert one.day is not None
    return one.day


def test_a_sale_counts_on_its_day_and_the_months_rent_and_costs_while_it_is_open() -> None:
    sums = [
        Sum(account="income.canteen.fare", fen=-900, day=FIRST),
        Sum(account="income.market.rent", fen=-300, day=FIRST),
        Sum(account="cost.food", fen=600, day=FIRST + timedelta(days=2)),
    ]
    found = month_days(sums, Result({"cost.energy": 90}), days(0, 10, 20), own_day)
    assert [one.total for one in found.values()] == [
        Amounts(income_fen=900),
        Amounts(income_fen=100, direct_fen=200, shared_fen=30),
        Amounts(income_fen=200, direct_fen=400, shared_fen=60),
    ]


def test_a_cost_of_one_session_or_series_counts_on_its_own_day() -> None:
    sums = [Sum(account="cost.course", fen=500, day=FIRST, series="yoga")]
    found = month_days(sums, Result(), days(10, 10), own_day)
    assert [one.moment.direct_fen for one in found.values()] == [500, 0]


def test_a_place_that_never_opened_bears_its_costs_evenly() -> None:
    found = month_days([Sum(account="cost.repair", fen=5, day=FIRST)], Result(), days(0, 0), own_day)
    assert [one.total.direct_fen for one in found.values()] == [2, 3]


def test_what_happened_in_a_quarter_hour_stays_in_it() -> None:
    day = DayMoney(moment=Amounts(income_fen=700), standing=Amounts(shared_fen=30))
    fen = day_slots(day, [Moment(amounts=day.moment, minutes=(0, 15, 0, 0))], (0, 15, 15, 0))
    assert [amounts_of(row).contribution_fen for row in fen] == [0, 685, -15, 0]


def test_a_sale_and_what_runs_on_share_a_quarter_hour() -> None:
    day = DayMoney(moment=Amounts(income_fen=700), standing=Amounts(shared_fen=30))
    fen = day_slots(day, [Moment(amounts=day.moment, slot=1)], (0, 15, 15, 0))
    assert [amounts_of(row).contribution_fen for row in fen] == [0, 685, -15, 0]


def test_what_says_nothing_of_its_hour_is_spread_over_the_open_ones() -> None:
    day = DayMoney(moment=Amounts(income_fen=30))
    for minutes in ((), (0, 0, 0, 0)):
        fen = day_slots(day, [Moment(amounts=day.moment, minutes=minutes)], (0, 15, 15, 15))
        assert fen[:, 0].tolist() == [0, 10, 10, 10]


@given(
    st.lists(
        st.builds(
            Sum,
            account=st.sampled_from(["income.gym", "income.market.rent", "cost.food", "income.grant"]),
            fen=FEN,
            day=st.sampled_from([*days(1, 2, 3)]),
            series=st.sampled_from(["", "yoga"]),
        ),
        max_size=12,
    ),
    st.integers(0, 10**9),
    st.lists(st.integers(0, 1440), min_size=3, max_size=3),
)
def test_a_months_days_are_the_month_to_the_fen(sums: list[Sum], shared: int, minutes: list[int]) -> None:
    house = Result({"cost.energy": shared})
    found = month_days(sums, house, days(*minutes), own_day)
    assert Amounts.summed([NOTHING, *(one.total for one in found.values())]) == amounts(result(sums), house)


@given(PARTS, st.lists(st.tuples(PARTS, MINUTES), max_size=4), MINUTES)
def test_a_days_quarter_hours_are_the_day_to_the_fen(
    standing: Amounts, moments: list[tuple[Amounts, list[int]]], opened: list[int]
) -> None:
    width = len(opened)
    named = [Moment(amounts=one, minutes=(some + [0] * width)[:width]) for one, some in moments]
    whole = Amounts.summed([NOTHING, *(one.amounts for one in named)])
    fen = day_slots(DayMoney(moment=whole, standing=standing), named, opened)
    assert amounts_of(fen.sum(axis=0)) == whole + standing


@given(PARTS, MINUTES)
def test_no_quarter_hour_is_a_fen_away_from_its_exact_share(whole: Amounts, minutes: list[int]) -> None:
    if any(minutes):
        for n, row in enumerate(spread(whole, minutes)):
            exact = whole.income_fen * minutes[n] / sum(minutes)
            assert abs(amounts_of(row).income_fen - exact) < 1 + 1e-6
