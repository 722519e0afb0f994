"""Morning, night and stalls of a market street."""

from dataclasses import replace
from datetime import time

import pytest

from models.calendar import Calendar
from models.metric.trade import DAY_PARTS, footfall, stalls
from models.trading_hours import trading_windows
from tests.builders import a_fact, a_grid
from tests.measured import DAY, ZONE, local


def test_morning_and_night_are_hours_of_the_local_day_with_their_ends_left_out() -> None:
    entries = {5: 1, 6: 10, 9: 20, 10: 100, 18: 1_000, 21: 2_000, 22: 10_000}
    parts = trading_windows(DAY_PARTS, DAY, Calendar({}), ZONE)
    found = footfall(a_grid(replace(a_fact(local(hour), 5), entries=n) for hour, n in entries.items()), parts)
    assert (found.morning, found.night, found.footfall) == (30, 3_000, 13_131)


def test_stalls_are_let_by_the_day() -> None:
    found = stalls([(20, 18), (20, 20)])
    assert (found.let_stall_days, found.stall_days) == (38, 40)
    with pytest.raises(ValueError, match="21 of 20"):
        stalls([(20, 21)])


def test_a_street_without_a_night_market_has_no_night_and_its_own_morning() -> None:
    early = replace(DAY_PARTS[0], start=time(5), end=time(7))
    found = footfall(
        a_grid(replace(a_fact(local(hour), 5), entries=1) for hour in (5, 6, 7, 19)),
        trading_windows([early], DAY, Calendar({}), ZONE),
    )
    assert (found.measured_hours, found.footfall, found.morning, found.night) == (1.0, 4, 2, 0)
