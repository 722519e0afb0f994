"""When what recurs on some weekdays begins."""

from datetime import date

import pytest

from models.spell import first_date

MONDAY = date(2026, 12, 21)


@pytest.mark.parametrize(
    ("weekdays", "day"), [((0,), 21), ((5,), 26), ((5, 6), 26), ((2, 0), 21), (tuple(range(7)), 21)]
)
def test_what_begins_in_a_week_begins_on_the_first_of_its_weekdays(
    weekdays: tuple[int, ...], day: int
) -> None:
    assert first_date(MONDAY, weekdays) == date(2026, 12, day)
