"""How long a place is open by its rules."""

from models.metric.promised import Promised, day_hours, week_hours


def test_hours_a_week_count_the_days_on_which_it_was_shut() -> None:
    month = Promised(days=28, open_days=20, hours=160)
    assert week_hours(month) == 40
    assert day_hours(month) == 160 / 28


def test_of_no_days_nothing_is_known() -> None:
    assert week_hours(Promised()) is None
    assert day_hours(Promised()) is None
