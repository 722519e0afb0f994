"""Tiers, head-room and warnings of a crowd."""

from datetime import date

import numpy as np
import pytest

from models.centre import SpaceId
from models.forecast.outlook import HALF_HOURS, Outlook
from models.forecast.room_left import QUIET, Tier, busy_people, room_left

NOON = 24


def an_outlook(
    point: float, low: float = np.nan, high: float = np.nan, *, busy: float = 100.0, is_open: bool = True
) -> Outlook:
    """One day that is the same in every half hour; room for 200."""

    def grid(value: float) -> np.ndarray:  # type: ignore[type-arg]
        return np.full((1, HALF_HOURS), value)

    return Outlook(
        space=SpaceId("gym"),
        first=date(2026, 11, 23),
        point=grid(point),
        low=grid(low),
        high=grid(high),
        open=np.full((1, HALF_HOURS), is_open),
        capacity=np.array([200.0]),
        busy=busy,
    )


@pytest.mark.parametrize(
    ("point", "high", "tier"),
    [
        (10, 34, Tier.SURELY),
        (10, 35, Tier.PROBABLY),
        (34, 60, Tier.PROBABLY),
        (35, 60, Tier.BUSY),
        (60, 20, Tier.BUSY),
        (10, np.nan, Tier.PROBABLY),
        (np.nan, np.nan, Tier.UNKNOWN),
    ],
)
def test_a_half_hour_is_surely_off_peak_by_its_upper_bound_and_probably_by_its_point(
    point: float, high: float, tier: Tier
) -> None:
    assert room_left(an_outlook(point, 0, high)).tier[0, NOON] == tier


def test_while_shut_nothing_is_off_peak_and_no_room_is_left() -> None:
    found = room_left(an_outlook(10, 5, 20, is_open=False))
    assert found.tier[0, NOON] == Tier.UNKNOWN
    assert np.isnan(found.head_room).all()
    assert not found.crowded.any()


def test_where_no_busy_half_hour_is_known_the_capacity_is_the_measure() -> None:
    found = room_left(an_outlook(10, 5, 69, busy=np.nan))
    assert found.quiet_below[0] == pytest.approx(QUIET * 200)
    assert found.tier[0, NOON] == Tier.SURELY


def test_head_room_is_what_fits_beside_the_upper_bound_and_never_negative() -> None:
    assert room_left(an_outlook(80, 60, 120)).head_room[0, NOON] == 80
    assert room_left(an_outlook(150, 90, 230)).head_room[0, NOON] == 0
    assert np.isnan(room_left(an_outlook(150)).head_room[0, NOON])


@pytest.mark.parametrize(("high", "crowded"), [(85, False), (86, True), (np.nan, False)])
def test_a_crowd_is_warned_of_by_the_upper_bound(high: float, crowded: bool) -> None:
    assert room_left(an_outlook(50, 40, high)).crowded[0, NOON] == crowded


def test_a_busy_half_hour_is_that_of_which_five_in_a_hundred_are_busier() -> None:
    assert busy_people(np.append(np.arange(101.0), np.nan)) == 95
    assert np.isnan(busy_people(np.full(3, np.nan)))
    assert np.isnan(busy_people(np.zeros(3)))
