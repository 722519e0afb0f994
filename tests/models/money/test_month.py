"""The steps of a month by themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.money.month import (
    LedgerMonth,
    MonthFault,
    MonthStateError,
    MonthStatus,
    agreed,
    asked,
    month_digest,
    month_of,
    next_month,
    previous_month,
    withdrawn,
)

AT = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
OPEN = LedgerMonth(month=date(2026, 10, 1))
ASKED = asked(OPEN, by="chen", at=AT, reason="till 2 was away")
CLOSED = agreed(ASKED, by="li", at=AT, through=7, digest="d")


def fault(error: pytest.ExceptionInfo[MonthStateError]) -> MonthFault:
    return error.value.fault


def test_a_month_is_closed_by_one_who_asks_and_another_who_agrees() -> None:
    assert (ASKED.status, ASKED.asked_by, ASKED.reason) == (MonthStatus.CLOSING, "chen", "till 2 was away")
    assert (CLOSED.status, CLOSED.closed_by, CLOSED.through, CLOSED.digest) == (
        MonthStatus.CLOSED,
        "li",
        7,
        "d",
    )
    assert (OPEN.taking, ASKED.taking, CLOSED.taking) == (0, 0, 1)


def test_nobody_agrees_with_himself() -> None:
    with pytest.raises(MonthStateError) as error:
        agreed(ASKED, by="chen", at=AT, through=7, digest="d")
    assert fault(error) is MonthFault.SAME_PERSON


def test_what_nobody_asked_for_is_neither_closed_nor_withdrawn() -> None:
    with pytest.raises(MonthStateError) as error:
        agreed(OPEN, by="li", at=AT, through=7, digest="d")
    assert fault(error) is MonthFault.NOT_ASKED
    with pytest.raises(MonthStateError) as error:
        withdrawn(CLOSED)
    assert fault(error) is MonthFault.NOT_ASKED


def test_what_is_asked_for_is_not_asked_for_again() -> None:
    with pytest.raises(MonthStateError) as error:
        asked(ASKED, by="li", at=AT)
    assert fault(error) is MonthFault.ASKED


def test_a_closed_month_is_closed_again_only_for_what_came_since() -> None:
    with pytest.raises(MonthStateError) as error:
        asked(CLOSED, by="chen", at=AT)
    assert fault(error) is MonthFault.NOTHING_NEW
    again = agreed(
        asked(CLOSED, by="chen", at=AT, late=True, earlier=date(2026, 9, 1)),
        by="li",
        at=AT,
        through=9,
        digest="e",
    )
    assert (again.revision, again.through, again.taking) == (1, 9, 2)


def test_an_open_month_waits_for_those_before_it() -> None:
    with pytest.raises(MonthStateError, match="2026-09") as error:
        asked(OPEN, by="chen", at=AT, earlier=date(2026, 9, 1))
    assert fault(error) is MonthFault.EARLIER_OPEN
    with pytest.raises(MonthStateError, match="2026-09"):
        agreed(ASKED, by="li", at=AT, through=7, digest="d", earlier=date(2026, 9, 1))


def test_what_is_withdrawn_is_what_it_was_before() -> None:
    assert withdrawn(ASKED) == OPEN
    back = withdrawn(asked(CLOSED, by="wang", at=AT, late=True))
    assert back == replace(CLOSED, asked_by="", asked_at=None, reason="")


def test_an_empty_book_can_be_closed() -> None:
    assert agreed(ASKED, by="li", at=AT, through=0, digest="d").taking == 1


def test_the_digest_of_a_month_knows_month_entries_and_their_order() -> None:
    month = OPEN.month
    digests = [
        month_digest(month, "ab"),
        month_digest(month, "ba"),
        month_digest(month, "a"),
        month_digest(next_month(month), "ab"),
    ]
    assert len(set(digests)) == 4


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    assert month_of(date(2026, 12, 31)) == date(2026, 12, 1)
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert previous_month(date(2027, 1, 1)) == date(2026, 12, 1)
    assert previous_month(date(2026, 12, 1)) == date(2026, 11, 1)
