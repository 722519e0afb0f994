"""No way leads to the end of a project around one of its gates."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.needs.gates import (
    FROM,
    GATES,
    STAGES,
    TO,
    GateError,
    Step,
    StepError,
    due_of,
    missing,
    moved,
    overdue_days,
    stage_days,
    target,
)
from models.needs.limit import USUAL
from models.needs.progress import Progress
from models.needs.project import BudgetLine, Evaluation, Project, ProjectKind, Stage, Standing
from models.satisfaction import Rating
from tests.models.needs.projects import AT, FEASIBLE, TODAY, a_full_project, a_project, all_known

NOTHING = Progress(today=TODAY)

LACKING: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "needs": ({"needs": ()}, {}),
    "feasibility": ({"feasibility": None}, {}),
    "fits": ({"feasibility": replace(FEASIBLE, fits=False)}, {}),
    "decision": ({}, {"decisions": frozenset({"D13"})}),
    "funds": ({"lines": ()}, {}),
    "indicators": ({"evaluations": (Evaluation(indicator="reach", weight=90, score=1.0),)}, {}),
    "delivered": ({}, {"held": ()}),
    "attendance": ({}, {"held": all_known().held[:0]}),
    "survey": ({}, {"rating": Rating(9, 9)}),
    "evaluator": ({"evaluations": (Evaluation(indicator="reach", weight=100),)}, {}),
}
"""Gate -> what is taken from a project that lacks nothing, so that it does not hold."""


def go(project: Project, progress: Progress, step: Step = Step.FORWARD, reason: str = "") -> Project:
    return moved(project, step, progress, USUAL, by="zhou", at=AT, reason=reason)


def test_a_project_that_lacks_nothing_goes_from_the_first_stage_to_the_last() -> None:
    project = a_full_project()
    for stage in STAGES[1:]:
        project = go(project, all_known())
        assert project.stage is stage
    assert [one.after for one in project.events] == list(STAGES[1:])
    assert not project.is_open
    assert project.due is None


@pytest.mark.parametrize("gate", [key for gates in GATES.values() for key in gates])
def test_each_gate_alone_keeps_a_project_from_its_end(gate: str) -> None:
    fields, known = LACKING[gate]
    project = a_full_project(stage=Stage.FEEDBACK, **fields)
    with pytest.raises(GateError) as caught:
        go(project, all_known(**known))
    assert gate in caught.value.missing


def test_a_gate_keeps_a_project_out_of_its_own_stage_and_not_of_those_before() -> None:
    project = a_project()
    told = {stage: missing(project, NOTHING, stage) for stage in STAGES}
    assert told[Stage.FEASIBILITY] == ()
    assert told[Stage.APPROVAL] == ("feasibility",)
    assert told[Stage.MATCHING] == ("feasibility", "fits", "decision")
    assert told[Stage.CLOSED][-3:] == ("attendance", "survey", "evaluator")


@pytest.mark.parametrize("kind", list(ProjectKind))
def test_the_opening_of_a_space_delivers_a_refit_and_no_service(kind: ProjectKind) -> None:
    project = a_full_project(stage=Stage.DELIVERY, kind=kind, opened_on=TODAY)
    lacking = missing(project, all_known(held=()), Stage.FEEDBACK)
    assert lacking == (() if kind is ProjectKind.REFIT else ("delivered",))


def test_a_decision_about_something_else_approves_nothing() -> None:
    project = a_full_project(stage=Stage.APPROVAL, decision="")
    assert missing(project, all_known(), Stage.MATCHING) == ("decision",)


def test_more_promised_than_budgeted_is_no_fund_line() -> None:
    over = BudgetLine(id="1", source="special", courtyard="", budget_fen=10, committed_fen=11)
    assert missing(a_full_project(lines=(over,)), all_known(), Stage.DELIVERY) == ("funds",)


edits = st.sampled_from(
    [
        {},
        {"needs": ()},
        {"needs": ("n1",)},
        {"feasibility": None},
        {"feasibility": FEASIBLE},
        {"feasibility": replace(FEASIBLE, fits=False)},
        {"decision": ""},
        {"decision": "D12"},
        {"lines": ()},
        {"lines": a_full_project().lines},
        {"evaluations": ()},
        {"evaluations": a_full_project().evaluations},
    ]
)
known = st.builds(
    lambda decided, held, rated: all_known(
        decisions=frozenset({"D12"} if decided else ()),
        held=all_known().held if held else (),
        rating=all_known().rating if rated else None,
    ),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
deeds = st.lists(st.tuples(edits, known, st.sampled_from(Step)), max_size=40)


@given(deeds)
def test_no_row_of_steps_and_changes_reaches_the_end_around_a_gate(
    row: list[tuple[dict[str, object], Progress, Step]],
) -> None:
    project = a_project()
    for fields, progress, step in row:
        project = replace(project, **fields) if project.is_open else project  # type: ignore[arg-type]
        before = project
        try:
            project = go(project, progress, step, reason="because")
        except (GateError, StepError):
            assert project is before
            continue
        assert before.is_open
        if step is Step.FORWARD:
            assert missing(project, progress, project.stage) == ()
    stages = [Stage.COLLECTING, *(one.after for one in project.events)]
    assert all(abs(STAGES.index(a) - STAGES.index(b)) <= 1 for a, b in pairwise(stages))
    if project.stage is Stage.CLOSED:
        assert set(stages) == set(STAGES)


@given(st.sampled_from(Stage), st.sampled_from(Standing), st.sampled_from(Step))
def test_a_step_can_be_done_in_its_standing_only(stage: Stage, standing: Standing, step: Step) -> None:
    project = a_full_project(stage=stage, standing=standing)
    found = target(project, step)
    if found is not None:
        assert standing in FROM[step]
        assert STAGES.index(found) - STAGES.index(stage) == TO[step][0]
    if stage is Stage.CLOSED or standing is Standing.CANCELLED:
        assert found is None


@pytest.mark.parametrize("step", [Step.BACK, Step.PAUSE, Step.CANCEL])
def test_who_stops_a_project_says_why(step: Step) -> None:
    with pytest.raises(StepError):
        go(a_full_project(stage=Stage.MATCHING), all_known(), step)
    assert go(a_full_project(stage=Stage.MATCHING), all_known(), step, "why").events[-1].reason == "why"


def test_a_paused_project_goes_nowhere_until_it_is_taken_up() -> None:
    paused = go(a_full_project(), all_known(), Step.PAUSE, "no room")
    with pytest.raises(StepError):
        go(paused, all_known())
    assert go(go(paused, all_known(), Step.RESUME), all_known()).stage is Stage.FEASIBILITY


def test_a_stage_that_lasts_beyond_its_limit_is_overdue_while_it_runs() -> None:
    project = go(a_full_project(), all_known(today=date(2026, 10, 1)))
    assert project.due == date(2026, 10, 31) == due_of(Stage.FEASIBILITY, date(2026, 10, 1), USUAL)
    assert overdue_days(project, date(2026, 11, 3)) == 3
    assert overdue_days(project, date(2026, 10, 31)) == 0
    assert overdue_days(replace(project, standing=Standing.PAUSED), date(2026, 11, 3)) == 0


def test_days_in_stages_add_up_to_the_days_since_the_beginning() -> None:
    project = a_full_project()
    for n, step in enumerate((Step.FORWARD, Step.FORWARD, Step.BACK, Step.FORWARD)):
        at = AT + timedelta(days=n)
        project = moved(project, step, all_known(), USUAL, by="zhou", at=at, reason="look again")
    days = stage_days(project, TODAY)
    assert sum(days.values()) == (TODAY - project.begun_on).days
    assert days[Stage.FEASIBILITY] == 2


def test_a_step_tells_by_when_the_stage_that_it_leaves_should_have_been_left() -> None:
    project = a_project(due=date(2026, 9, 30))
    after = moved(project, Step.FORWARD, all_known(), USUAL, by="zhou", at=AT)
    assert after.events[-1].due == date(2026, 9, 30)
    assert after.due != project.due
