"""The monthly claim: tied to the book, checked by one and sent by another, and paid into the bank."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.account import Role
from models.event import Event
from models.metric.period import Period
from models.money.correction import document_key
from models.money.entry import Entry, EntrySource, Posting
from models.money.meal_claim import BandSum, ClaimStatus, Difference
from models.money.statement import StatementLine, StatementSource
from models.ports import Ports
from models.services import claims
from models.services.claims import check_claim, claim_sheet, pay_claim, reopen_claim, send_claim
from models.services.statements import match_all
from tests.fakes import MemoryEvents
from tests.models.money.test_meal_claim import a_sale
from tests.models.money.test_subsidy import RULE
from tests.models.services.offices import Office, an_office
from tests.models.services.upkeep import CLERK, balance, refused, somebody

NOV = date(2026, 11, 15)
PAID_ON = date(2026, 12, 9)
CHECKER = somebody(Role.FINANCE, "checker")
SALES = [a_sale(2, 1_500, 150), a_sale(2, 1_400, 210), a_sale(3, 900, 0)]


def heard(ports: Ports, sales: Sequence[Event]) -> None:
    ports.events.put(sales)


def book(ports: Ports, sales: Sequence[Event]) -> None:
    assert ports.money is not None
    ports.money.ledger.post([entry_of(one) for one in sales], by="system", at=ports.clock())


def entry_of(sale: Event) -> Entry:
    total, subsidy = int(sale.values["total_fen"]), int(sale.values["subsidy_fen"])
    amounts = {
        "takings": total - subsidy,
        "receivable.subsidy": subsidy,
        "income.canteen.fare": subsidy - total,
        "income.canteen.subsidy": -subsidy,
    }
    postings = tuple(Posting(account=account, fen=fen) for account, fen in amounts.items() if fen)
    key = document_key("sale", sale.sensor, sale.id)
    return Entry(key=key, source=EntrySource.SALE, day=sale.at.date(), at=sale.at, postings=postings)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = an_office(tmp_path)
    office.ports = replace(office.ports, events=MemoryEvents())
    assert office.ports.money is not None
    office.ports.money.subsidies.propose([RULE])
    heard(office.ports, SALES)
    book(office.ports, SALES)
    office.now = datetime(2026, 12, 10, 4, tzinfo=UTC)
    return office


def test_a_claim_that_fits_the_book_goes_from_draft_to_bank(office: Office) -> None:
    ports = office.ports
    sheet = claim_sheet(ports, NOV)
    assert sheet.fits
    assert sheet.claim.total == BandSum(meals=2, menu_fen=2_900, subsidy_fen=360)
    check_claim(ports, CLERK, NOV)
    send_claim(ports, CHECKER, NOV)
    assert balance(ports, "receivable.subsidy") == 360
    pay_claim(ports, CLERK, NOV, PAID_ON, 350)
    assert (balance(ports, "bank"), balance(ports, "receivable.subsidy")) == (350, 10)
    assert claim_sheet(ports, NOV).claim.status is ClaimStatus.PAID
    told = [one.entry.action for one in reversed(office.database.audit().recent())]
    assert [one for one in told if one.startswith("claim.")] == ["claim.checked", "claim.sent", "claim.paid"]


def test_of_two_who_tell_what_came_at_the_same_time_only_one_is_written_down(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_claim(office.ports, CLERK, NOV)
    send_claim(office.ports, CHECKER, NOV)
    sent = claims.subsidies_of(office.ports).claim(date(2026, 11, 1))
    pay_claim(office.ports, CLERK, NOV, PAID_ON, 350)
    monkeypatch.setattr(claims, "_standing", lambda *_: sent)  # as the second one read it before
    assert refused(lambda: pay_claim(office.ports, CHECKER, NOV, PAID_ON, 300)) == "claim.moved"
    assert (balance(office.ports, "bank"), balance(office.ports, "receivable.subsidy")) == (350, 10)
    assert office.ports.money is not None
    (entry,) = office.ports.money.ledger.by_keys(["claim:2026-11"])
    assert (entry.entry.at, entry.by) == (datetime(2026, 12, 9, 4, tzinfo=UTC), CLERK.name)
    assert office.ports.money.ledger.first_fault() is None


def test_the_banks_line_of_a_paid_claim_moves_no_money_again(office: Office) -> None:
    ports, (first, last) = office.ports, (date(2026, 12, 1), date(2026, 12, 31))
    check_claim(ports, CLERK, NOV)
    send_claim(ports, CHECKER, NOV)
    pay_claim(ports, CLERK, NOV, PAID_ON, 360)
    assert ports.money is not None
    then = office.now - timedelta(days=3)
    line = StatementLine(source=StatementSource.BANK, id="B1", at=then, day=then.date(), fen=360)
    ports.money.statements.put([line, replace(line, id="B2", day=PAID_ON + timedelta(days=1))])
    assert match_all(ports, CLERK, Period(first, last)) == {"booked": 1}
    assert (balance(ports, "bank"), balance(ports, "receivable.subsidy")) == (360, 0)
    assert [one.id for one in ports.money.statements.open_lines(first, last)] == ["B1"]


def test_sales_heard_of_late_are_claimed_by_a_supplement_and_nothing_is_claimed_twice(office: Office) -> None:
    ports = office.ports
    check_claim(ports, CLERK, NOV)
    late = a_sale(9, 1_000, 100)
    heard(ports, [late])
    book(ports, [late])
    assert claim_sheet(ports, NOV).supplement is None, "the claim can still be taken back"
    assert refused(lambda: check_claim(ports, CLERK, NOV, number=1)) == "claim.moved"
    send_claim(ports, CHECKER, NOV)
    assert (claim_sheet(ports, NOV).supplement, claim_sheet(ports, NOV).claim.total.subsidy_fen) == (1, 360)
    assert claim_sheet(ports, NOV, 1).claim.total == BandSum(meals=1, menu_fen=1_000, subsidy_fen=100)
    check_claim(ports, CLERK, NOV, number=1)
    assert refused(lambda: send_claim(ports, CLERK, NOV, 1)) == "same_person"
    send_claim(ports, CHECKER, NOV, 1)
    for number, fen in ((0, 360), (1, 100)):
        pay_claim(ports, CLERK, NOV, PAID_ON, fen, number)
        assert claim_sheet(ports, NOV, number).late == BandSum()
    assert (balance(ports, "bank"), balance(ports, "receivable.subsidy")) == (460, 0)
    assert refused(lambda: check_claim(ports, CLERK, NOV, number=2)) == "claim.nothing"
    assert refused(lambda: claim_sheet(ports, NOV, 3)) == "claim.number"
    assert [one.key for one in claims.claims_of(ports, NOV)] == ["2026-11", "2026-11+1"]


def test_who_checked_a_claim_does_not_send_it(office: Office) -> None:
    check_claim(office.ports, CLERK, NOV)
    assert refused(lambda: send_claim(office.ports, CLERK, NOV)) == "same_person"
    assert refused(lambda: pay_claim(office.ports, CLERK, NOV, PAID_ON, 350)) == "claim.moved"
    assert refused(lambda: send_claim(office.ports, somebody(Role.AUDITOR), NOV)) == "property.not_allowed"


def test_a_slip_that_the_book_does_not_have_is_named_and_needs_a_reason(office: Office) -> None:
    lost = a_sale(4, 1_000, 100)
    heard(office.ports, [lost])
    sheet = claim_sheet(office.ports, NOV)
    assert sheet.differing == [Difference(date(2026, 11, 4), 100, 0)]
    assert [one.id for one in sheet.unbooked] == [lost.id]
    assert refused(lambda: check_claim(office.ports, CLERK, NOV)) == "claim.reason"
    assert check_claim(office.ports, CLERK, NOV, " the till was  offline ").reason == "the till was offline"


def test_a_subsidy_of_no_band_needs_a_reason_too(office: Office) -> None:
    odd = a_sale(5, 1_000, 333)
    heard(office.ports, [odd])
    book(office.ports, [odd])
    sheet = claim_sheet(office.ports, NOV)
    assert (sheet.differing, [one.id for one in sheet.odd]) == ([], [odd.id])
    assert refused(lambda: check_claim(office.ports, CLERK, NOV)) == "claim.reason"


def test_what_is_heard_after_the_check_changes_no_figure_that_was_checked(office: Office) -> None:
    check_claim(office.ports, CLERK, NOV)
    heard(office.ports, [a_sale(6, 1_000, 100)])
    sheet = claim_sheet(office.ports, NOV)
    assert sheet.claim.total.subsidy_fen == 360
    assert sheet.late == BandSum(meals=1, menu_fen=1_000, subsidy_fen=100)
    reopen_claim(office.ports, CHECKER, NOV)
    assert claim_sheet(office.ports, NOV).claim.total.subsidy_fen == 460


def test_a_month_that_still_runs_or_has_nothing_is_not_claimed(office: Office) -> None:
    assert refused(lambda: check_claim(office.ports, CLERK, date(2026, 10, 1))) == "claim.nothing"
    office.now = datetime(2026, 11, 20, 4, tzinfo=UTC)
    assert refused(lambda: check_claim(office.ports, CLERK, NOV)) == "claim.month_runs"


@pytest.mark.parametrize(
    ("day", "fen", "why"),
    [
        (PAID_ON, 0, "claim.paid_amount"),
        (PAID_ON, 361, "claim.paid_amount"),
        (date(2026, 12, 11), 360, "claim.paid_day"),
        (date(2026, 11, 30), 360, "claim.paid_day"),
    ],
)
def test_no_more_comes_than_was_claimed_and_not_tomorrow(
    office: Office, day: date, fen: int, why: str
) -> None:
    check_claim(office.ports, CLERK, NOV)
    send_claim(office.ports, CHECKER, NOV)
    assert refused(lambda: pay_claim(office.ports, CLERK, NOV, day, fen)) == why
    assert balance(office.ports, "bank") == 0
