"""Days that are named by what they are as of today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.report.own.span import SPANS


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("last_month", "2026-09-01", "2026-09-30"),
        ("last_week", "2026-09-21", "2026-09-27"),
        ("4w", "2026-09-03", "2026-09-30"),
        ("month", "2026-09-01", "2026-09-30"),
        ("quarter", "2026-07-01", "2026-09-30"),
        ("last_quarter", "2026-07-01", "2026-09-30"),
        ("year", "2026-01-01", "2026-09-30"),
    ],
)
def test_the_first_of_october_tells_september_and_the_quarter_that_is_over(
    span: str, first: str, last: str
) -> None:
    found = SPANS[span](date(2026, 10, 1))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@given(st.sampled_from(list(SPANS)), st.dates(date(2001, 1, 1), date(2090, 1, 1)))
def test_no_span_has_a_day_that_is_not_over_and_all_end_lately(span: str, today: date) -> None:
    found = SPANS[span](today)
    assert found.first <= found.last < today
    assert today - found.last < timedelta(days=93)
