"""What stands on paper, in its order."""

from dataclasses import replace

import pytest

from dashboard.i18n import Translate
from dashboard.report.paper_plan import PARTS, Economy, paper_plan
from dashboard.report.wording import wording
from models.report.paper import Paper
from models.report.sheet import SheetKey
from tests.reports import empty, full

WORDS = wording(full(), Translate("zh-Hans"))


def test_every_sheet_has_its_place_once() -> None:
    told = [key for part in PARTS for key in part.sheets]
    assert len(set(told)) == len(told)
    assert set(SheetKey) <= set(told)


def test_the_first_part_begins_a_page_even_where_paper_is_short() -> None:
    short = paper_plan(full(), WORDS, economy=Economy(is_airy=False))["parts"]
    assert [part["fresh"] for part in short] == [True, *[False] * 6]
    assert sum(part["fresh"] for part in paper_plan(full(), WORDS)["parts"]) == 5


def test_made_up_readings_are_named_on_the_cover() -> None:
    simulated = replace(full(), head=replace(full().head, is_simulated=True))
    assert paper_plan(simulated, WORDS)["cover"]["remarks"] == ["含模拟数据，仅供演示。"]
    assert paper_plan(full(), WORDS)["cover"]["remarks"] == []


def test_the_cover_shows_large_what_is_known_and_nothing_else() -> None:
    told = paper_plan(full(), WORDS)["cover"]["highlights"]
    assert [(one["name"], one["value"]) for one in told] == [("人时", "2,480"), ("利用率", "40.0")]
    assert paper_plan(empty(), WORDS)["cover"]["highlights"] == []


def test_tables_without_a_row_are_named_together() -> None:
    sections = [one for part in paper_plan(empty(), WORDS)["parts"] for one in part["sections"]]
    heat = next(one for one in sections if "热力" in one["title"])
    (block,) = [one for one in heat["blocks"] if one["kind"] == "empty"]
    assert "：无数据。" in block["text"]


@pytest.mark.parametrize(("paper", "boxes"), [(Paper.MONTH, 4), (Paper.YEAR, 4), (Paper.WEEK, 0)])
def test_only_what_somebody_signs_has_boxes_for_signatures(paper: Paper, boxes: int) -> None:
    statement = replace(empty(), head=replace(empty().head, paper=paper))
    plan = paper_plan(statement, wording(statement, Translate("zh-Hans")))
    assert len(plan["cover"]["signers"]) == boxes
