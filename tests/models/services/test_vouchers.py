"""Vouchers pass through two hands, and whatever is out of turn is refused in words."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.money.entry import Posting
from models.money.ports import Ledger
from models.money.voucher import Voucher, VoucherDeed, VoucherState
from models.services.strangers import RefusedError
from models.services.vouchers import Typed, about_entry, decide, desk, enter, voucher_of, withdraw, write
from tests.builders import NOON
from tests.models.services.offices import Office, an_office


def somebody(name: str, role: Role) -> Account:
    return Account(id=len(name), name=name, grants=(Grant(role=role),))


CLERK, OTHER, MANAGER, VIEWER = (
    somebody("wang", Role.FINANCE),
    somebody("zhao", Role.FINANCE),
    somebody("li", Role.MANAGER),
    somebody("guest", Role.VIEWER),
)
TODAY = NOON.date()
BOTH = (Posting(account="cost.repair", fen=500, space="room"), Posting(account="bank", fen=-500))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = an_office(Path(tmp_path_factory.mktemp("vouchers")))
    yield office
    office.database.close()


def typed(*lines: Posting, memo: str = "修灯", day: date = TODAY) -> Typed:
    return Typed(day=day, lines=lines or BOTH, memo=memo)


def handed_in(office: Office, *lines: Posting) -> Voucher:
    draft = write(office.ports, CLERK, typed(*lines))
    return enter(office.ports, CLERK, draft.id, draft.revision)


def book(office: Office) -> Ledger:
    assert office.ports.money is not None
    return office.ports.money.ledger


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.")


def approve(office: Office, account: Account, one: Voucher) -> Voucher:
    return decide(office.ports, account, VoucherDeed.APPROVE, one.id, one.revision)


def test_what_another_approves_stands_in_the_book(office: Office) -> None:
    one = handed_in(office)
    assert book(office).by_keys([f"voucher:{one.id}"]) == []
    done = approve(office, MANAGER, one)
    (posted,) = book(office).by_keys([f"voucher:{one.id}"])
    assert (posted.by, posted.entry.postings, done.state) == ("li", BOTH, VoucherState.APPROVED)


def test_whoever_entered_it_never_approves_or_sends_it_back_whatever_his_rights(office: Office) -> None:
    one = handed_in(office)
    assert refused(lambda: approve(office, CLERK, one)) == "same_person"
    for deed in (VoucherDeed.APPROVE, VoucherDeed.SEND_BACK):
        assert refused(lambda deed=deed: decide(office.ports, CLERK, deed, one.id, one.revision, "x")) == (
            "same_person"
        )
    assert approve(office, OTHER, one).decided_by == "zhao"


def test_what_was_sent_back_is_changed_and_whoever_looked_before_cannot_approve_it_unseen(
    office: Office,
) -> None:
    one = handed_in(office)
    back = decide(office.ports, OTHER, VoucherDeed.SEND_BACK, one.id, one.revision, "金额不对")
    assert back.reason == "金额不对"
    dearer = (Posting(account="cost.repair", fen=900), Posting(account="bank", fen=-900))
    draft = write(office.ports, CLERK, typed(*dearer), back.id, back.revision)
    again = enter(office.ports, CLERK, draft.id, draft.revision)
    assert refused(lambda: approve(office, MANAGER, one)) == "voucher.changed"
    assert approve(office, MANAGER, again).debit_fen == 900


def test_nothing_that_does_not_balance_or_says_nothing_is_handed_in(office: Office) -> None:
    def entering(one: Typed) -> str:
        draft = write(office.ports, CLERK, one)
        return refused(lambda: enter(office.ports, CLERK, draft.id, draft.revision))

    assert entering(typed(BOTH[0])) == "voucher.unbalanced"
    assert entering(typed(BOTH[0], Posting(account="bank", fen=-499))) == "voucher.unbalanced"
    assert entering(typed(memo=" ")) == "voucher.memo"


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (typed(day=TODAY + timedelta(days=1)), "voucher.future"),
        (typed(Posting(account="fund.repay", fen=5), Posting(account="bank", fen=-5)), "voucher.fund"),
        (typed(Posting(account="bank", fen=5, space="moon")), "no_space"),
        (typed(*(BOTH * 21)), "voucher.lines"),
        (typed(memo="a\x07"), "voucher.memo"),
        (typed(memo="a" * 501), "voucher.memo"),
    ],
)
def test_what_cannot_be_is_not_even_a_draft(office: Office, one: Typed, why: str) -> None:
    assert refused(lambda: write(office.ports, CLERK, one)) == why


def test_roles_are_asked_and_only_whoever_entered_it_changes_or_withdraws(office: Office) -> None:
    one = handed_in(office)
    assert refused(lambda: write(office.ports, MANAGER, typed())) == "voucher.not_allowed"
    assert refused(lambda: approve(office, VIEWER, one)) == "voucher.not_allowed"
    assert refused(lambda: withdraw(office.ports, OTHER, one.id, one.revision)) == "voucher.not_yours"
    gone = withdraw(office.ports, CLERK, one.id, one.revision)
    assert refused(lambda: approve(office, MANAGER, gone)) == "voucher.changed"
    assert refused(lambda: voucher_of(office.ports, "never")) == "voucher.gone"


def test_the_desk_tells_what_waits_for_whom(office: Office) -> None:
    draft, entered = write(office.ports, CLERK, typed()), handed_in(office)

    def lies(account: Account) -> list[list[bool]]:
        found = desk(office.ports, account)
        return [
            [key in [one.id for one in part] for key in (draft.id, entered.id)]
            for part in (found.own, found.decide, found.waits)
        ]

    assert lies(CLERK) == [[True, False], [False, False], [False, True]]
    assert lies(OTHER) == lies(MANAGER) == [[False, False], [False, True], [False, False]]


def test_a_refund_begins_with_its_entry_turned_round(office: Office) -> None:
    one = approve(office, MANAGER, handed_in(office))
    (posted,) = book(office).by_keys([f"voucher:{one.id}"])
    lines, about = about_entry(office.ports, "refund", posted.number)
    assert ([line.fen for line in lines], about) == ([-500, 500], posted)
    assert refused(lambda: about_entry(office.ports, "refund", 99_999)) == "voucher.no_entry"
    assert refused(lambda: about_entry(office.ports, "grant", posted.number)) == "voucher.no_entry"
