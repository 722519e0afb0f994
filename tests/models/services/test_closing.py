"""Closing a month: what stands in the way, two persons, and what came later."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.money.checklist import CheckState
from models.money.entry import Posting
from models.money.month import MonthStatus
from models.money.voucher import Voucher, VoucherState
from models.services.closing import agree_closing, ask_closing, closing_sheet, months, withdraw_closing
from models.services.strangers import RefusedError
from tests.builders import NOON
from tests.models.services.offices import Office, an_office
from tests.models.services.test_statements import CHEN, LI, bring, row, sell

MONTH = date(2026, 11, 1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    assert made.ports.centre.day_of(NOON).replace(day=1) == MONTH
    made.now = NOON + timedelta(days=40)
    return made


def test_a_month_is_closed_by_two_persons_with_the_reason_why_not_all_was_met(office: Office) -> None:
    sell(office, a=1500)
    sheet = closing_sheet(office.ports, MONTH)
    assert "sales" in sheet.unmet
    assert sheet.checks["claim"].state is CheckState.NOTHING
    with pytest.raises(RefusedError, match=r"refused\.closing_unmet"):
        ask_closing(office.ports, CHEN, MONTH, "  ")
    asked = ask_closing(office.ports, CHEN, MONTH, "the till was new")
    assert (asked.status, asked.reason) == (MonthStatus.CLOSING, "the till was new")
    with pytest.raises(RefusedError, match=r"refused\.month\.same_person"):
        agree_closing(office.ports, CHEN, MONTH)
    withdraw_closing(office.ports, LI, MONTH)
    ask_closing(office.ports, CHEN, MONTH, "the till was new")
    assert agree_closing(office.ports, LI, MONTH).closed_by == "li"
    with pytest.raises(RefusedError, match=r"refused\.month\.nothing_new"):
        ask_closing(office.ports, CHEN, MONTH, "again")


def test_what_comes_to_a_closed_month_is_told_as_its_next_revision(office: Office) -> None:
    sell(office, a=1500)
    ask_closing(office.ports, CHEN, MONTH, "as it is")
    agree_closing(office.ports, LI, MONTH)
    assert closing_sheet(office.ports, MONTH).late is None
    sell(office, b=800, c=-300)
    late = closing_sheet(office.ports, MONTH).late
    assert late is not None
    assert (late.number, late.entries, late.result.income_fen) == (1, 2, 500)
    ask_closing(office.ports, LI, MONTH, "as it is")
    agree_closing(office.ports, CHEN, MONTH)
    told = closing_sheet(office.ports, MONTH).revisions
    assert [(one.number, one.result.income_fen, one.closed) for one in told] == [
        (0, 1500, True),
        (1, 500, True),
    ]
    assert [one.month for one in months(office.ports)] == [MONTH]


def test_what_came_after_somebody_asked_is_looked_at_before_it_is_signed(office: Office) -> None:
    sell(office, a=1500)
    ask_closing(office.ports, CHEN, MONTH, "the till was new")
    sell(office, b=800)
    with pytest.raises(RefusedError, match=r"refused\.month\.came_since"):
        agree_closing(office.ports, LI, MONTH)
    withdraw_closing(office.ports, LI, MONTH)
    ask_closing(office.ports, CHEN, MONTH, "the till was new")
    assert agree_closing(office.ports, LI, MONTH).status is MonthStatus.CLOSED


def test_a_check_that_was_met_when_somebody_asked_must_still_be_met(office: Office) -> None:
    sell(office, a=1500)
    ask_closing(office.ports, CHEN, MONTH, "the till was new")
    assert office.ports.money is not None
    slip = Posting(account="cost.energy", fen=900), Posting(account="bank", fen=-900)
    wanted = Voucher(
        id="v",
        state=VoucherState.ENTERED,
        day=date(2026, 11, 3),
        lines=slip,
        memo="x",
        entered_by="x",
        entered_at=office.now,
    )
    office.ports.money.vouchers.put(
        wanted, AuditEntry(at=office.now, actor="x", action="voucher.enter", subject="v")
    )
    with pytest.raises(RefusedError, match=r"refused\.closing_unmet_since"):
        agree_closing(office.ports, LI, MONTH)


def test_a_month_that_has_not_begun_and_a_reason_without_end_are_refused(office: Office) -> None:
    with pytest.raises(RefusedError, match=r"refused\.month_ahead"):
        ask_closing(office.ports, CHEN, date(2027, 5, 1), "x")
    with pytest.raises(RefusedError, match=r"refused\.closing_reason"):
        ask_closing(office.ports, CHEN, MONTH, "x" * 301)


def test_takings_of_a_month_before_the_first_statement_were_held_against_nothing(office: Office) -> None:
    office.ports = replace(office.ports, batches=office.database.batches(office.ports.centre.id))
    sell(office, a=1500)

    def states() -> list[str]:
        found = closing_sheet(office.ports, MONTH).checks
        return [found[key].state.value for key in ("statements", "balances", "lines")]

    bring(office, row(office, "B1", "15.00", days=30))
    assert states() == ["unmet", "nothing", "nothing"]
    bring(office, row(office, "B2", "15.00"))
    assert states() == ["unmet", "met", "unmet"]
    bring(office, row(office, "B3", "15.00", days=-30))
    assert states() == ["met", "met", "unmet"]
