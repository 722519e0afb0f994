"""The moon's new year is where the packaged calendar has it, and crowds thin and return around it."""

from datetime import date, timedelta

import holidays
import pytest

from ingest.simulator.festival import SPRING_FESTIVALS, days_from_festival, shopping, stay_away


@pytest.mark.parametrize("festival", SPRING_FESTIVALS)
def test_the_table_agrees_with_the_packaged_calendar(festival: date) -> None:
    names = holidays.country_holidays("CN", years=festival.year, language="zh_CN")
    assert "春节" in names.get(festival, "")
    assert "春节" not in names.get(festival - timedelta(days=5), "")


def test_days_are_counted_from_the_nearest_festival() -> None:
    assert days_from_festival(date(2026, 2, 17)) == 0
    assert days_from_festival(date(2026, 2, 14)) == -3
    assert days_from_festival(date(2026, 11, 20)) == -78


def test_visitors_stay_away_over_the_festival_and_are_all_back_at_the_lantern_festival() -> None:
    festival = date(2027, 2, 6)
    assert stay_away(festival) < 0.3
    assert stay_away(festival - timedelta(days=10)) == 1
    assert stay_away(festival + timedelta(days=15)) == 1


def test_the_street_is_fullest_before_the_festival_and_empty_on_its_first_day() -> None:
    festival = date(2027, 2, 6)
    assert shopping(festival - timedelta(days=4)) > 1.4
    assert shopping(festival) < 0.4
    assert shopping(date(2026, 9, 1)) == 1


def test_a_year_beyond_the_table_is_an_ordinary_year() -> None:
    assert stay_away(date(2055, 2, 1)) == 1
