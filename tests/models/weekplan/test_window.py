import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.weekplan.problem import HALF_HOURS
from models.weekplan.window import least, whole


@given(arrays(bool, (2, HALF_HOURS)), st.integers(1, HALF_HOURS + 1))
def test_a_stretch_is_whole_where_each_of_its_half_hours_is_free(free: np.ndarray, length: int) -> None:
    found = whole(free, length)
    for day in range(2):
        for half in range(HALF_HOURS):
            inside = free[day, half : half + length]
            assert found[day, half] == (len(inside) == length and inside.all())


@given(arrays(np.int64, (1, HALF_HOURS), elements=st.integers(-5, 9)), st.integers(1, HALF_HOURS))
def test_the_least_of_a_stretch_is_that_of_its_half_hours(amount: np.ndarray, length: int) -> None:
    found = least(amount, length)
    for half in range(HALF_HOURS - length + 1):
        assert found[0, half] == amount[0, half : half + length].min()
