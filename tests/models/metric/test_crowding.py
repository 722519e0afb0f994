"""How much people crowd together."""

from datetime import UTC, datetime

import pytest

from models.calendar import SLOT
from models.centre import SpaceId
from models.metric import METRICS
from models.metric.crowding import Crowding, crowdings
from models.metric.peak import PeakList
from models.metric.sums import Sums
from models.slot_days import SlotDays
from tests.builders import NOON, a_fact, a_grid, a_slot_day

DAY = NOON.date()


def grid(*people: float | None) -> SlotDays:
    return a_slot_day(a_grid([a_fact(NOON + n * SLOT, one) for n, one in enumerate(people)]))


def crowding(day: SlotDays, lists: list[PeakList]) -> Crowding:
    (found,) = crowdings(day, lists)
    return found


def busy(people: float | None) -> PeakList:
    return PeakList(
        space=SpaceId("gym"), valid_from=DAY, slots={}, busy=people, made_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


def value(key: str, found: Crowding) -> float | None:
    return METRICS[key].value(Sums(crowding=found))


def test_more_than_85_percent_of_a_busy_half_hour_is_a_crowd_and_gaps_count_on_neither_side() -> None:
    found = crowding(grid(10, 17, 18, None, 40), [busy(20)])
    assert (found.judged_hours, found.crowded_hours) == (1.0, 0.5)
    assert value("crowded_share", found) == 0.5


def test_where_nobody_knows_what_busy_is_no_time_is_called_crowded() -> None:
    for lists in ([], [busy(None)], [busy(0)]):
        found = crowding(grid(40, 40), lists)
        assert value("crowded_share", found) is None
        assert found.quarter_means == (40, 40)


def test_a_flat_day_has_its_mean_and_a_peak_lifts_it_over_several_days_together() -> None:
    flat, other = crowding(grid(12, None, 12), []), crowding(grid(0, 36), [])
    assert value("busy_over_mean", flat) == 1
    assert value("busy_over_mean", flat + other) == pytest.approx((12 + 0.85 * 24) / 15)
    assert value("busy_over_mean", crowding(grid(0, 0), [])) is None
