"""Blocks of the week."""

from datetime import time

import pytest

from models.calendar import DayType
from models.demand.block import BLOCKS, Block, block_of


def test_a_session_belongs_to_the_two_hours_that_hold_its_middle() -> None:
    assert block_of(DayType.WORKDAY, time(9, 30), 120) == Block(False, 5)
    assert block_of(DayType.WORKDAY, time(9), 90) == Block(False, 4)


def test_a_make_up_saturday_is_a_workday_and_a_holiday_is_free() -> None:
    assert block_of(DayType.MAKEUP, time(9), 60).free is False
    assert block_of(DayType.STATUTORY, time(9), 60).free is True


def test_a_session_past_midnight_stays_within_the_day() -> None:
    assert block_of(DayType.REST, time(23, 30), 90) == Block(True, 0)


def test_each_block_knows_its_place() -> None:
    assert [block.number for block in BLOCKS] == list(range(24))


def test_there_is_no_thirteenth_part_of_a_day() -> None:
    with pytest.raises(ValueError, match="not 12"):
        Block(False, 12)
