"""Papers of a project are kept as their bytes say, its money within its bounds, and what was decided upon is not rewritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.account import Account
from models.db import Database
from models.needs.funding import payable
from models.needs.meeting import MeetingStatus, Party, Vote
from models.needs.project import BudgetLine, Paper
from models.services.project_papers import (
    Brought,
    bring,
    find_feasible,
    paper_of,
    plan_money,
    series_named,
    take_series,
    withdraw,
)
from models.services.projects import card_of, cite
from models.services.strangers import RefusedError
from tests.models.needs.pictures import SECRET, a_jpeg
from tests.models.services.project_house import EVA, GUEST, LI, PDF, STUDY, ZHOU, ProjectHouse


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> ProjectHouse:
    return ProjectHouse(books, request.node.name)


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.")


PAPER = Brought(what=Paper.RECORD, name="day.jpg", content=a_jpeg())


def test_a_picture_comes_back_without_where_it_was_taken(house: ProjectHouse) -> None:
    one = house.begin()
    one = bring(house.ports, ZHOU, one.id, one.revision, PAPER)
    found, content = paper_of(house.ports, GUEST, one.id, one.evidence[0].id)
    assert SECRET not in content
    assert (found.media, found.size, found.by) == ("image/jpeg", len(content), "zhou")


@pytest.mark.parametrize("account", [GUEST, EVA])
def test_who_does_not_work_on_projects_brings_and_plans_nothing(
    house: ProjectHouse, account: Account
) -> None:
    one = house.begin()
    seen = one.id, one.revision
    assert refused(lambda: bring(house.ports, account, *seen, PAPER)) == "project.not_allowed"
    assert refused(lambda: find_feasible(house.ports, account, *seen, STUDY)) == "project.not_allowed"
    assert refused(lambda: plan_money(house.ports, account, *seen, [])) == "project.not_allowed"


def test_an_invoice_names_a_line_and_an_amount_and_is_brought_once(house: ProjectHouse) -> None:
    one = house.approved()
    bare = Brought(what=Paper.INVOICE, name="x.pdf", content=PDF)
    for wrong in (
        bare,
        replace(bare, line="9", fen=5),
        replace(bare, line="1", fen=0),
        replace(bare, line="1", fen=-5),
    ):
        assert (
            refused(lambda w=wrong: bring(house.ports, ZHOU, one.id, one.revision, w)) == "evidence.invoice"
        )
    kept = house.invoice(one, 500)
    assert refused(lambda: house.invoice(kept, 500)) == "evidence.twice"
    assert house.invoice(kept, 500, PDF + b"2").evidence[-1].fen == 500


def test_an_invoice_proves_one_payment_whichever_project_it_is_brought_for(house: ProjectHouse) -> None:
    one, other = house.approved(), house.approved()
    one = house.invoice(one, 500)
    assert refused(lambda: house.invoice(other, 500)) == "evidence.twice"
    withdraw(house.ports, ZHOU, one.id, one.revision, one.evidence[-1].id, "not ours")
    assert house.invoice(other, 500).papers[-1].fen == 500


def test_a_paper_of_another_project_or_none_is_gone(house: ProjectHouse) -> None:
    one, other = house.begin(), house.begin()
    one = bring(house.ports, ZHOU, one.id, one.revision, PAPER)
    assert refused(lambda: paper_of(house.ports, LI, other.id, one.evidence[0].id)) == "evidence.gone"
    assert refused(lambda: paper_of(house.ports, LI, one.id, "x")) == "evidence.gone"


def test_what_a_decision_was_made_upon_is_not_rewritten(house: ProjectHouse) -> None:
    one = house.approved()
    assert refused(lambda: find_feasible(house.ports, ZHOU, one.id, one.revision, STUDY)) == "project.decided"


def test_a_study_stays_from_the_moment_that_a_decision_upon_it_is_cited(house: ProjectHouse) -> None:
    one = house.on(house.begin())
    house.meetings.carry(one)
    assert refused(lambda: cite(house.ports, ZHOU, one.id, one.revision, "2026-12")) == "project.gates"
    one = find_feasible(house.ports, ZHOU, one.id, one.revision, replace(STUDY, cost_fen=900_000))
    one = find_feasible(house.ports, ZHOU, one.id, one.revision, STUDY)
    one = cite(house.ports, ZHOU, one.id, one.revision, "2026-12")
    dearer = replace(STUDY, cost_fen=900_000_000)
    assert (
        refused(lambda: find_feasible(house.ports, ZHOU, one.id, one.revision, dearer)) == "project.decided"
    )


def test_a_study_tells_no_number_of_a_person(house: ProjectHouse) -> None:
    one = house.begin()
    said = replace(STUDY, demand="Wang 13812345678 asked", by="somebody else")
    kept = find_feasible(house.ports, ZHOU, one.id, one.revision, said).feasibility
    assert kept is not None
    assert (kept.demand, kept.by) == ("Wang ●●● asked", "zhou")


def a_line(key: str = "", committed: int = 0, budget: int = 1_000, source: str = "donor") -> BudgetLine:
    return BudgetLine(id=key, source=source, courtyard="", budget_fen=budget, committed_fen=committed)


def test_no_more_is_promised_than_budgeted_and_nothing_below_nought(house: ProjectHouse) -> None:
    one = house.begin()
    for wrong in (a_line(committed=1_001), a_line(committed=-1), a_line(budget=-1)):
        assert (
            refused(lambda w=wrong: plan_money(house.ports, ZHOU, one.id, one.revision, [w]))
            == "project.committed"
        )


def test_a_number_of_a_line_is_never_given_again(house: ProjectHouse) -> None:
    one = house.begin()
    one = plan_money(house.ports, ZHOU, one.id, one.revision, [a_line(), a_line()])
    assert [line.id for line in one.lines] == ["1", "2"]
    one = plan_money(house.ports, ZHOU, one.id, one.revision, [a_line("1"), a_line("7")])
    assert [line.id for line in one.lines] == ["1", "8"]


def test_a_line_that_owes_stays_and_once_the_work_began_a_supervisor_alone_plans(house: ProjectHouse) -> None:
    one = house.invoice(house.running(), 300)
    assert (
        refused(lambda: plan_money(house.ports, ZHOU, one.id, one.revision, one.lines))
        == "project.needs_supervise"
    )
    assert refused(lambda: plan_money(house.ports, LI, one.id, one.revision, [])) == "project.bound"
    wider = replace(one.lines[0], budget_fen=700_000)
    assert plan_money(house.ports, LI, one.id, one.revision, [wider]).lines == (wider,)


def test_sessions_of_a_series_that_is_not_there_are_refused(house: ProjectHouse) -> None:
    one = house.begin()
    assert series_named(house.ports) == []
    assert (
        refused(lambda: take_series(house.ports, ZHOU, one.id, one.revision, "none")) == "project.no_series"
    )
    assert card_of(house.ports, LI, one.id).project.sessions == ()


def test_a_withdrawn_paper_is_kept_with_its_reason_and_counts_no_more(house: ProjectHouse) -> None:
    one = house.invoice(house.running(), 500)
    paper = one.evidence[-1]
    kept = withdraw(house.ports, ZHOU, one.id, one.revision, paper.id, "wrong shop, ring 13812345678")
    (line,) = kept.lines
    assert payable(kept, line) == 0
    assert [(it.id, it.digest) for it in kept.evidence] == [(it.id, it.digest) for it in one.evidence]
    said = kept.evidence[-1].withdrawal
    assert said is not None
    assert (said.by, "13812345678" in said.reason) == ("zhou", False)
    assert paper_of(house.ports, ZHOU, one.id, paper.id)[1] == PDF, "its bytes are still there"
    again = house.invoice(kept, 400)
    assert payable(again, line) == 400, "the right one of the same paper can be brought"


def test_a_paper_is_withdrawn_once_with_a_reason_by_who_may(house: ProjectHouse) -> None:
    one = house.invoice(house.running(), 500)
    paper = one.evidence[-1].id
    take = partial(withdraw, house.ports)
    assert refused(lambda: take(ZHOU, one.id, one.revision, paper, "  ")) == "project.reason"
    assert refused(lambda: take(ZHOU, one.id, one.revision, "x", "wrong")) == "evidence.none"
    assert refused(lambda: take(GUEST, one.id, one.revision, paper, "wrong")) == "project.not_allowed"
    assert refused(lambda: take(ZHOU, one.id, one.revision - 1, paper, "wrong")) == "project.changed"
    kept = take(ZHOU, one.id, one.revision, paper, "wrong")
    assert refused(lambda: take(ZHOU, kept.id, kept.revision, paper, "wrong")) == "evidence.none"


def test_what_was_budgeted_before_a_change_is_remembered_with_its_end(house: ProjectHouse) -> None:
    one = plan_money(house.ports, ZHOU, (one := house.begin()).id, one.revision, [a_line(budget=100)])
    begun_at, house.now = house.now, house.now + timedelta(days=40)
    two = plan_money(house.ports, ZHOU, one.id, one.revision, [replace(one.lines[0], budget_fen=900)])
    assert [(sum(line.budget_fen for line in old.lines), old.until) for old in two.budgets] == [
        (0, begun_at),
        (100, house.now),
    ]


def test_a_study_that_was_rewritten_after_the_vote_is_not_what_was_decided(house: ProjectHouse) -> None:
    one = house.on(house.begin())
    one = find_feasible(house.ports, ZHOU, one.id, one.revision, STUDY)
    house.meetings.carry(one, closed_at=house.now + timedelta(hours=1))
    house.now += timedelta(hours=2)
    one = find_feasible(house.ports, ZHOU, one.id, one.revision, replace(STUDY, cost_fen=900_000))
    assert refused(lambda: cite(house.ports, ZHOU, one.id, one.revision, "2026-12")) == "project.study_newer"
    house.meetings.carry(one, "2026-13", closed_at=house.now + timedelta(hours=1))
    house.now += timedelta(hours=2)
    assert cite(house.ports, ZHOU, one.id, one.revision, "2026-13").decision == "2026-13"


def test_a_study_on_which_a_meeting_is_voting_stays_as_it_is(house: ProjectHouse) -> None:
    one = house.on(house.begin())
    one = find_feasible(house.ports, ZHOU, one.id, one.revision, STUDY)
    house.meetings.carry(one, status=MeetingStatus.OPEN)
    (open_one,) = house.meetings.kept
    voted = replace(open_one.motions[0], votes=(Vote(party=Party.RESIDENT, ayes=3, noes=0),), decision="")
    house.meetings.kept[0] = replace(open_one, motions=(voted,))
    assert refused(lambda: find_feasible(house.ports, ZHOU, one.id, one.revision, STUDY)) == "project.on_vote"
