"""Cost, fee, subsidy and gap of houses and lines."""

from hypothesis import given
from hypothesis import strategies as st

from models.money.entry import Entry, EntrySource, Posted, Posting
from models.money.ports import Sum
from models.money.service_sum import ServiceSum, service_sums, together
from tests.models.money.services_kept import AT, DAY

COST = Sum(account="cost.property", building="B1", party="pipes", fen=8_000)
FEE = Sum(account="income.property", building="B1", party="pipes", fen=-3_000)


def spend(fen: int, account: str, building: str = "B1") -> Posted:
    postings = (
        Posting(account=account, fen=fen, building=building),
        Posting(account="bank", fen=-fen),
        Posting(account="fund.property", fen=fen),
        Posting(account="fund.applied", fen=-fen),
    )
    entry = Entry(key="s", source=EntrySource.FUND, day=DAY, at=AT, postings=postings)
    return Posted(number=1, entry=entry, month=DAY.replace(day=1), revision=0, by="li", posted_at=AT)


def test_a_gap_is_what_neither_residents_nor_the_fund_cover() -> None:
    found = service_sums([COST, FEE], [spend(2_000, "payable.supplier")])
    assert together(found, 0) == {"B1": ServiceSum(cost_fen=8_000, fee_fen=3_000, subsidy_fen=2_000)}
    assert together(found, 0)["B1"].gap_fen == 3_000


def test_a_run_of_the_fund_that_names_no_house_is_no_subsidy_of_one() -> None:
    split = Entry(
        key="r",
        source=EntrySource.FUND,
        day=DAY,
        at=AT,
        postings=(Posting(account="fund.open", fen=9), Posting(account="fund.property", fen=-9)),
    )
    posted = Posted(number=2, entry=split, month=DAY.replace(day=1), revision=0, by="li", posted_at=AT)
    assert service_sums([], [posted]) == {}


@given(
    st.lists(
        st.builds(
            Sum,
            account=st.sampled_from(["cost.property", "income.property"]),
            building=st.sampled_from(["B1", "B2", ""]),
            party=st.sampled_from(["pipes", "stairs", ""]),
            fen=st.integers(-9_999, 9_999),
        )
    )
)
def test_houses_and_lines_add_up_to_the_same(sums: list[Sum]) -> None:
    found = service_sums(sums, [])
    by_house, by_line = (ServiceSum.summed(together(found, part).values()) for part in (0, 1))
    assert by_house == by_line
    assert by_house.gap_fen == sum(one.fen for one in sums)
