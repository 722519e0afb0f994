"""Each warning light is lit by what it was made for, and says nothing where nothing is known."""

from datetime import date

import pytest

from models.needs.lights import LightKey, expected_papers, lights
from models.needs.limit import USUAL
from models.needs.progress import Progress
from models.needs.project import Paper, Project, ProjectKind, Stage, StageEvent, Standing
from models.needs.refit import UseWeek
from tests.models.needs.projects import AT, TODAY, a_full_project, a_paper, all_known, sittings


def light(key: LightKey, project: Project, progress: Progress) -> tuple[bool | None, dict[str, object]]:
    (found,) = [one for one in lights(project, progress, USUAL) if one.key is key]
    return found.is_on, dict(found.facts)


def test_an_invoice_older_than_the_limit_that_is_not_paid_is_slow() -> None:
    project = a_full_project(evidence=(a_paper(fen=300, days_ago=31), a_paper(fen=200, days_ago=30)))
    on, facts = light(LightKey.SLOW_PAYMENT, project, all_known())
    assert on is True
    assert facts == {"fen": 300, "days": 31, "limit": 30, "n": 2}


def test_the_oldest_invoice_is_paid_first() -> None:
    project = a_full_project(evidence=(a_paper(fen=300, days_ago=31), a_paper(fen=200, days_ago=30)))
    assert light(LightKey.SLOW_PAYMENT, project, all_known(paid={"1": 300}))[0] is False
    assert light(LightKey.SLOW_PAYMENT, project, all_known(paid={"1": 299}))[1]["fen"] == 1
    assert light(LightKey.SLOW_PAYMENT, project, all_known(paid={"2": 300}))[0] is True


def test_without_an_invoice_nobody_can_be_slow() -> None:
    assert light(LightKey.SLOW_PAYMENT, a_full_project(), all_known())[0] is None


def test_papers_are_missing_once_the_stage_has_lasted() -> None:
    entered = StageEvent(
        before=Stage.MATCHING, after=Stage.DELIVERY, standing=Standing.RUNNING, by="zhou", at=AT
    )
    project = a_full_project(stage=Stage.DELIVERY, events=(entered,))
    on, facts = light(LightKey.MISSING_PAPERS, project, all_known())
    assert (on, facts["papers"], facts["days"]) == (True, "agreement,plan", 20)
    assert light(LightKey.MISSING_PAPERS, project, all_known(today=date(2026, 11, 16)))[0] is False
    both = (a_paper(Paper.PLAN), a_paper(Paper.AGREEMENT))
    assert (
        light(LightKey.MISSING_PAPERS, a_full_project(stage=Stage.DELIVERY, evidence=both), all_known())[0]
        is False
    )


def test_a_refit_is_to_be_accepted_and_a_service_is_not() -> None:
    refit = a_full_project(stage=Stage.FEEDBACK, kind=ProjectKind.REFIT)
    assert expected_papers(refit) - expected_papers(a_full_project(stage=Stage.FEEDBACK)) == {
        Paper.ACCEPTANCE
    }


def test_few_come_where_attendances_fall_short_of_their_share_of_the_promise() -> None:
    project = a_full_project(target_attendances=200)
    known = all_known(held=sittings(5, 6, None, 7), planned=6)
    on, facts = light(LightKey.LOW_PARTICIPATION, project, known)
    assert (on, facts["attendances"], facts["expected"], facts["n"]) == (True, 18, 60, 3)
    assert light(LightKey.LOW_PARTICIPATION, project, all_known(held=sittings(12, 12), planned=8))[0] is False


@pytest.mark.parametrize("known", [all_known(held=sittings(None, None)), all_known(held=(), planned=3)])
def test_nobody_counted_is_not_nobody_came(known: Progress) -> None:
    assert light(LightKey.LOW_PARTICIPATION, a_full_project(target_attendances=100), known)[0] is None


def test_a_service_does_not_last_where_its_end_is_far_below_its_beginning() -> None:
    fading, steady = sittings(20, 20, 15, 12, 10, 8), sittings(20, 20, 15, 12, 16, 18)
    assert light(LightKey.WEAK_LASTING, a_full_project(), all_known(held=fading))[0] is True
    assert light(LightKey.WEAK_LASTING, a_full_project(), all_known(held=steady))[0] is False
    assert light(LightKey.WEAK_LASTING, a_full_project(), all_known(held=fading[:5]))[0] is None


def test_a_refit_is_held_against_its_promise_once_enough_weeks_were_measured() -> None:
    weeks = tuple(UseWeek(date(2026, 9, 7), 60.0, coverage) for coverage in (0.9, 0.8, 0.95, 0.79, 0.9))
    project = a_full_project(kind=ProjectKind.REFIT, promised_hours=100.0)
    assert light(LightKey.WEAK_LASTING, project, all_known(weeks=weeks[:4]))[0] is None
    on, facts = light(LightKey.WEAK_LASTING, project, all_known(weeks=weeks))
    assert (on, facts["measured"], facts["n"]) == (True, 60.0, 4)


def test_all_four_are_told_in_one_order() -> None:
    assert [one.key for one in lights(a_full_project(), Progress(today=TODAY), USUAL)] == list(LightKey)


def test_the_same_money_pays_one_invoice_only() -> None:
    project = a_full_project(evidence=(a_paper(fen=300, days_ago=40), a_paper(fen=300, days_ago=35)))
    on, facts = light(LightKey.SLOW_PAYMENT, project, all_known(paid={"1": 300}))
    assert (on, facts["fen"], facts["days"]) == (True, 300, 35)
