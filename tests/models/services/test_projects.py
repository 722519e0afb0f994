"""Projects go through their gates, each step by whoever may take it, and every step stands in the trail."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from models.account import Account, Grant, Role
from models.db import Database
from models.grid import Grid
from models.needs.gates import Step
from models.needs.meeting import MeetingStatus
from models.needs.project import BudgetLine, Project, ProjectKind, Stage, Standing
from models.needs.survey import About, Answer
from models.services.project_judging import agree_indicators
from models.services.project_papers import find_feasible, plan_money
from models.services.projects import GatesError, Said, begin, board, card_of, cite, describe, drop, step
from models.services.strangers import RefusedError
from tests.models.services.project_house import EVA, GUEST, LI, STUDY, ZHOU, ProjectHouse

MORE = Account(id=9, name="more", grants=(Grant(role=Role.MANAGER),))


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> ProjectHouse:
    return ProjectHouse(books, request.node.name)


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.")


def go(house: ProjectHouse, account: Account, one: Project, taken: Step, reason: str = "") -> Project:
    return step(house.ports, account, one.id, one.revision, taken, reason)


def test_projects_are_numbered_by_year_and_two_at_once_get_two_numbers(house: ProjectHouse) -> None:
    house.begin()
    start = Barrier(2)

    def at_once(_n: int) -> str:
        start.wait(20)
        return begin(house.ports, ZHOU, Said(name={"en": "x"}, kind=ProjectKind.SERVICE)).number

    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(at_once, range(2)))
    assert numbers == {"P2026-002", "P2026-003"}


def test_a_project_reaches_its_end_by_the_hands_of_those_who_may(house: ProjectHouse) -> None:
    one = house.running(kind=ProjectKind.REFIT, space="room", opened_on=house.now.date())
    one = house.on(one, ZHOU)
    house.surveys.ask(About.PROJECT, one.id, *[Answer.SATISFIED] * 10)
    with pytest.raises(GatesError) as caught:
        house.on(house.judged(one))
    assert caught.value.missing == ("attendance",)
    trail = [record.entry for record in house.database.audit().recent(30)]
    told = [entry for entry in trail if entry.subject == one.id and entry.centre == house.book]
    assert [entry.actor for entry in told if entry.action == "project.forward"] == [
        "zhou",
        "li",
        "li",
        "li",
        "li",
    ]
    assert {entry.action for entry in told} >= {
        "project.begin",
        "project.cite",
        "project.money",
        "project.judge",
    }


@pytest.mark.parametrize("stage", [Stage.APPROVAL, Stage.MATCHING])
def test_approval_and_the_beginning_of_the_work_are_a_supervisors(house: ProjectHouse, stage: Stage) -> None:
    one = house.approved()
    if stage is Stage.APPROVAL:
        one = go(house, LI, one, Step.BACK, "look again")
    assert one.stage is stage
    assert refused(lambda: go(house, ZHOU, one, Step.FORWARD)) == "project.needs_supervise"
    assert go(house, LI, one, Step.FORWARD).stage is not stage


@pytest.mark.parametrize("deed", ["study", "budget"])
def test_who_wrote_the_study_or_the_budget_neither_approves_nor_begins(
    house: ProjectHouse, deed: str
) -> None:
    one = house.on(house.begin())
    author = LI if deed == "study" else ZHOU
    one = house.on(find_feasible(house.ports, author, one.id, one.revision, STUDY), ZHOU)
    house.meetings.carry(one)
    one = cite(house.ports, ZHOU, one.id, one.revision, "2026-12")
    if deed == "study":
        assert refused(lambda: house.on(one, LI)) == "project.same_person"
    one = house.on(one, MORE)
    line = BudgetLine(id="", source="special", courtyard="", budget_fen=600, committed_fen=500)
    one = plan_money(house.ports, LI if deed == "budget" else ZHOU, one.id, one.revision, [line])
    one = agree_indicators(house.ports, ZHOU, one.id, one.revision, [("reach", 100)])
    assert refused(lambda: house.on(one, LI)) == "project.same_person"
    assert house.on(one, MORE).stage is Stage.DELIVERY


def test_a_project_alone_in_one_hand_does_not_pass_with_several_grants(house: ProjectHouse) -> None:
    both = replace(MORE, grants=(Grant(role=Role.COORDINATOR), Grant(role=Role.MANAGER)))
    one = house.on(house.begin())
    one = house.on(find_feasible(house.ports, both, one.id, one.revision, STUDY), both)
    house.meetings.carry(one)
    one = cite(house.ports, both, one.id, one.revision, "2026-12")
    assert refused(lambda: house.on(one, both)) == "project.same_person"


@pytest.mark.parametrize("account", [EVA, GUEST])
@pytest.mark.parametrize("taken", list(Step))
def test_who_only_looks_or_judges_takes_no_step(house: ProjectHouse, account: Account, taken: Step) -> None:
    one = house.begin()
    assert refused(lambda: go(house, account, one, taken, "why")) == "project.not_allowed"
    assert refused(lambda: begin(house.ports, account, Said(name={"en": "x"}, kind=ProjectKind.SERVICE))) == (
        "project.not_allowed"
    )


def test_a_supervisor_sends_back_one_stage_with_a_reason_and_nobody_else_does(house: ProjectHouse) -> None:
    one = house.running()
    assert refused(lambda: go(house, ZHOU, one, Step.BACK, "why")) == "project.needs_supervise"
    assert refused(lambda: go(house, LI, one, Step.BACK)) == "project.why"
    back = go(house, LI, one, Step.BACK, "papers: call 138 1234 5678")
    assert (back.stage, back.events[-1].reason) == (Stage.MATCHING, "papers: call ●●●")


def test_a_decision_counts_only_about_this_project_and_from_closed_minutes(house: ProjectHouse) -> None:
    one, other = house.begin(), house.begin()
    house.meetings.carry(other, "2026-1")
    house.meetings.carry(one, "2026-2", status=MeetingStatus.OPEN)
    for number in ("2026-1", "2026-2", ""):
        assert (
            refused(lambda n=number: cite(house.ports, ZHOU, one.id, one.revision, n))
            == "project.no_decision"
        )
    one = find_feasible(house.ports, ZHOU, one.id, one.revision, STUDY)
    house.meetings.carry(one, "2026-3")
    assert cite(house.ports, ZHOU, one.id, one.revision, "2026-3").decision == "2026-3"


def test_a_project_that_somebody_changed_or_that_ended_is_not_changed(house: ProjectHouse) -> None:
    one = house.begin()
    gone = go(house, LI, one, Step.CANCEL, "no money")
    assert refused(lambda: go(house, LI, one, Step.PAUSE, "x")) == "project.changed"
    assert refused(lambda: go(house, LI, gone, Step.RESUME)) == "project.ended"
    assert refused(lambda: card_of(house.ports, LI, "\0")) == "project.gone"


def test_of_two_supervisors_who_step_at_once_one_is_told(house: ProjectHouse) -> None:
    one, start = house.begin(), Barrier(2)

    def take(taken: Step) -> str:
        start.wait(20)
        try:
            return go(house, LI, one, taken, "why").events[-1].after
        except RefusedError as error:
            return error.message.key

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(take, [Step.FORWARD, Step.CANCEL]))
    assert "refused.project.changed" in told
    assert card_of(house.ports, LI, one.id).project.revision == 2


def test_a_card_goes_to_the_next_column_or_back_and_nowhere_else(house: ProjectHouse) -> None:
    one = house.begin()
    assert refused(lambda: drop(house.ports, LI, one.id, one.revision, "approval")) == "project.one_stage"
    moved = drop(house.ports, LI, one.id, one.revision, "feasibility")
    assert moved.stage is Stage.FEASIBILITY
    with pytest.raises(GatesError):
        drop(house.ports, LI, one.id, moved.revision, "approval")
    assert drop(house.ports, LI, one.id, moved.revision, "collecting", "again").stage is Stage.COLLECTING


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"name": {}}, "project.name"),
        ({"name": {"en": "x" * 81}}, "project.name"),
        ({"target_attendances": -1}, "project.target"),
        ({"promised_hours": float("inf")}, "project.promised"),
        ({"space": "moon"}, "no_space"),
        ({"courtyard": "=1+1"}, "project.code"),
        ({"needs": ("no-such",)}, "project.no_need"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(
    house: ProjectHouse, fields: dict[str, object], fault: str
) -> None:
    one = house.begin()
    said = Said(name={"en": "x"}, kind=ProjectKind.SERVICE)
    assert (
        refused(lambda: describe(house.ports, ZHOU, one.id, one.revision, replace(said, **fields))) == fault
    )  # type: ignore[arg-type]
    assert card_of(house.ports, LI, one.id).project == one


def test_a_house_with_a_grid_knows_its_courtyards_and_takes_no_other(house: ProjectHouse) -> None:
    old = house.begin(courtyard="gone")
    cell = Grid(code="g1", name={"en": "Cell"}, courtyards={"y1": {"en": "Plum Court"}})
    house.ports = replace(house.ports, centre=replace(house.ports.centre, grids={"g1": cell}))
    said = Said(name={"en": "x"}, kind=ProjectKind.SERVICE, courtyard="y1")
    assert begin(house.ports, ZHOU, said).courtyard == "y1"
    assert refused(lambda: begin(house.ports, ZHOU, replace(said, courtyard="c9"))) == "project.courtyard"
    line = BudgetLine(id="", source="donor", courtyard="c9", budget_fen=1)
    assert refused(lambda: plan_money(house.ports, ZHOU, old.id, old.revision, [line])) == "project.courtyard"
    stays = replace(said, courtyard="gone")
    assert describe(house.ports, ZHOU, old.id, old.revision, stays).courtyard == "gone", "it was named before"


def test_the_board_says_what_each_project_lacks_and_how_late_it_is(house: ProjectHouse) -> None:
    house.begin()
    second = house.on(house.begin())
    house.now += timedelta(days=33)
    cards = board(house.ports, GUEST)
    assert [(one.project.number, one.missing) for one in cards] == [
        ("P2026-001", ()),
        ("P2026-002", ("feasibility",)),
    ]
    assert cards[1].overdue == 3
    assert cards[1].warned
    assert cards[1].project == second
    assert cards[0].project.standing is Standing.RUNNING


def test_a_house_that_keeps_no_projects_says_so(house: ProjectHouse) -> None:
    house.ports = replace(house.ports, loop=replace(house.ports.loop, projects=None))
    assert refused(lambda: board(house.ports, LI)) == "loop.none"
