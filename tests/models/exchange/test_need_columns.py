"""How slips say when somebody would come."""

import pytest

from models.exchange.cell import CellError
from models.exchange.need_columns import times


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("周一上午", ((0, 7, 11),)),
        ("星期天晚上", ((6, 18, 22),)),
        ("周末下午", ((5, 14, 18), (6, 14, 18))),
        ("周五19点", ((4, 19, 20),)),
        ("Sat 9-11", ((5, 9, 11),)),
        ("周三9:00-11:00、周三9-11", ((2, 9, 11),)),
    ],
)
def test_days_with_a_part_of_the_day_or_hours_are_read(text: str, meant: object) -> None:
    assert times(text) == meant


@pytest.mark.parametrize("text", ["随时", "周一", "周八上午", "周一25点", "周一11-9", "上午"])
def test_what_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        times(text)
