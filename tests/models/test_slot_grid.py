"""Columns hold the same numbers as the facts that they are made of."""

from dataclasses import replace

import numpy as np
import pytest

from models.calendar import SLOT
from models.reading import Quality
from models.slot_grid import NAMES, QUALITIES, grid, packed
from tests.builders import a_fact
from tests.measured import local

FACTS = [
    replace(
        a_fact(local(8) + n * SLOT, n / 3, open_min=14.5, measured_min=13.25), entries=n, booked_min=n / 7
    )
    for n in range(9)
]


def test_every_column_comes_back_exactly_and_in_order_of_time() -> None:
    found = grid([packed(FACTS[::-1][4:]), packed(FACTS[5:])])
    assert found.starts.tolist() == [int(f.start.timestamp()) for f in FACTS]
    for name in NAMES:
        assert found[name].tolist() == [float(getattr(f, name)) for f in FACTS], name
    assert len(found) == 9


def test_quality_is_a_place_in_its_table() -> None:
    found = grid([packed([replace(FACTS[0], quality=quality)]) for quality in Quality])
    assert [QUALITIES[int(n)] for n in found["quality"]] == list(Quality)


def test_sums_by_cell_are_those_of_the_slots_in_it() -> None:
    found = grid([packed(FACTS)])
    cell = np.arange(9, dtype=np.intp) % 2
    assert found.summed("entries", cell, 3).tolist() == [0 + 2 + 4 + 6 + 8, 1 + 3 + 5 + 7, 0]


def test_no_day_makes_an_empty_grid() -> None:
    found = grid([])
    assert (len(found), found["entries"].tolist()) == (0, [])


@pytest.mark.parametrize("content", [b"", b"\x02abc", packed(FACTS)[:-2]])
def test_what_is_torn_or_of_another_format_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="slots of a day"):
        grid([content])
