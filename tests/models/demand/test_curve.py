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
    return Curve.even(told, sd)


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
    assert both.usual_sd == pytest.approx(1 / np.sqrt(100 + 100 / 9))


def test_sources_that_differ_only_in_level_say_the_same() -> None:
    both = blended([curve(1, 0), curve(11, 10)])
    assert both is not None
    assert both.log_liking[MORNING.number] - both.log_liking[EVENING.number] == pytest.approx(1)


def test_of_no_sources_there_is_no_curve() -> None:
    assert blended([]) is None


def test_a_curve_of_another_week_is_refused() -> None:
    with pytest.raises(ValueError, match="24 blocks"):
        Curve.even(np.zeros(7), 0.3)


def test_a_block_of_which_a_curve_is_less_sure_weighs_less_there_alone() -> None:
    told = np.full(len(BLOCKS), 0.0)
    sure, vague = np.full(len(BLOCKS), 0.2), np.full(len(BLOCKS), 0.2)
    vague[EVENING.number] = 0.6
    liked = told.copy()
    liked[[MORNING.number, EVENING.number]] = 1.0, 1.0
    liked -= liked.mean()
    both = blended([Curve(told, sure), Curve(liked, vague)])
    assert both is not None
    assert both.log_liking[MORNING.number] == pytest.approx(liked[MORNING.number] / 2)
    assert both.log_liking[EVENING.number] == pytest.approx(liked[EVENING.number] / 10)
    assert both.sd[EVENING.number] > both.sd[MORNING.number]


def test_a_width_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="sd above 0"):
        Curve.even(np.zeros(len(BLOCKS)), 0.0)
