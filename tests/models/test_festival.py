"""The moon's new year is where the packaged calendar has it."""

from datetime import date, timedelta

import holidays
import pytest

from models.festival import SPRING_FESTIVALS, days_from_festival


@pytest.mark.parametrize("festival", SPRING_FESTIVALS)
def test_the_table_agrees_with_the_packaged_calendar(festival: date) -> None:
    names = holidays.country_holidays("CN", years=festival.year, language="zh_CN")
    assert "春节" in names.get(festival, "")
    assert "春节" not in names.get(festival - timedelta(days=5), "")


def test_days_are_counted_from_the_nearest_festival() -> None:
    assert days_from_festival(date(2026, 2, 17)) == 0
    assert days_from_festival(date(2026, 2, 14)) == -3
    assert days_from_festival(date(2026, 11, 20)) == -78
