"""What the operator's sheet of a week is made from: tiers of the forecast as stretches of the day, and the advice that waits."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.report.inputs.week import Stretch
from models.services.papers.week import stretches, week_inputs
from tests.models.services.test_outlook import told, told_ports

WEEK = "2026-W48"


def test_an_even_forecast_below_a_third_of_a_busy_half_hour_is_off_peak_for_sure_the_whole_day() -> None:
    found = week_inputs(told_ports(told(people=3)), WEEK)
    assert [one.day for one in found.days] == [date(2026, 11, n) for n in range(23, 30)]
    monday = found.days[0]
    assert monday.surely == (Stretch(start=16, end=44),)
    assert (monday.probably, monday.crowds, monday.told) == ((), (), 14)
    assert monday.left == 35, "40 less the upper bound of 4.3, whole persons"


def test_what_only_the_forecast_itself_says_is_probable_and_no_more() -> None:
    monday = week_inputs(told_ports(told(people=6)), WEEK).days[0]
    assert (monday.surely, monday.left) == ((), None)
    assert monday.probably == (Stretch(start=16, end=44),)


def test_a_crowd_is_warned_of_with_the_most_that_may_come() -> None:
    (crowd,) = week_inputs(told_ports(told(people=18)), WEEK).days[0].crowds
    assert crowd.stretch == Stretch(start=16, end=44)
    assert crowd.most == pytest.approx(18 * 1.44)


def test_beyond_the_forecast_every_day_is_there_and_nothing_is_told_of_it() -> None:
    found = week_inputs(told_ports(told()), "2027-W20")
    assert len(found.days) == 7
    assert {one.told for one in found.days} == {0}
    assert not any(one.surely or one.probably or one.crowds for one in found.days)


def test_what_is_no_week_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'2026-48'"):
        week_inputs(told_ports(), "2026-48")


@given(st.lists(st.booleans(), max_size=48))
def test_stretches_hold_every_flag_once_and_never_touch(flags: list[bool]) -> None:
    found = stretches(np.array(flags, dtype=bool))
    held = [n for one in found for n in range(one.start, one.end)]
    assert held == [n for n, flag in enumerate(flags) if flag]
    assert all(one.end < after.start for one, after in pairwise(found))
