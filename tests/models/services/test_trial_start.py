"""What is frozen as a change is accepted: from what the house knows, without the weeks that chose the slot."""

from dataclasses import replace
from datetime import UTC, datetime, time

from models.advice.recommendation import State
from models.centre import SpaceId
from models.effect.freezing import intact
from models.effect.panel import WEEK
from models.effect.trial import Method, Metric
from models.services.advising import advice_of
from models.services.trial_start import candidates, freeze_change
from tests.effects import SPACES, START, TARGET, a_change, a_house, steady

BEFORE_IT = datetime(2026, 7, 18, 4, tzinfo=UTC)


def test_sensors_and_the_same_hours_elsewhere_measure_what_has_no_register() -> None:
    found = freeze_change(a_house(steady(), BEFORE_IT), a_change())
    assert (found.metric, found.method) == (Metric.PERSON_HOURS, Method.DIFFERENCES)
    assert {one.space for one in found.controls} == set(SPACES) - {"gym"}
    assert intact(found)
    assert found.smallest is not None
    assert 0 < found.smallest < 0.3


def test_weeks_that_its_facts_are_about_are_no_baseline() -> None:
    found = freeze_change(a_house(steady(), BEFORE_IT), a_change())
    assert found.baseline[-1] == START - WEEK * 5
    assert START - WEEK * 4 in found.excluded


def test_where_a_moved_class_was_counts_as_displaced_and_is_no_control() -> None:
    source = replace(TARGET, space="hall", start=time(14), end=time(16))
    found = freeze_change(a_house(steady(), BEFORE_IT), a_change(source=source))
    assert source in found.displaced
    assert source.space not in {one.space for one in found.controls}


def test_a_window_that_the_proposal_names_itself_is_counted_once() -> None:
    source = replace(TARGET, space=SpaceId("hall"))
    found = freeze_change(a_house(steady(), BEFORE_IT), a_change(source=source, displaced=(source,)))
    assert found.displaced == (source,)


def test_windows_of_other_proposals_are_no_controls_so_that_these_can_still_be_accepted() -> None:
    ports = a_house(steady(), BEFORE_IT)
    waiting = a_change(
        id="2026-W30-02",
        week="2026-W30",
        state=State.PROPOSED,
        target=replace(TARGET, space=SpaceId("hall")),
        source=replace(TARGET, space=SpaceId("studio")),
    )
    advice_of(ports).recommendations.propose([waiting], b"{}")
    found = freeze_change(ports, a_change())
    assert not {"hall", "studio"} & {one.space for one in found.controls if one.start == TARGET.start}


def test_windows_of_running_trials_are_no_controls() -> None:
    ports = a_house(steady(), BEFORE_IT)
    first = freeze_change(ports, a_change(id="2026-W20-01", target=replace(TARGET, space="hall")))
    ports.advice.recommendations.trials[first.id] = first  # type: ignore[union-attr]
    assert "hall" not in {one.space for one in freeze_change(ports, a_change()).controls}


def test_a_house_without_a_past_freezes_that_it_cannot_be_measured() -> None:
    found = freeze_change(a_house(lambda _space, _week: None, BEFORE_IT), a_change())
    assert (found.method, found.baseline, found.smallest) == (Method.NONE, (), None)


def test_the_most_similar_windows_come_first() -> None:
    found = list(candidates(a_house(steady()), TARGET))
    assert [one.space for one in found[:3]] == ["hall", "studio", "room"]
    assert all(one.start == TARGET.start for one in found[:3])
    assert TARGET not in found
    assert len({(one.space, one.start) for one in found}) == len(found)
