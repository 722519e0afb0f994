"""Where curves come from."""

import numpy as np
import pytest

from models.demand.block import Block
from models.demand.curve import Curves
from models.demand.curve_source import Presence, gathered, learned_elsewhere, seen, seen_by_segment
from models.demand.demand import Demand
from models.demand.history import Occasion, PastSession
from models.demand.segment import Segment

MORNING, EVENING = Block(False, 4), Block(False, 9)


HELD = [
    PastSession(occasion=Occasion(programme="choir", segment=Segment.SENIORS, block=block), came=came)
    for block, came in ((MORNING, 30), (EVENING, 8))
    for _ in range(12)
]


def presence(zone: str = "silver", days: int = 5) -> Presence:
    """Twenty people from 8 to 10, five from 18 to 20, on workdays only."""
    people = np.full((days, 48), np.nan)
    people[:, 16:20], people[:, 36:40] = 20, 5
    return Presence(zone, people, np.zeros(days, dtype=bool))


def test_sensors_tell_of_blocks_that_were_open_and_of_no_others() -> None:
    curve = seen(presence())
    assert curve is not None
    assert curve.log_liking[MORNING.number] - curve.log_liking[EVENING.number] == pytest.approx(np.log(4))
    assert np.isnan(curve.log_liking[Block(False, 6).number])
    assert np.isnan(curve.log_liking[Block(True, 4).number])


def test_two_days_are_too_few_to_tell_of_hours() -> None:
    assert seen(presence(days=2)) is None


def test_a_zone_tells_of_those_it_is_meant_for() -> None:
    curves = seen_by_segment([presence("silver"), presence("orange"), presence("red")])
    assert set(curves.by_segment) == {Segment.SENIORS, Segment.ALL}


def test_another_centre_tells_only_of_hours_at_which_it_held_sessions() -> None:
    curve = learned_elsewhere(Demand.fit(HELD), Segment.SENIORS)
    assert curve is not None
    assert curve.log_liking[MORNING.number] - curve.log_liking[EVENING.number] > 0.5
    assert np.isnan(curve.log_liking[Block(False, 6).number])
    assert learned_elsewhere(Demand.fit(HELD), Segment.WORKERS) is None


def test_all_that_is_told_of_a_segment_becomes_one_surer_curve() -> None:
    one = learned_elsewhere(Demand.fit(HELD), Segment.SENIORS)
    assert one is not None
    both = gathered([Curves({Segment.SENIORS: one}), seen_by_segment([presence()])])
    assert both.by_segment[Segment.SENIORS].usual_sd < one.usual_sd
