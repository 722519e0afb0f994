"""Names of sheets that every spreadsheet takes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.report.sheet_name import LONGEST, sheet_names
from tests.reports import HOSTILE


def test_a_name_that_is_allowed_stays_as_it_is() -> None:
    assert sheet_names(["2 场地利用", "3 时段热力"]) == ["2 场地利用", "3 时段热力"]


def test_what_a_spreadsheet_refuses_is_replaced() -> None:
    assert sheet_names(["a/b:c", "'q'", "", "History"]) == ["a-b-c", "q", "-", "History~2"]


@given(st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE), max_size=12))
def test_names_are_short_legal_and_differ(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(names) == len(wanted)
    for name in names:
        assert 0 < len(name.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
