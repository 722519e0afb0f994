"""Starts by lot: of changes of a kind that are accepted together, drawn so that anybody can draw them again, and measured by."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import numpy as np
import pytest

from models.advice.action import Action
from models.advice.recommendation import Recommendation, State
from models.centre import SpaceId
from models.effect.freezing import intact
from models.effect.lot import seed_of, stagger
from models.effect.panel import WEEK
from models.ports import Ports
from models.services.advising import advice_of
from models.services.deciding import accept_all
from models.services.effects import effects
from models.services.staggering import by_lot, drawn, lot_of
from models.services.strangers import RefusedError
from models.services.trial_start import freeze_change
from tests.advised import MemoryAdvice
from tests.effects import BEFORE, START, a_change, a_house, steady
from tests.models.services.test_deciding import CLASS, MONDAY, ORGANISER, offered
from tests.timetabled import programme_in, timetabled

CLASSES = [
    replace(
        CLASS,
        id=f"2026-W49-{n:02d}",
        target=replace(
            CLASS.target, weekdays=(n + 1,), space=SpaceId("craft" if n < 2 else "dance"), weeks=6
        ),
    )
    for n in range(4)
]
ALONE = replace(
    CLASS, id="2026-W49-09", action=Action.REMINDER, target=replace(CLASS.target, start=time(8), end=time(9))
)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    made, database = timetabled(tmp_path)
    yield replace(made, advice=database.advice(made.centre.id))
    database.close()


def versions(some: list[Recommendation]) -> dict[str, int]:
    return {one.id: 1 for one in some}


def test_changes_of_a_kind_begin_week_by_week_and_what_is_alone_of_its_kind_at_once(ports: Ports) -> None:
    offered(ports, *CLASSES, ALONE)
    bulk = accept_all(ports, ORGANISER, versions([*CLASSES, ALONE]), weeks=4)
    assert not bulk.refused
    begins = {one.id: one.target.first for one in bulk.accepted}
    wanted = stagger([one.id for one in CLASSES], MONDAY, 4, seed_of([one.id for one in CLASSES]))
    assert begins == {**wanted, ALONE.id: ALONE.target.first}
    assert sorted(wanted.values()) == [MONDAY + WEEK * n for n in range(4)]
    assert {one.id for one in by_lot(bulk.accepted)} == {one.id for one in CLASSES}
    late = by_lot(bulk.accepted)[-1]
    (series,) = [one for one in programme_in(ports).offerings.all_series() if one.id in late.made]
    assert series.first >= MONDAY + WEEK * 3
    assert late.state is State.ACCEPTED
    assert late.decisions[-1].difference["first"] == (str(MONDAY), str(MONDAY + WEEK * 3))


def test_the_lot_is_frozen_with_each_trial(ports: Ports) -> None:
    offered(ports, *CLASSES)
    accept_all(ports, ORGANISER, versions(CLASSES), weeks=4)
    trials = advice_of(ports).trials.all()
    assert all(intact(one) for one in trials)
    for one in trials:
        assert one.lot is not None
        units = [one.id, *(each.id for each in one.lot.siblings)]
        again = stagger(units, one.lot.first, one.lot.weeks, one.lot.seed)
        assert again == {one.id: one.starts} | {each.id: each.starts for each in one.lot.siblings}
    unlucky = replace(trials[0], lot=None)
    assert not intact(unlucky)


def test_nobody_waits_where_it_was_not_agreed_to(ports: Ports) -> None:
    offered(ports, *CLASSES[:2])
    bulk = accept_all(ports, ORGANISER, versions(CLASSES[:2]))
    assert {one.target.first for one in bulk.accepted} == {MONDAY}
    assert [one.lot for one in advice_of(ports).trials.all()] == [None, None]


@pytest.mark.parametrize("weeks", [0, -1, 9])
def test_weeks_that_nobody_would_wait_are_refused(ports: Ports, weeks: int) -> None:
    offered(ports, *CLASSES)
    with pytest.raises(RefusedError) as refused:
        accept_all(ports, ORGANISER, versions(CLASSES), weeks=weeks)
    assert refused.value.message.key == "refused.advice.lot_weeks"
    assert {one.state for one in advice_of(ports).recommendations.of_week("2026-W49")} == {State.PROPOSED}


def wedge() -> Ports:
    """The gym's change and the hall's, drawn over four weeks; both bring half as many more as soon as they begin."""
    first, second = (a_change(id=f"2026-W29-0{n}", state=State.PROPOSED) for n in (1, 2))
    second = replace(second, target=replace(second.target, space=SpaceId("hall")))
    begins = stagger([first.id, second.id], START, 4, seed_of([first.id, second.id]))
    week_of = {"gym": begins[first.id], "hall": begins[second.id]}

    def people(space: str, week: int) -> float:
        begun = space in week_of and week >= BEFORE + (week_of[space] - START) // WEEK
        level = steady()(space, week) or 0.0
        return level * (1.5 if begun else 1.0)

    ports = a_house(people)
    assert isinstance(ports.advice, MemoryAdvice)
    ports.advice.recommendations.kept = {one.id: one for one in (first, second)}
    lots = drawn(ports, [first.id, second.id], 4)
    ports.advice.recommendations.kept = dict(lots)
    before = replace(ports, clock=lambda: ports.clock() - timedelta(weeks=13))
    for one in lots.values():
        ports.advice.recommendations.trials[one.id] = freeze_change(before, one)
    return ports


def test_who_has_not_begun_is_compared_with_until_the_day_of_its_own_start() -> None:
    ports = wedge()
    found = effects(ports).tried
    early, late = sorted(found, key=lambda one: one.trial.starts)
    assert early.trial.lot is not None
    (sibling,) = early.trial.lot.siblings
    assert sibling.starts == late.trial.starts
    row = early.panel.controls[-1]
    known = [monday for monday, value in zip(early.panel.mondays, row, strict=True) if np.isfinite(value)]
    assert known[-1] + WEEK == late.trial.starts
    assert known[-1] >= early.trial.starts
    for one in found:
        assert one.result.effect == pytest.approx(0.5, abs=0.08)


def test_a_change_whose_start_was_chosen_has_no_lot() -> None:
    assert lot_of(MemoryAdvice().recommendations, a_change()) is None
