"""Half hours of a day: only open ones, with their tier, and nothing made up where nothing can be said."""

from dataclasses import replace

import numpy as np

from dashboard.advice.half_hour import Tier, half_hours
from tests.advice_week import an_outlook


def test_a_day_goes_from_surely_quiet_to_a_crowd_in_open_hours_alone() -> None:
    found = half_hours(an_outlook("dance"), 0)
    assert (found[0].start, found[-1].start, len(found)) == (8 * 60, 21 * 60 + 30, 28)
    tiers = {one.start // 60: one.tier for one in found}
    assert tiers[9] is Tier.SURELY
    assert tiers[19] is Tier.PEAK
    assert tiers[21] is Tier.USUAL


def test_where_nothing_can_be_said_there_is_no_number_and_it_is_never_quiet() -> None:
    (first, *_) = found = half_hours(an_outlook("dance"), 6)
    assert (first.people, first.tier) == (None, Tier.UNKNOWN)
    assert {one.tier for one in found} == {Tier.UNKNOWN}


def test_without_a_calibrated_band_it_is_quiet_only_probably() -> None:
    outlook = an_outlook("dance")
    nothing = np.full_like(outlook.point, np.nan)
    (first, *_) = half_hours(replace(outlook, low=nothing, high=nothing), 0)
    assert (first.low, first.high, first.tier) == (None, None, Tier.PROBABLY)
