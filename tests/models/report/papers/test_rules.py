"""The sheet 开放达标."""

from dataclasses import replace

from models.report.opening_standard import RULES
from models.report.papers.rules import rules_paper
from models.report.sheet import Absent
from tests.models.report.test_opening_standard import a_year, closure


def test_every_rule_stands_with_its_limit_what_was_found_and_the_verdict() -> None:
    (sheet,) = rules_paper(a_year()).sheets
    table = sheet.table("rules")
    assert [row.key for row in table.rows] == list(RULES)
    assert table.cell("open_days", "rule_limit").count == 330
    assert table.cell("week_hours", "rule_found").number == 35
    verdict = table.cell("trained", "rule_verdict").text
    assert verdict is not None
    assert verdict.key == "report.rule_verdict.met"
    assert sheet.table("closures").rows


def test_few_people_who_came_to_courses_are_not_told() -> None:
    (sheet,) = rules_paper(replace(a_year(), trained=3)).sheets
    assert sheet.table("rules").cell("trained", "rule_found").absent is Absent.FEW


def test_the_same_inputs_make_the_same_paper_and_others_another_number_of_the_run() -> None:
    assert rules_paper(a_year()) == rules_paper(a_year())
    other = rules_paper(replace(a_year(), closures=(closure(9),)))
    assert other.head.digest != rules_paper(a_year()).head.digest
    assert other.head.number == "C-2025-S"
