"""The table of everything that can be measured."""

import pytest

from models.reading import MEASURES, measure_of


def test_a_channel_behind_the_dot_is_the_same_measure() -> None:
    assert measure_of("people_in_total.line2") is MEASURES["people_in_total"]


def test_an_unknown_measure_is_an_error() -> None:
    with pytest.raises(KeyError):
        measure_of("humour")


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.key)
def test_every_measure_has_a_unit_and_a_range_that_is_not_empty(measure) -> None:
    assert measure.unit
    assert measure.valid[0] < measure.valid[1]
    assert "." not in measure.key
