"""What an expectation stands on."""

import numpy as np
import pytest

from models.demand.basis import basis_of
from models.demand.block import BLOCKS, Block
from models.demand.curve import Curve, Curves
from models.demand.demand import Demand
from models.demand.history import Occasion, PastSession
from models.demand.segment import Segment
from models.expectation import Evidence

MORNING, NOON = Block(False, 4), Block(False, 6)


def occasion(programme: str, block: Block) -> Occasion:
    return Occasion(programme=programme, segment=Segment.SENIORS, block=block)


def held(programme: str, block: Block, times: int) -> list[PastSession]:
    return [PastSession(occasion=occasion(programme, block), came=12)] * times


DEMAND = Demand.fit(
    held("choir", MORNING, 12) + held("go", NOON, 5),
    Curves({Segment.SENIORS: Curve.even(np.zeros(len(BLOCKS)), 0.25)}),
)


def test_the_weights_add_up_and_none_is_below_nothing() -> None:
    for block in BLOCKS:
        basis = basis_of(DEMAND, occasion("choir", block))
        weights = (basis.here_weight, basis.elsewhere_weight, basis.others_weight, basis.told_weight)
        assert sum(weights) == pytest.approx(1)
        assert min(weights) >= 0


def test_where_it_was_held_its_own_sessions_weigh_most() -> None:
    basis = basis_of(DEMAND, occasion("choir", MORNING))
    assert (basis.here, basis.elsewhere, basis.others, basis.evidence) == (12, 0, 5, Evidence.MEASURED)
    assert basis.here_weight > 0.6


def test_where_it_was_never_held_nothing_is_said_to_come_from_there() -> None:
    basis = basis_of(DEMAND, occasion("choir", NOON))
    assert (basis.here, basis.elsewhere, basis.curve_sd) == (0, 12, 0.25)
    assert basis.here_weight == 0
    assert basis.elsewhere_weight > basis.others_weight > 0


def test_before_any_session_was_held_it_is_all_told() -> None:
    basis = basis_of(Demand.fit([]), occasion("choir", NOON))
    assert basis.told_weight == 1
    assert basis.curve_sd is None
