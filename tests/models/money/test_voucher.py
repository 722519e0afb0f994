"""A voucher and its steps."""

from datetime import UTC, date, datetime

import pytest

from models.calendar import CHINA
from models.money.chart import AccountKind, account_of
from models.money.entry import Entry, EntrySource, Posted, Posting, UnbalancedError
from models.money.voucher import (
    STEPS,
    TEMPLATES,
    Voucher,
    VoucherDeed,
    VoucherState,
    correction_lines,
    refund_lines,
    voucher_entry,
)

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
LINES = (
    Posting(account="cost.repair", fen=500, space="gym", party="lift"),
    Posting(account="bank", fen=-500),
)


def a_voucher(*lines: Posting, state: VoucherState = VoucherState.DRAFT) -> Voucher:
    return Voucher(
        id="v1", state=state, day=DAY, lines=lines or LINES, memo="", entered_by="wang", entered_at=AT
    )


def test_what_is_approved_or_withdrawn_is_changed_no_more() -> None:
    for state in (VoucherState.APPROVED, VoucherState.WITHDRAWN):
        assert not any(a_voucher(state=state).may(deed) for deed in VoucherDeed)


def test_only_what_was_handed_in_is_approved() -> None:
    able = {state for state in VoucherState if a_voucher(state=state).may(VoucherDeed.APPROVE)}
    assert able == {VoucherState.ENTERED}
    assert {to for _, to in STEPS.values()} == set(VoucherState)


def test_its_entry_is_its_lines_and_one_that_does_not_balance_makes_none() -> None:
    entry = voucher_entry(a_voucher(), CHINA)
    assert (entry.key, entry.day, entry.postings) == ("voucher:v1", DAY, LINES)
    assert (a_voucher().debit_fen, a_voucher().balance_fen) == (500, 0)
    with pytest.raises(UnbalancedError):
        voucher_entry(a_voucher(LINES[0]), CHINA)


def test_a_refund_turns_an_entry_round_and_a_correction_begins_with_nothing_changed() -> None:
    entry = Entry(key="a", source=EntrySource.SALE, day=DAY, at=AT, postings=LINES)
    posted = Posted(number=1, entry=entry, month=DAY, revision=0, by="li", posted_at=AT)
    assert [(one.account, one.fen, one.space, one.party) for one in refund_lines(posted)] == [
        ("cost.repair", -500, "gym", "lift"),
        ("bank", 500, "", ""),
    ]
    assert sum(one.fen for one in correction_lines(posted) if one.account == "bank") == 0


def test_every_template_names_accounts_that_people_may_post_to() -> None:
    kinds = {account_of(account).kind for both in TEMPLATES.values() for account in both}
    assert AccountKind.FUND not in kinds
