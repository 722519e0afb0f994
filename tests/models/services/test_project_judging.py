"""A third party judges by what was agreed before the work began, and touches its own scores only."""

from collections.abc import Callable

import pytest

from models.account import Account, Grant, Role
from models.db import Database
from models.needs.gates import Step
from models.needs.judgement import open_findings, whole_score
from models.services.project_judging import agree_indicators, judge, mend
from models.services.projects import step
from models.services.strangers import RefusedError
from tests.models.services.project_house import EVA, LI, ZHOU, ProjectHouse

OTHER = Account(id=9, name="otto", grants=(Grant(role=Role.EVALUATOR),))


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> ProjectHouse:
    return ProjectHouse(books, request.node.name)


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.")


def test_scores_count_by_their_weights_once_all_are_given(house: ProjectHouse) -> None:
    one = house.running()
    one = judge(house.ports, EVA, one.id, one.revision, "reach", 80)
    assert whole_score(one) is None
    one = judge(house.ports, EVA, one.id, one.revision, "care", 100)
    assert whole_score(one) == pytest.approx(88.0)


@pytest.mark.parametrize("account", [ZHOU, LI])
def test_who_works_on_a_project_never_judges_it(house: ProjectHouse, account: Account) -> None:
    one = house.running()
    assert (
        refused(lambda: judge(house.ports, account, one.id, one.revision, "reach", 80))
        == "project.not_allowed"
    )


def test_another_evaluators_score_stays_as_it_is(house: ProjectHouse) -> None:
    one = house.running()
    one = judge(house.ports, EVA, one.id, one.revision, "reach", 80)
    assert (
        refused(lambda: judge(house.ports, OTHER, one.id, one.revision, "reach", 1)) == "project.other_score"
    )
    assert judge(house.ports, OTHER, one.id, one.revision, "care", 1).evaluations[1].by == "otto"


@pytest.mark.parametrize("score", [-1, 100.1, float("nan")])
def test_a_score_lies_between_nought_and_a_hundred(house: ProjectHouse, score: float) -> None:
    one = house.running()
    assert refused(lambda: judge(house.ports, EVA, one.id, one.revision, "reach", score)) == "project.score"


def test_before_the_work_there_is_nothing_to_judge_and_after_its_beginning_nothing_to_agree(
    house: ProjectHouse,
) -> None:
    one = house.approved()
    assert refused(lambda: judge(house.ports, EVA, one.id, one.revision, "reach", 1)) == "project.not_begun"
    one = house.on(one)
    assert (
        refused(lambda: agree_indicators(house.ports, ZHOU, one.id, one.revision, [("x", 100)]))
        == "project.begun"
    )


@pytest.mark.parametrize(
    ("weighed", "fault"),
    [
        ([], "project.indicator"),
        ([("a", 50), ("a", 50)], "project.indicator"),
        ([("a", 99)], "project.weights"),
        ([("a", 120), ("b", -20)], "project.weights"),
    ],
)
def test_indicators_that_do_not_weigh_a_hundred_are_refused(
    house: ProjectHouse, weighed: list[tuple[str, int]], fault: str
) -> None:
    one = house.begin()
    assert refused(lambda: agree_indicators(house.ports, ZHOU, one.id, one.revision, weighed)) == fault


def test_a_finding_is_open_until_somebody_mends_it_and_a_new_one_is_open_again(house: ProjectHouse) -> None:
    one = house.running()
    one = judge(house.ports, EVA, one.id, one.revision, "reach", 80, "no ramp")
    assert [found.finding for found in open_findings(one)] == ["no ramp"]
    one = mend(house.ports, ZHOU, one.id, one.revision, "reach")
    assert open_findings(one) == []
    assert refused(lambda: mend(house.ports, ZHOU, one.id, one.revision, "reach")) == "project.no_finding"
    one = judge(house.ports, EVA, one.id, one.revision, "reach", 85, "no ramp")
    assert open_findings(one) == []
    one = judge(house.ports, EVA, one.id, one.revision, "reach", 85, "no light")
    assert len(open_findings(one)) == 1


def test_what_was_judged_stays_where_a_project_is_sent_back(house: ProjectHouse) -> None:
    one = house.running()
    one = judge(house.ports, EVA, one.id, one.revision, "reach", 5, "nobody came")
    back = step(house.ports, LI, one.id, one.revision, Step.BACK, "again")
    args = (house.ports, ZHOU, back.id, back.revision)
    assert refused(lambda: agree_indicators(*args, [("nice", 100)])) == "project.begun"
    assert back.evaluations == one.evaluations
