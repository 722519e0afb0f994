"""Vouchers on both databases: two persons, one revision after another, sealed once approved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.audit import AuditEntry
from models.calendar import CHINA
from models.db import Database
from models.db.vouchers import SqlVouchers
from models.money.entry import Posting
from models.money.voucher import Voucher, VoucherChangedError, VoucherState, voucher_entry
from tests.models.money.test_voucher import AT, a_voucher


@pytest.fixture
def vouchers(database: Database) -> SqlVouchers:
    return SqlVouchers(database.connections, "a")


def told(action: str = "voucher.save") -> AuditEntry:
    return AuditEntry(at=AT, actor="x", action=action, subject="v1", centre="a")


def approved(by: str = "li", revision: int = 2) -> Voucher:
    return replace(a_voucher(state=VoucherState.APPROVED), decided_by=by, decided_at=AT, revision=revision)


def test_a_voucher_is_read_back_as_it_was_written_also_one_that_does_not_balance_yet(
    vouchers: SqlVouchers,
) -> None:
    draft = a_voucher(Posting(account="bank", fen=-7, building="3"))
    vouchers.put(draft, told())
    assert vouchers.find("v1") == draft
    assert SqlVouchers(vouchers._connections, "b").find("v1") is None


def test_of_two_who_change_one_revision_the_second_is_told(vouchers: SqlVouchers) -> None:
    vouchers.put(a_voucher(), told())
    vouchers.put(replace(a_voucher(), memo="one", revision=2), told())
    with pytest.raises(VoucherChangedError):
        vouchers.put(replace(a_voucher(), memo="two", revision=2), told())
    with pytest.raises(VoucherChangedError):
        vouchers.put(a_voucher(), told())
    assert getattr(vouchers.find("v1"), "memo", "") == "one"


def test_an_approval_its_entry_and_its_audit_row_are_one(database: Database, vouchers: SqlVouchers) -> None:
    vouchers.put(a_voucher(), told())
    vouchers.put(approved(), told("voucher.approve"), voucher_entry(a_voucher(), CHINA))
    (posted,) = database.money("a").ledger.by_keys(["voucher:v1"])
    assert (posted.by, posted.entry.postings) == ("li", a_voucher().lines)
    assert [row.entry.action for row in database.audit().recent(3)] == [
        "voucher.approve",
        "ledger.post",
        "voucher.save",
    ]


def test_the_database_itself_refuses_the_same_person_and_writes_nothing(
    database: Database, vouchers: SqlVouchers
) -> None:
    vouchers.put(a_voucher(), told())
    with pytest.raises(VoucherChangedError):
        vouchers.put(approved(by="wang"), told("voucher.approve"), voucher_entry(a_voucher(), CHINA))
    assert (database.money("a").ledger.head(), len(database.audit().recent(9))) == (0, 1)


@pytest.mark.parametrize("deed", ["UPDATE voucher SET memo = 'x'", "DELETE FROM voucher"])
def test_the_database_itself_refuses_to_change_what_was_approved(
    database: Database, vouchers: SqlVouchers, deed: str
) -> None:
    vouchers.put(a_voucher(), told())
    with database.connections.writing() as connection:
        connection.execute(text("UPDATE voucher SET memo = 'y'"))
    vouchers.put(approved(), told())
    with pytest.raises(DBAPIError, match="append-only"), database.connections.writing() as connection:
        connection.execute(text(deed))


def test_they_are_told_by_state_the_newest_first(vouchers: SqlVouchers) -> None:
    for n in range(3):
        one = replace(a_voucher(), id=f"v{n}", entered_at=AT + timedelta(hours=n))
        vouchers.put(one, told())
    assert [one.id for one in vouchers.newest([VoucherState.DRAFT], 2)] == ["v2", "v1"]
    assert vouchers.newest([VoucherState.APPROVED]) == []
