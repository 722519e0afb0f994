import numpy as np
import pytest

from models.effect.panel import WEEK, elapsed_weeks, first_monday, planned_weeks, weeks
from tests.trials import FIRST, panel, steady, trial


def test_weeks_before_are_the_frozen_ones_and_weeks_after_end_on_the_day_of_judgement() -> None:
    one = trial(before=20, after=4, baseline=[FIRST + WEEK * n for n in range(3, 20)])
    span = weeks(one, panel(steady(20, 12)))
    assert (span.before, span.after) == (tuple(range(3, 20)), (20, 21, 22, 23))


def test_a_holiday_week_belongs_to_neither_side_though_it_has_passed() -> None:
    one, holidays = trial(), {FIRST + WEEK * 5, FIRST + WEEK * 22}
    shown = panel(steady(), left_out=holidays)
    span = weeks(one, shown)
    assert 5 not in span.before
    assert 22 not in span.after
    assert elapsed_weeks(one, shown) == planned_weeks(one) == 12


def test_a_change_in_midweek_counts_from_the_next_monday() -> None:
    one = trial(starts=FIRST + WEEK * 20 + WEEK / 7 * 2)
    assert weeks(one, panel(steady())).after[0] == 21
    assert first_monday(FIRST) == FIRST


def test_rows_that_do_not_fit_the_calendar_are_named() -> None:
    with pytest.raises(ValueError, match="displaced of a trial has 3 weeks, its calendar 32"):
        panel(steady(), displaced=np.zeros((1, 3)))
