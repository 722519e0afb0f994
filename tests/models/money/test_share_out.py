"""The house's costs, shared out among its spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.centre import SpaceId
from models.money.result import Result
from models.money.share_out import KEYS, SHARED, Basis, shared_out
from models.sharing import SharingKey

GYM, ROOM, SHUT = SpaceId("gym"), SpaceId("room"), SpaceId("shut")
BASES = {
    GYM: Basis(area_dm2=20_000, open_min=600),
    ROOM: Basis(area_dm2=10_000, open_min=300),
    SHUT: Basis(area_dm2=30_000, open_min=0),
}
AMOUNTS = st.dictionaries(st.sampled_from(sorted(SHARED)), st.integers(-(10**9), 10**9))


@pytest.mark.parametrize(
    ("key", "shares"),
    [
        (SharingKey.AREA_HOURS, [800, 200, 0]),
        (SharingKey.AREA, [333, 167, 500]),
        (SharingKey.HOURS, [667, 333, 0]),
    ],
)
def test_each_key_weighs_spaces_in_its_own_way(key: SharingKey, shares: list[int]) -> None:
    found = shared_out(Result({"cost.energy": 1_000}), BASES, key)
    assert [one.cost_fen for one in found.values()] == shares


def test_every_key_of_a_centre_file_has_a_weight() -> None:
    assert set(KEYS) == set(SharingKey)


def test_what_the_fund_pays_and_what_has_a_line_of_its_own_is_nobodys_share() -> None:
    found = shared_out(
        Result({"cost.volunteer": 500, "cost.food": 70, "income.grant": 9}), BASES, SharingKey.AREA
    )
    assert {one.cost_fen for one in found.values()} == {0}


def test_where_nothing_was_open_nothing_can_be_shared_out_by_hours() -> None:
    assert shared_out(Result({"cost.energy": 5}), {SHUT: BASES[SHUT]}, SharingKey.HOURS) == {}


@given(AMOUNTS, st.sampled_from(SharingKey), st.lists(st.integers(0, 50_000), min_size=3, max_size=3))
def test_what_all_spaces_bear_is_what_stands_in_the_ledger(
    fen: dict[str, int], key: SharingKey, minutes: list[int]
) -> None:
    bases = {
        space: Basis(area_dm2=one.area_dm2, open_min=n)
        for (space, one), n in zip(BASES.items(), minutes, strict=True)
    }
    found = shared_out(Result(fen), bases, key)
    if any(KEYS[key](one) for one in bases.values()):
        assert sum(found.values(), Result()).accounts == dict(sorted(fen.items()))
