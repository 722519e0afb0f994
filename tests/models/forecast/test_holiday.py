"""Public holidays of the country of a zone."""

from datetime import date

from models.forecast.holiday import country_of, holiday, kept_share


def test_a_zone_lies_in_its_country_and_some_lie_in_none() -> None:
    assert [country_of(zone) for zone in ("Europe/Zurich", "Asia/Shanghai", "UTC")] == ["CH", "CN", ""]
    assert holiday("", 2026) == {}


def test_a_holiday_counts_as_far_as_the_country_keeps_it() -> None:
    assert kept_share("CH", date(2026, 8, 1)) == 1
    assert 0.2 < kept_share("CH", date(2026, 5, 1)) < 0.6
    assert kept_share("CH", date(2026, 8, 4)) == 0
