"""Hours that meet: a whole overlap off the peak is the best, none is nothing, and nothing said is whenever it is open."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.needs.matching.week import ALWAYS, OFF_PEAK_WORTH, QUARTERS, HouseWeek, time_fit, week_of
from models.needs.need import WantedTime

TEN_TO_NOON = WantedTime(weekday=1, start_minute=600, end_minute=720)
ELEVEN_TO_ONE = WantedTime(weekday=1, start_minute=660, end_minute=780)
OTHER_DAY = WantedTime(weekday=2, start_minute=600, end_minute=720)
CALM = HouseWeek(open=np.ones(QUARTERS), worth=np.full(QUARTERS, OFF_PEAK_WORTH))


def test_a_week_is_the_share_of_each_quarter_hour() -> None:
    week = week_of([WantedTime(weekday=0, start_minute=5, end_minute=30), TEN_TO_NOON, TEN_TO_NOON])
    assert week[:3].tolist() == pytest.approx([2 / 3, 1, 0])
    assert week.sum() == pytest.approx(2 / 3 + 1 + 8)


def test_hours_off_the_peak_count_a_fifth_more() -> None:
    wanted, offered = week_of([TEN_TO_NOON]), week_of([ELEVEN_TO_ONE])
    assert time_fit(wanted, offered, CALM) == pytest.approx(0.5)
    assert time_fit(wanted, offered, ALWAYS) == pytest.approx(0.5 / OFF_PEAK_WORTH)
    assert time_fit(wanted, week_of([OTHER_DAY]), CALM) == 0


def test_whoever_says_no_hours_can_come_whenever_the_house_is_open() -> None:
    assert time_fit(week_of([]), week_of([TEN_TO_NOON]), CALM) == pytest.approx(1)
    shut = HouseWeek(open=week_of([OTHER_DAY]), worth=np.ones(QUARTERS))
    assert time_fit(week_of([]), week_of([TEN_TO_NOON]), shut) == 0
    assert (
        time_fit(week_of([]), week_of([]), HouseWeek(open=np.zeros(QUARTERS), worth=np.ones(QUARTERS))) == 0
    )


spans = st.lists(
    st.builds(
        lambda day, start, length: WantedTime(
            weekday=day, start_minute=start, end_minute=min(start + length, 1440)
        ),
        st.integers(0, 6),
        st.integers(0, 1380),
        st.integers(1, 600),
    ),
    max_size=4,
)


@given(spans, spans)
def test_a_fit_lies_between_nothing_and_all_and_is_the_same_from_both_sides(
    one: list[WantedTime], other: list[WantedTime]
) -> None:
    there, back = (time_fit(week_of(a), week_of(b), CALM) for a, b in ((one, other), (other, one)))
    assert 0 <= there <= 1 + 1e-9
    assert there == pytest.approx(back)
