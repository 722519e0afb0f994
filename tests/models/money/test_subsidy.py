"""Who a subsidised sale was made to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.subsidy import NOBODY, UNKNOWN, AgeBand, SubsidyRule, band_of, rule_on
from tests.models.money.services_kept import AGREED, OPEN

SIXTY, OLD = AgeBand(lowest=60, highest=74, bp=1_000), AgeBand(lowest=75, highest=None, bp=1_500)
RULE = SubsidyRule(id="r", valid_from=date(2026, 1, 1), bands=(SIXTY, OLD), assent=AGREED)


def test_the_amount_says_the_band_where_it_is_the_share_of_one_alone() -> None:
    assert band_of(RULE, 1_500, 150, 1, "") == "60-74"
    assert band_of(RULE, 1_500, 225, 1, "") == "75+"
    assert band_of(RULE, 1_500, 200, 1, "") == UNKNOWN
    assert band_of(RULE, 1_500, 0, 1, "") == NOBODY


def test_an_amount_so_small_that_it_fits_both_is_of_neither() -> None:
    assert band_of(RULE, 10, 1, 1, "") == UNKNOWN


def test_what_the_till_says_counts_where_the_rule_knows_it() -> None:
    assert band_of(RULE, 10, 1, 1, "75+") == "75+"
    assert band_of(RULE, 1_500, 150, 1, "70-79") == UNKNOWN
    assert band_of(None, 1_500, 150, 1, "") == UNKNOWN


@given(st.integers(100, 100_000), st.sampled_from([SIXTY, OLD]), st.booleans())
def test_either_way_of_rounding_is_the_share(menu: int, band: AgeBand, up: bool) -> None:
    exact = menu * band.bp
    subsidy = -(-exact // 10_000) if up else exact // 10_000
    assert band_of(RULE, menu, subsidy, 1, "") == band.key


def test_a_rule_counts_from_its_day_once_somebody_agreed() -> None:
    later = SubsidyRule(id="q", valid_from=date(2026, 7, 1), bands=(OLD,), assent=OPEN)
    assert rule_on([RULE, later], date(2026, 8, 1)) == RULE
    assert rule_on([RULE], date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    "bands",
    [
        (),
        (OLD, SIXTY),
        (SIXTY, AgeBand(lowest=74, highest=None, bp=1)),
        (AgeBand(lowest=60, highest=59, bp=1),),
        (AgeBand(lowest=60, highest=74, bp=0),),
        (AgeBand(lowest=60, highest=74, bp=10_001),),
    ],
)
def test_bands_that_do_not_fit_make_no_rule(bands: tuple[AgeBand, ...]) -> None:
    with pytest.raises(ValueError, match="band"):
        SubsidyRule(id="r", valid_from=date(2026, 1, 1), bands=bands, assent=AGREED)
