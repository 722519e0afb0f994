"""Crowds thin and return around the moon's new year."""

from datetime import date, timedelta

from ingest.simulator.festival import shopping, stay_away


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
