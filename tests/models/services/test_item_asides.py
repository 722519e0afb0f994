"""Postings that no statement will show: one person asks, another agrees, and the book stays as it is."""

from collections.abc import Callable

import pytest

from models.account import Account, Grant, Role
from models.services.item_asides import approve_aside, asides, lift_aside, propose_aside
from models.services.statements import match_all, match_by_hand, unmatched
from models.services.strangers import RefusedError
from tests.models.services.offices import Office
from tests.models.services.test_statements import CHEN, LI, balances, bring, day, office, row, sell

__all__ = ["office"]
VIEWER = Account(id=9, name="zhao", grants=(Grant(role=Role.VIEWER),))


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.")


def test_a_posting_is_waited_for_until_a_second_person_agrees_that_no_statement_shows_it(
    office: Office,
) -> None:
    sell(office, a=1500, b=800)
    (aside,) = propose_aside(office.ports, CHEN, ["1.0"], "cash", "  paid in  coins ")
    assert unmatched(office.ports, day(office)).item_count == 2
    assert refused(lambda: approve_aside(office.ports, CHEN, aside.id)) == "same_person"
    assert refused(lambda: approve_aside(office.ports, VIEWER, aside.id)) == "not_your_books"
    approve_aside(office.ports, LI, aside.id)
    assert [one.ref for one in unmatched(office.ports, day(office)).items] == ["2.0"]
    assert balances(office) == {"takings": 2300, "income.canteen.fare": -2300}
    (told,) = asides(office.ports)
    assert told.item is not None
    assert (told.item.fen, told.aside.assent.decision, told.aside.assent.approved_by) == (
        1500,
        "paid in coins",
        "li",
    )
    assert [one.action for one in office.told] == ["statement.never.propose", "statement.never.approve"]


def test_what_was_set_aside_is_tied_by_nobody_until_it_is_waited_for_again(office: Office) -> None:
    sell(office, a=1500)
    bring(office, row(office, "B1", "15.00"))
    (aside,) = propose_aside(office.ports, CHEN, ["1.0"], "cash", "coins")
    approve_aside(office.ports, LI, aside.id)
    assert match_all(office.ports, CHEN, day(office)) == {}
    assert refused(lambda: match_by_hand(office.ports, CHEN, ["bank:B1"], ["1.0"])) == "statement_tied"
    lift_aside(office.ports, CHEN, aside.id)
    assert match_all(office.ports, CHEN, day(office)) == {"day": 1}
    assert refused(lambda: lift_aside(office.ports, CHEN, aside.id)) == "statement_not_waiting"


def test_what_cannot_be_set_aside_is_refused(office: Office) -> None:
    sell(office, a=1500)
    assert refused(lambda: propose_aside(office.ports, CHEN, [], "cash", "x")) == "statement_choose_items"
    assert refused(lambda: propose_aside(office.ports, CHEN, ["9.0"], "cash", "x")) == "statement_tied"
    assert refused(lambda: propose_aside(office.ports, CHEN, ["1.0"], "luck", "x")) == "no_deed"
    for note in ("", " ", "x" * 201, "x\u202ey"):
        assert refused(lambda note=note: propose_aside(office.ports, CHEN, ["1.0"], "cash", note)) == (
            "statement_note"
        )
    assert refused(lambda: propose_aside(office.ports, LI, ["1.0"], "cash", "x")) == "not_your_books"
    propose_aside(office.ports, CHEN, ["1.0"], "cash", "x")
    assert refused(lambda: propose_aside(office.ports, CHEN, ["1.0"], "cash", "x")) == "statement_asked"


def test_what_was_tied_meanwhile_is_not_agreed_to(office: Office) -> None:
    sell(office, a=1500)
    bring(office, row(office, "B1", "15.00"))
    (aside,) = propose_aside(office.ports, CHEN, ["1.0"], "cash", "coins")
    match_all(office.ports, CHEN, day(office))
    assert refused(lambda: approve_aside(office.ports, LI, aside.id)) == "statement_tied"
