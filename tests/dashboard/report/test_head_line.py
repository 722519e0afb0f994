"""The head of every sheet."""

from dataclasses import replace

from dashboard.i18n import Translate
from dashboard.report.head_line import head_lines, title
from dashboard.report.wording import wording
from tests.reports import full

WORDS = wording(full(), Translate("zh-Hans"))


def told(**changes: object) -> dict[str, str]:
    return {one.key: one.text for one in head_lines(replace(full().head, **changes), WORDS)}  # type: ignore[arg-type]


def test_the_head_says_whose_it_is_of_when_by_which_rules_and_how_much_was_measured() -> None:
    lines = told(coverage=0.9134, calc_version=4)
    assert lines["period"] == "2026-10-01 至 2026-10-31"
    assert lines["calc_version"] == "第 4 版"
    assert lines["coverage"] == "91.3%"
    assert lines["number"] == "TEST-2026-10"
    assert list(lines) == ["centre", "number", "version", "period", "as_of", "calc_version", "coverage"]


def test_a_month_that_was_not_open_has_no_coverage_which_is_not_zero() -> None:
    assert told(coverage=None)["coverage"] == "无数据"


def test_a_revision_says_which_one_it_is() -> None:
    assert (told()["version"], told(version=2)["version"]) == ("初版", "第 2 次修订")


def test_february_ends_on_its_own_day() -> None:
    assert told(month=full().head.month.replace(year=2028, month=2))["period"].endswith("2028-02-29")


def test_two_makings_of_the_same_inputs_have_the_same_head() -> None:
    assert told(run="r1") == told(run="r2")


def test_the_title_names_centre_and_month() -> None:
    assert "2026年10月" in title(full().head, WORDS)
