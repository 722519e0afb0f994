"""One split after the other: exact each time, near the share over any horizon, and never a fen lost."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.fund.rule import HELD, FundRule, Payoff
from models.money.fund.split import PayoffAwaitedError, Split, Standing, split
from tests.models.money.fund.rules import a_rule

bases = st.lists(st.integers(-(10**7), 10**9), min_size=1, max_size=30)
ratios = st.lists(st.integers(1, 2_000), min_size=1, max_size=5).map(
    lambda some: (10_000 - sum(some), *some) if sum(some) < 10_000 else (5_000, 4_000, 1_000)
)


def months(rule: FundRule, amounts: Sequence[int], room: int | None = None) -> list[Split]:
    found, standing = list[Split](), Standing()
    for base in amounts:
        found.append(split(rule, standing, base, room=room))
        standing = found[-1].after
        if room is not None:
            room -= found[-1].parts["b0"]
    return found


@pytest.mark.parametrize(
    ("base", "parts"),
    [
        (1, [1, 0, 0]),
        (7, [3, 3, 1]),
        (10_001, [5_001, 4_000, 1_000]),
        (12_345_677, [6_172_838, 4_938_271, 1_234_568]),
    ],
)
def test_amounts_are_shared_out_as_worked_out_by_hand(base: int, parts: list[int]) -> None:
    assert list(split(a_rule(), Standing(), base).parts.values()) == parts


@given(ratios, bases)
def test_parts_add_up_to_what_there_was_and_none_is_below_zero(
    points: tuple[int, ...], amounts: list[int]
) -> None:
    for one in months(a_rule(*points), amounts):
        assert sum(one.parts.values()) == one.shared
        assert one.base + one.released + one.carried == one.shared + one.after.carried
        assert min(one.parts.values()) >= 0
        assert one.after.carried <= 0


@given(ratios, bases)
def test_over_any_horizon_every_bucket_is_within_one_fen_of_its_share(
    points: tuple[int, ...], amounts: list[int]
) -> None:
    got = dict.fromkeys((f"b{n}" for n in range(len(points))), 0)
    for one in months(a_rule(*points), amounts):
        got = {key: fen + one.parts[key] for key, fen in got.items()}
        total = sum(got.values())
        assert all(
            abs(fen - Fraction(total * share, 10_000)) < 1
            for fen, share in zip(got.values(), points, strict=True)
        )


def test_a_month_below_zero_is_made_up_for_before_anything_is_shared_out() -> None:
    first, second, third = months(a_rule(5_000, 4_000, 1_000), [-500, 300, 1_200])
    assert [sum(one.parts.values()) for one in (first, second, third)] == [0, 0, 1_000]
    assert [one.after.carried for one in (first, second, third)] == [-500, -200, 0]


@given(ratios, bases, st.integers(0, 10**9), st.sampled_from([Payoff.HOLD, Payoff.REDISTRIBUTE]))
def test_repayment_stops_at_the_debt_and_not_a_fen_is_lost(
    points: tuple[int, ...], amounts: list[int], debt: int, payoff: Payoff
) -> None:
    found = months(a_rule(*points, payoff=payoff), amounts, debt)
    assert sum(one.parts["b0"] for one in found) <= debt
    for one in found:
        assert sum(one.parts.values()) == one.shared
        assert min(one.parts.values()) >= 0
        assert one.parts.get(HELD, 0) == (one.surplus if payoff is Payoff.HOLD else 0)


@given(st.lists(st.integers(0, 10**6), max_size=20))
def test_what_goes_on_from_repayment_is_shared_in_proportion_within_one_fen(amounts: list[int]) -> None:
    found = months(a_rule(5_000, 4_000, 1_000, payoff=Payoff.REDISTRIBUTE), amounts, 0)
    moved = sum(one.surplus for one in found)
    extra = sum(one.parts["b1"] - one.asked["b1"] for one in found)
    assert abs(extra - Fraction(moved * 4, 5)) < 1


def test_a_covered_debt_stops_a_split_that_waits_for_a_decision() -> None:
    rule = a_rule(5_000, 4_000, 1_000, payoff=Payoff.AWAIT)
    assert split(rule, Standing(), 200, room=100).surplus == 0
    with pytest.raises(PayoffAwaitedError) as error:
        split(rule, Standing(), 202, room=100)
    assert error.value.surplus == 1


def test_what_was_held_is_shared_out_with_the_next_base() -> None:
    did = split(a_rule(), Standing(carried=-50), 100, released=950)
    assert (did.shared, dict(did.parts)) == (1_000, {"repayment": 500, "property": 400, "volunteer": 100})


def test_a_debt_that_is_overpaid_leaves_repayment_no_room() -> None:
    assert split(a_rule(), Standing(), 100, room=-7).parts == {
        "repayment": 0,
        "property": 40,
        "volunteer": 10,
        HELD: 50,
    }
