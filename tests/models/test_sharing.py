"""Which key is in force in a month."""

from datetime import date

from models.sharing import USUAL, SharingKey, SharingRule, key_in

BY_AREA = SharingRule(key=SharingKey.AREA, valid_from=date(2026, 7, 1))
BY_HOURS = SharingRule(key=SharingKey.HOURS, valid_from=date(2027, 1, 1))


def test_a_new_rule_changes_no_month_before_it() -> None:
    months = (date(2026, 6, 1), date(2026, 7, 1), date(2026, 12, 1), date(2027, 1, 1))
    assert [key_in((BY_HOURS, BY_AREA), month) for month in months] == [
        SharingKey.AREA_HOURS,
        SharingKey.AREA,
        SharingKey.AREA,
        SharingKey.HOURS,
    ]


def test_a_centre_file_that_says_nothing_shares_by_area_and_open_hours() -> None:
    assert key_in((), date(2026, 1, 1)) is key_in(USUAL, date(2026, 1, 1)) is SharingKey.AREA_HOURS


def test_a_file_may_replace_the_usual_key_from_the_beginning() -> None:
    assert key_in((SharingRule(key=SharingKey.AREA),), date(2026, 1, 1)) is SharingKey.AREA
