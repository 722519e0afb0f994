from dataclasses import replace
from datetime import time, timedelta

import numpy as np
import pytest

from models.effect.freezing import MOST_BEFORE, Accepted, History, freeze, intact, overlap, seal
from models.effect.panel import WEEK
from models.effect.trial import Method, Metric, Trial
from models.spell import Spell
from tests.trials import FIRST, mondays, spell

START = FIRST + WEEK * 40
PICKED = [FIRST + WEEK * n for n in range(36, 40)]


def _accepted(**changed: object) -> Accepted:
    given: dict[str, object] = {"id": "2026-W40-01", "target": spell(), "starts": START, "picked": PICKED}
    return Accepted(**(given | changed))  # type: ignore[arg-type]


def _history(candidates: list[Spell] | None = None, **changed: object) -> History:
    random = np.random.default_rng(4)
    offered = [spell("hall"), spell("studio"), spell("room")] if candidates is None else candidates
    given: dict[str, object] = {
        "metric": Metric.REGISTERED,
        "mondays": mondays(40),
        "target": random.poisson(50, 40).astype(float),
        "candidates": offered,
        "totals": random.poisson(60, (len(offered), 40)).astype(float),
    }
    return History(**(given | changed))  # type: ignore[arg-type]


def _frozen(history: History | None = None, **changed: object) -> Trial:
    return freeze(_accepted(**changed), [history or _history()])


def test_the_weeks_that_the_slot_was_picked_on_are_no_baseline() -> None:
    found = _frozen()
    assert not set(found.baseline) & set(PICKED)
    assert found.excluded == tuple(PICKED)
    assert (len(found.baseline), found.baseline[-1]) == (MOST_BEFORE, FIRST + WEEK * 35)


def test_holidays_and_weeks_without_data_are_no_baseline() -> None:
    history = _history(left_out=[FIRST + WEEK * 30])
    history.target[31] = np.nan
    found = _frozen(history)
    assert not {FIRST + WEEK * 30, FIRST + WEEK * 31} & set(found.baseline)


def test_windows_that_the_change_may_touch_are_no_controls() -> None:
    beside, evening = spell(hour=16), spell("hall", hour=18)
    candidates = [beside, evening, spell("studio"), spell("room"), spell(hour=9)]
    found = _frozen(_history(candidates), displaced=[evening], other=[spell("studio", hour=15)])
    assert list(found.controls) == [spell("room"), spell(hour=9)]


def test_a_window_of_quite_another_size_is_no_control() -> None:
    history = _history()
    history.totals[1] *= 10
    history.totals[2] = 0
    assert _frozen(history).method is Method.INTERRUPTED
    assert _frozen(history).controls == ()


def test_with_controls_differences_are_taken_and_a_smaller_change_is_seen() -> None:
    season = np.exp(np.cumsum(np.random.default_rng(1).normal(0, 0.15, 40)))
    history = _history()
    shared = replace(history, target=history.target * season, totals=history.totals * season)
    found, alone = _frozen(shared), _frozen(replace(shared, candidates=[], totals=np.empty((0, 40))))
    assert (found.method, alone.method) == (Method.DIFFERENCES, Method.INTERRUPTED)
    assert found.smallest is not None
    assert alone.smallest is not None
    assert found.smallest < alone.smallest


def test_registers_are_taken_first_and_sensors_where_registers_are_too_young() -> None:
    sensors = _history(metric=Metric.PERSON_HOURS)
    young = _history()
    young.target[:28] = np.nan
    assert freeze(_accepted(), [_history(), sensors]).metric is Metric.REGISTERED
    assert freeze(_accepted(), [young, sensors]).metric is Metric.PERSON_HOURS


def test_too_short_a_past_is_frozen_as_not_measurable() -> None:
    short = _history()
    short.target[:26] = np.nan
    found = _frozen(short)
    assert (found.method, found.smallest, found.baseline) == (Method.NONE, None, ())


def test_it_is_judged_after_the_weeks_that_were_agreed() -> None:
    assert _frozen().until == START + WEEK * 12
    assert _frozen(starts=START + timedelta(days=2)).until == START + WEEK * 13


def test_whoever_touches_a_frozen_trial_is_found_out() -> None:
    found = _frozen()
    assert intact(found)
    assert not intact(replace(found, until=found.until + WEEK))
    assert not intact(replace(found, controls=found.controls[:-1]))
    assert seal(replace(found, hash="")) == found


def test_the_same_past_always_freezes_the_same() -> None:
    assert _frozen().hash == _frozen().hash


def test_no_history_at_all_is_an_error_that_names_the_change() -> None:
    with pytest.raises(ValueError, match="2026-W40-01"):
        freeze(_accepted(), [])


def test_windows_overlap_in_space_day_and_time_or_not_at_all() -> None:
    one = spell(hour=14)
    assert overlap(one, replace(one, start=time(15), end=time(17)))
    assert not overlap(one, spell(hour=16))
    assert overlap(one, spell(hour=16), timedelta(hours=1))
    assert not overlap(one, spell("hall"))
    assert not overlap(one, spell(weekday=2))
