"""Advice as it stood at the end of a month, with the effect that was known by then."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.advice.recommendation import Decision, Reason, Recommendation, State
from models.document import canonical, filled
from models.effect.trial import Verdict
from models.metric.period import month_of
from models.ports import Ports
from models.report.inputs.advice import AdviceInputs, Advised
from models.services.monthly.advice import advice_inputs
from tests.advised import MemoryAdvice
from tests.builders import some_ports
from tests.effects import START, a_change, a_tried_house

AUGUST, OCTOBER = month_of(date(2026, 8, 1)), month_of(date(2026, 10, 1))
LATER = datetime(2026, 11, 9, 4, tzinfo=UTC)


def house(*changes: Recommendation) -> Ports:
    ports = a_tried_house(0.4, LATER, State.KEPT)
    assert isinstance(ports.advice, MemoryAdvice)
    kept = ports.advice.recommendations.kept
    kept.update(
        {key: replace(one, made_at=datetime(2026, 7, 13, 4, tzinfo=UTC)) for key, one in kept.items()}
    )
    kept.update({one.id: one for one in changes})
    return ports


def only(ports: Ports, month: date) -> Advised:
    (found,) = advice_inputs(ports, month_of(month)).advised
    return found


def test_a_change_is_told_in_each_month_in_which_it_is_tried() -> None:
    found = only(house(), AUGUST.first)
    assert found.id == a_change().id
    assert found.measured is not None
    assert (found.measured.starts, found.measured.is_judged) == (START, False)
    assert advice_inputs(house(), month_of(date(2026, 6, 1))).advised == ()


def test_the_effect_is_the_one_that_was_known_at_the_end_of_the_month() -> None:
    august, october = only(house(), AUGUST.first), only(house(), OCTOBER.first)
    assert august.measured is not None
    assert october.measured is not None
    assert (august.measured.weeks, october.measured.weeks) == (6, 12)
    assert max(week.monday for week in august.weeks) == date(2026, 8, 24)
    assert october.measured.verdict is Verdict.WORKS
    assert october.measured.effect == pytest.approx(0.4, abs=0.08)
    assert (october.measured.low or 0) < 0.4 < (october.measured.high or 0)


def test_weeks_before_and_after_stand_beside_what_would_have_come() -> None:
    weeks = only(house(), OCTOBER.first).weeks
    assert [week.is_after for week in weeks] == sorted(week.is_after for week in weeks)
    assert sum(week.is_after for week in weeks) == 12
    assert all(week.usual is not None and week.low is not None and week.came is not None for week in weeks)


def test_what_was_decided_later_is_not_in_it() -> None:
    made = datetime(2026, 8, 5, 4, tzinfo=UTC)
    rejected = Decision(by="wang", at=made + timedelta(days=40), state=State.REJECTED, reason=Reason.ELDERS)
    change = a_change(id="2026-W32-02", made_at=made, state=State.REJECTED, decisions=(rejected,))
    ports = house(change)
    then = {one.id: one for one in advice_inputs(ports, AUGUST).advised}["2026-W32-02"]
    assert (then.state, then.decided_on, then.reason) == (State.PROPOSED, None, None)
    september = {one.id: one for one in advice_inputs(ports, month_of(date(2026, 9, 1))).advised}
    assert september["2026-W32-02"].state is State.REJECTED
    assert september["2026-W32-02"].reason is Reason.ELDERS


def test_nobody_who_decided_and_no_coach_is_named() -> None:
    made = datetime(2026, 8, 5, 4, tzinfo=UTC)
    changed = Decision(
        by="wang", at=made, state=State.MODIFIED, note="ask wu", difference={"coach": ("wu", "li")}
    )
    ports = house(a_change(id="2026-W32-02", made_at=made, decisions=(changed,)))
    found = {one.id: one for one in advice_inputs(ports, AUGUST).advised}["2026-W32-02"]
    assert found.changed == ("coach",)
    assert not {"wang", "wu", "ms-wu"} & set(repr(found).replace("'", " ").split())


def test_where_no_advice_is_given_nothing_is_told() -> None:
    assert advice_inputs(some_ports(), AUGUST) == AdviceInputs()


def test_what_is_kept_of_it_comes_back_the_same() -> None:
    found = advice_inputs(house(), OCTOBER)
    assert filled(AdviceInputs, json.loads(canonical(found))) == found
