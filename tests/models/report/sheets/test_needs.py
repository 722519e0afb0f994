"""Sheet 10: empty until somebody keeps needs, then told by topic, grid and stage."""

from models.report.disclosure import disclosed
from models.report.inputs import MonthInputs
from models.report.inputs.needs import NeedCount, NeedsInputs, ProjectStage
from models.report.sheet import Absent
from models.report.sheets.needs import sheet
from tests.month_read import october


def inputs(needs: NeedsInputs | None) -> MonthInputs:
    return october(needs=needs)


def a_count(key: str, came: int, closed: int) -> NeedCount:
    return NeedCount(key=key, name={"zh-Hans": key, "en": key}, came=came, closed=closed)


NEEDS = NeedsInputs(
    topics=(a_count("crowding", 30, 12), a_count("lifts", 20, 20), a_count("=1+1", 9, 8)),
    grids=(a_count("g1", 40, 30), a_count("g2", 17, 7), a_count("g3", 2, 3)),
    stages=(
        ProjectStage(
            stage="delivery", projects=4, overdue=1, matched=3, budget_fen=1, committed_fen=2, paid_fen=3
        ),
    ),
)


def test_while_nobody_keeps_needs_there_is_no_row() -> None:
    told = sheet(inputs(None))
    assert [(table.key, table.rows) for table in told.tables] == [
        ("needs_topics", ()),
        ("needs_grids", ()),
        ("projects", ()),
    ]


def test_needs_add_up_by_topic_and_by_grid() -> None:
    told = sheet(inputs(NEEDS))
    for table in ("needs_topics", "needs_grids"):
        assert told.table(table).cell("total", "needs_came").count == 59
        assert told.table(table).cell("total", "needs_closed").count == 40
    assert told.table("projects").cell("delivery", "score").absent is Absent.NO_DATA
    assert told.table("projects").cell("delivery", "stage_paid").count == 3


def test_the_few_needs_of_a_grid_are_nobodys_to_know() -> None:
    (told,) = disclosed([sheet(inputs(NEEDS))])
    came = told.table("needs_grids")
    assert [came.cell(key, "needs_came").absent for key in ("g1", "g2", "g3", "total")] == [
        None,
        Absent.WITHHELD,
        Absent.FEW,
        None,
    ]
    assert came.cell("g3", "needs_closed").absent is Absent.FEW


def test_a_topic_or_a_grid_whose_key_is_the_word_of_the_total_is_a_row_of_its_own() -> None:
    odd = NeedsInputs(
        topics=(a_count("culture", 6, 6), a_count("total", 7, 7)),
        grids=(a_count("total", 13, 13),),
        stages=(),
    )
    (told,) = disclosed([sheet(inputs(odd))])
    assert [row.key for row in told.table("needs_topics").rows] == ["culture", "_total", "total"]
    assert [row.key for row in told.table("needs_grids").rows] == ["_total", "total"]
    assert told.table("needs_topics").cell("total", "needs_came").count == 13
