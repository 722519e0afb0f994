"""Hours of the week and amounts as people write them in a list of helpers."""

import pytest

from models.exchange.cell import CellError
from models.exchange.pool_columns import amount, week_hours
from models.needs.need import WantedTime

WEDNESDAY = WantedTime(weekday=2, start_minute=540, end_minute=660)


@pytest.mark.parametrize(
    "text", ["周三 09:00-11:00", "星期三9:00至11:00", "Wed 09:00 – 11:00", "3 9:00~11:00"]
)
def test_a_span_is_read_in_every_usual_spelling(text: str) -> None:
    assert week_hours(text) == (WEDNESDAY,)


def test_several_spans_stand_behind_one_another() -> None:
    night = WantedTime(weekday=6, start_minute=1200, end_minute=1440)
    assert week_hours("周三 09:00-11:00; 周日 20:00-24:00;") == (WEDNESDAY, night)
    assert week_hours("") == ()


@pytest.mark.parametrize(
    "text", ["周三", "周八 9:00-10:00", "周三 11:00-9:00", "周三 25:00-26:00", "xyz 9:00-10:00"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        week_hours(text)


def test_money_is_written_in_yuan() -> None:
    assert amount("500.50") == 50_050
    with pytest.raises(CellError):
        amount("many")
