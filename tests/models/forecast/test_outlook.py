"""An outlook knows whether its band was learned."""

import numpy as np

from tests.models.forecast.test_room_left import an_outlook


def test_an_outlook_without_any_band_is_not_calibrated_and_one_of_a_part_is() -> None:
    bare, banded = an_outlook(10), an_outlook(10, 5.0, 15.0)
    banded.high[:, 1:] = np.nan
    assert not bare.is_calibrated
    assert banded.is_calibrated
    assert bare.days == 1
