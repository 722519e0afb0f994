"""What two sessions have in common."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.demand.block import BLOCKS
from models.demand.curve import Curve, Curves
from models.demand.history import Occasion
from models.demand.likeness import PARTS_OF_DEMAND, traits
from models.demand.segment import Segment

OCCASIONS = st.lists(
    st.builds(
        Occasion,
        programme=st.sampled_from("abc"),
        segment=st.sampled_from(Segment),
        block=st.sampled_from(BLOCKS),
    ),
    min_size=2,
    max_size=12,
    unique=True,
)
CURVES = Curves({Segment.SENIORS: Curve.even(np.linspace(-1, 1, len(BLOCKS)), 0.3)})


@pytest.mark.parametrize("part", PARTS_OF_DEMAND)
@given(occasions=OCCASIONS)
def test_every_part_is_a_covariance(part: str, occasions: list[Occasion]) -> None:
    seen = traits(occasions, {"a": 0, "b": 1, "c": 2}, CURVES)
    alike = PARTS_OF_DEMAND[part].alike(seen.column, seen)
    assert np.allclose(alike, alike.T)
    assert np.linalg.eigvalsh(alike).min() > -1e-9


def test_programmes_that_were_never_held_are_alike_in_nothing_of_their_own() -> None:
    two = [Occasion(programme=name, segment=Segment.ALL, block=BLOCKS[0]) for name in ("x", "y")]
    seen = traits(two, {"a": 0}, Curves())
    assert PARTS_OF_DEMAND["programme"].alike(seen.column, seen).tolist() == [[1, 0], [0, 1]]


def test_where_a_curve_is_less_sure_than_usual_people_may_differ_more_from_it() -> None:
    width = np.full(len(BLOCKS), 0.3)
    width[7] = 0.9
    curves = Curves({Segment.SENIORS: Curve(np.zeros(len(BLOCKS)), width)})
    two = [Occasion(programme="a", segment=Segment.SENIORS, block=BLOCKS[n]) for n in (6, 7)]
    seen = traits(two, {"a": 0}, curves)
    alike = PARTS_OF_DEMAND["segment beside its curve"].alike(seen.column, seen)
    assert alike[1, 1] == pytest.approx(9 * alike[0, 0])
    assert alike[0, 1] == 0
