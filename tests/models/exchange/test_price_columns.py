"""Cells of a file of price plans."""

from datetime import time

import pytest

from models.calendar import DayType
from models.exchange.cell import CellError
from models.exchange.price_columns import bands, concessions, plan_key
from models.money.price import Concession, Way
from models.programme.who import Who


def test_bands_are_days_hours_and_yuan_in_either_language() -> None:
    one, other = bands("working 09:00-16:00 2; 休息日 18:00-24:00 8.5")
    assert (one.days, one.start, one.end, one.fen) == (
        {DayType.WORKDAY, DayType.MAKEUP},
        time(9),
        time(16),
        200,
    )
    assert (other.days, other.end, other.fen) == ({DayType.REST, DayType.STATUTORY}, time(0), 850)


def test_concessions_are_who_how_and_how_much() -> None:
    assert concessions("75岁以上 只收 1; reduced share 50%; student off 0.5") == (
        Concession(who=Who.SENIOR_75, way=Way.FIXED, amount=100),
        Concession(who=Who.REDUCED, way=Way.SHARE, amount=5_000),
        Concession(who=Who.STUDENT, way=Way.OFF, amount=50),
    )


@pytest.mark.parametrize("text", ["sometimes 09:00-16:00 2", "working 09:00 2", "working 09:00-16:00", "x"])
def test_what_is_no_band_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        bands(text)


@pytest.mark.parametrize("text", ["dogs fixed 1", "student maybe 1", "student share", "student off -1"])
def test_what_is_no_concession_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        concessions(text)


def test_a_plan_is_called_by_what_centre_files_allow() -> None:
    assert plan_key("gym-hour") == "gym-hour"
    with pytest.raises(CellError):
        plan_key("Gym Hour")
