"""Curves of liked hours."""

import numpy as np
import pytest

from models.demand.block import BLOCKS, Block
from models.demand.curve import Curve, Curves, blended
from models.demand.history import Occasion
from models.demand.segment import Segment

MORNING, EVENING = Block(False, 4), Block(False, 9)


def curve(morning: float, evening: float, sd: float = 0.3) -> Curve:
    told = np.full(len(BLOCKS), np.nan)
    told[[MORNING.number, EVENING.number]] = morning, evening
    return Curve(told, sd)


def occasion(block: Block, segment: Segment = Segment.SENIORS) -> Occasion:
    return Occasion(programme="choir", segment=segment, block=block)


def test_nothing_is_told_of_other_blocks_and_other_people() -> None:
    curves = Curves({Segment.SENIORS: curve(1, 0)})
    assert curves.tells(occasion(MORNING))
    assert not curves.tells(occasion(Block(False, 6)))
    assert not curves.tells(occasion(MORNING, Segment.WORKERS))


def test_a_curve_speaks_of_hours_beside_those_at_which_sessions_were_held() -> None:
    beside = Curves({Segment.SENIORS: curve(1, 0)}).beside({(Segment.SENIORS, MORNING.number): 7})
    assert beside.liking(occasion(MORNING)) == pytest.approx(0)
    assert beside.liking(occasion(EVENING)) == pytest.approx(-1)


def test_the_surer_source_weighs_more() -> None:
    both = blended([curve(1, -1, sd=0.1), curve(-1, 1, sd=0.3)])
    assert both is not None
    assert both.log_liking[MORNING.number] == pytest.approx(0.8)
    assert both.sd == pytest.approx(1 / np.sqrt(100 + 100 / 9))


def test_sources_that_differ_only_in_level_say_the_same() -> None:
    both = blended([curve(1, 0), curve(11, 10)])
    assert both is not None
    assert both.log_liking[MORNING.number] - both.log_liking[EVENING.number] == pytest.approx(1)


def test_of_no_sources_there_is_no_curve() -> None:
    assert blended([]) is None


def test_a_curve_of_another_week_is_refused() -> None:
    with pytest.raises(ValueError, match="24 blocks"):
        Curve(np.zeros(7), 0.3)
