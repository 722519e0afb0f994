"""What came of changes: measured as they run, judged on their day, told with what would have been."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from models.advice.action import Action
from models.advice.recommendation import State
from models.effect.trial import Verdict
from models.ports import Ports
from models.services.effects import effects, follow, harmful, harmful_ones
from tests.advised import MemoryAdvice
from tests.effects import NOW, START, TARGET, a_change, a_house, a_tried_house, steady

EARLY = datetime(2026, 8, 31, 4, tzinfo=UTC)
"""Six weeks after the start."""


def _advice(ports: Ports) -> MemoryAdvice:
    assert isinstance(ports.advice, MemoryAdvice)
    return ports.advice


def test_on_its_day_a_change_is_judged_and_the_result_kept_once() -> None:
    ports = a_tried_house(0.4, state=State.RUNNING)
    assert follow(ports, NOW, NOW) == 2
    (kept,) = _advice(ports).trials.results()
    assert (kept.verdict, kept.weeks_after) == (Verdict.WORKS, 12)
    assert kept.effect == pytest.approx(0.4, abs=0.08)
    assert _advice(ports).recommendations.kept[kept.id].state is State.MEASURED
    assert [one.action for one in _advice(ports).recommendations.told] == ["advice.measured"]
    assert follow(ports, NOW, NOW) == 0


def test_an_accepted_change_runs_once_it_has_begun_and_is_not_judged_early() -> None:
    ports = a_tried_house(0.4, EARLY)
    follow(ports, EARLY, EARLY)
    (kept,) = _advice(ports).trials.results()
    assert (kept.why, kept.weeks_after) == ("effect.why.too_early", 6)
    assert _advice(ports).recommendations.kept[kept.id].state is State.RUNNING


def test_before_its_start_nothing_is_told() -> None:
    ports = a_tried_house(0.4, datetime(2026, 7, 18, 4, tzinfo=UTC))
    assert follow(ports, NOW, NOW) == 0
    assert effects(ports).tried == []


def test_a_person_who_decided_is_not_overruled() -> None:
    ports = a_tried_house(0.4, state=State.REVERTED)
    follow(ports, NOW, NOW)
    assert {one.state for one in _advice(ports).recommendations.kept.values()} == {State.REVERTED}


def test_harm_is_told_early_and_gains_are_not() -> None:
    assert [one.change.id for one in harmful(a_tried_house(-0.5, EARLY))] == [a_change().id]
    assert harmful(a_tried_house(0.5, EARLY)) == []


def test_harm_that_was_found_is_counted_until_somebody_takes_the_change_back() -> None:
    ports = a_tried_house(-0.5, state=State.RUNNING)
    assert harmful_ones(ports) == 0
    follow(ports, NOW, NOW)
    assert harmful_ones(ports) == 1
    kept = _advice(ports).recommendations.kept
    kept.update({key: replace(one, state=State.REVERTED) for key, one in kept.items()})
    assert harmful_ones(ports) == 0
    gained = a_tried_house(0.5, state=State.RUNNING)
    follow(gained, NOW, NOW)
    assert harmful_ones(gained) == 0


def test_what_would_have_been_follows_the_controls() -> None:
    (one,) = effects(a_tried_house(0.4)).tried
    assert one.usual is not None
    after = slice(-12, None)
    assert np.nanmean(one.panel.target[after] / one.usual.mean[after]) == pytest.approx(1.4, abs=0.1)
    assert (one.usual.low <= one.usual.mean).all()
    assert one.finished


def test_judged_changes_of_a_kind_are_told_together() -> None:
    found = effects(a_tried_house(0.4)).kinds
    assert set(found) == {Action.ADD_CLASS}
    assert found[Action.ADD_CLASS].trials == 1
    assert 0.08 < found[Action.ADD_CLASS].mean.share < 0.45
    assert effects(a_tried_house(0.4, EARLY)).kinds == {}


def test_another_change_in_the_same_window_spoils_the_measuring() -> None:
    ports = a_tried_house(0.4)
    (first,) = _advice(ports).trials.all()
    second = replace(
        first, id="other", target=replace(TARGET, weekdays=(1, 2)), starts=START.replace(month=9)
    )
    _advice(ports).recommendations.trials["other"] = second
    assert effects(ports).tried[-1].result.why == "effect.why.disturbed"


def test_a_deployment_without_advice_has_nothing_to_follow() -> None:
    ports = replace(a_house(steady()), advice=None)
    assert follow(ports, NOW, NOW) == 0
    assert effects(ports).tried == []
