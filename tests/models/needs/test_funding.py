"""Money of projects adds up to the fen however it is grouped, and its share stands beside that of the need."""

from hypothesis import given
from hypothesis import strategies as st

from models.needs.funding import Funds, by_courtyard, by_source, funds_of, payable, shares
from models.needs.project import BudgetLine, Standing
from tests.models.needs.projects import a_full_project, a_paper


def a_line(key: str, source: str, courtyard: str, budget: int, committed: int) -> BudgetLine:
    return BudgetLine(id=key, source=source, courtyard=courtyard, budget_fen=budget, committed_fen=committed)


amounts = st.integers(0, 10**9)
lines = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["", "c1", "c2"]), amounts, amounts, amounts), max_size=5
)


@given(st.lists(st.tuples(lines, st.sampled_from(Standing)), max_size=4))
def test_the_groups_add_up_to_the_projects_to_the_fen(
    some: list[tuple[list[tuple[str, str, int, int, int]], Standing]],
) -> None:
    projects, paid = [], {}
    for n, (rows, standing) in enumerate(some):
        made = tuple(a_line(f"{m}", row[0], row[1], row[2], row[3]) for m, row in enumerate(rows))
        projects.append(a_full_project(id=f"p{n}", lines=made, standing=standing, courtyard="c9"))
        paid[f"p{n}"] = {f"{m}": row[4] for m, row in enumerate(rows)}
    whole = sum((funds_of(one, paid[one.id]) for one in projects), Funds())
    assert sum(by_source(projects, paid).values(), Funds()) == whole
    assert sum(by_courtyard(projects, paid).values(), Funds()) == whole
    assert "" not in by_courtyard(projects, paid)


def test_what_a_cancelled_project_did_not_pay_is_no_ones_money_any_more() -> None:
    gone = a_full_project(standing=Standing.CANCELLED)
    assert funds_of(gone, {"1": 70}) == Funds(70, 70, 70)
    assert by_source([gone], {"p1": {"1": 70}}) == {"special": Funds(70, 70, 70)}


def test_shares_leave_out_what_belongs_to_no_courtyard() -> None:
    found = shares({"": Funds(900), "c1": Funds(300), "c2": Funds(100)}, {"": 50, "c2": 30, "c3": 10})
    assert [(one.courtyard, one.money, one.need) for one in found] == [
        ("c2", 0.25, 0.75),
        ("c3", 0.0, 0.25),
        ("c1", 0.75, 0.0),
    ]
    assert [one.money for one in shares({}, {"c1": 3})] == [None]


def test_no_more_can_be_paid_than_is_promised_and_proved() -> None:
    project = a_full_project(evidence=(a_paper(fen=300), a_paper(fen=100, line="2", days_ago=1)))
    assert payable(project, project.lines[0]) == 300
    assert payable(a_full_project(evidence=(a_paper(fen=900_000),)), project.lines[0]) == 500_000
    assert payable(a_full_project(), project.lines[0]) == 0
