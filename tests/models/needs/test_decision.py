"""Decisions are what closed meetings carried; whoever types a number of one may write it as the office does."""

from dataclasses import replace
from datetime import date

import pytest

from models.needs.decision import cited, decided
from models.needs.meeting import MeetingStatus
from models.needs.sitting import Numbers, closed
from tests.models.needs.meeting import AT, CARRIED, LOST, OPEN


@pytest.mark.parametrize("text", ["2026-12", "议〔2026〕12号", " 议(2026)12号 ", "2026/12"])
def test_a_number_is_known_in_whatever_brackets_it_stands(text: str) -> None:
    assert cited(text) == "2026-12"


@pytest.mark.parametrize(
    "text", ["", "members' meeting of 3 March", "2026", "26-12", "2026-0", "street office 2026-12-31"]
)
def test_free_words_mean_no_number(text: str) -> None:
    assert cited(text) == ""


def test_decisions_are_told_newest_first_and_only_those_of_closed_meetings() -> None:
    both = replace(OPEN, motions=(CARRIED, LOST, replace(CARRIED, id="c", about="p3")))
    ended = closed(both, "", "li", AT, date(2026, 11, 25), Numbers(2026, 9))
    found = decided([replace(OPEN, id="m2"), ended])
    assert [(one.number, one.about, one.counted.ayes) for one in found] == [
        ("2026-10", "p3", 8),
        ("2026-9", "p1", 8),
    ]
    assert decided([replace(ended, status=MeetingStatus.CANCELLED)]) == []
