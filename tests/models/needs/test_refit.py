"""What a refit brought is said of weeks that were measured, and not before."""

from datetime import date

from models.needs.refit import UseWeek, kept

WEEK = date(2026, 9, 7)


def test_a_week_that_was_hardly_measured_or_shut_counts_for_nothing() -> None:
    weeks = [
        UseWeek(WEEK, 10.0, 0.2),
        UseWeek(WEEK, 0.0, None),
        UseWeek(WEEK, 50.0, 0.8),
        UseWeek(WEEK, 70.0, 1.0),
    ]
    found = kept(100.0, weeks, 2)
    assert (found.measured, found.weeks, found.all_weeks, found.ratio) == (60.0, 2, 4, 0.6)


def test_too_few_weeks_are_too_early_and_no_promise_is_never_kept_or_broken() -> None:
    weeks = [UseWeek(WEEK, 50.0, 1.0)]
    assert kept(100.0, weeks, 2).ratio is None
    assert kept(0.0, weeks, 1).ratio is None
    assert kept(100.0, [], 0).ratio is None
