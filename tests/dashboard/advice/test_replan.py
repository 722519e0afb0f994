"""Plans in the background: one after the other, each for who asked for it, stopped on request, faults told in words."""

from concurrent.futures import wait
from threading import Event

import pytest

from dashboard.advice.replan import Planner
from models.services.strangers import RefusedError, refusal

ME, OTHER = ("test", 1), ("test", 2)


def test_a_plan_is_waited_for_and_handed_to_its_owner_alone() -> None:
    planner: Planner[int] = Planner()
    go = Event()
    key = planner.begin(ME, lambda: 7 if go.wait(20) else 0)
    assert not planner.get(ME, key).ended
    with pytest.raises(RefusedError):
        planner.get(OTHER, key)
    go.set()
    wait([planner.get(ME, key).future])
    assert planner.get(ME, key).made() == 7


def test_a_plan_that_waits_for_its_turn_does_not_begin_when_it_is_stopped() -> None:
    planner: Planner[int] = Planner()
    go, begun = Event(), Event()
    first = planner.begin(ME, lambda: 1 if go.wait(20) else 0)
    second = planner.begin(ME, lambda: begun.set() or 2)
    waiting = planner.get(ME, second)
    planner.stop(ME, second)
    go.set()
    wait([planner.get(ME, first).future])
    assert waiting.future.cancelled()
    assert not begun.is_set()
    with pytest.raises(RefusedError):
        planner.get(ME, second)


def test_what_is_refused_is_told_and_what_fails_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    planner: Planner[int] = Planner()

    def refused() -> int:
        raise refusal("advice.past_week", week="2026-W01")

    keys = [planner.begin(ME, refused), planner.begin(ME, lambda: 1 // 0)]
    found = [planner.get(ME, key) for key in keys]
    wait([one.future for one in found])
    told = []
    for one in found:
        with pytest.raises(RefusedError) as raised:
            one.made()
        told.append(raised.value.message.key)
    assert told == ["refused.advice.past_week", "refused.advice_page.plan_failed"]
    assert "ZeroDivisionError" in caplog.text
