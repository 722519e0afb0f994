"""The page of vouchers as a tree, and the whole way of one by its deeds."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from dash.development.base_component import Component

from dashboard.answer import Json, answered
from dashboard.i18n import LOCALES, Locale
from dashboard.page import Visit
from dashboard.pages import vouchers
from models.account import Role
from models.money.voucher import VoucherState
from tests.builders import NOON
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.offices import Office, an_office
from tests.models.services.test_vouchers import CLERK, MANAGER, OTHER, handed_in

LINES = {"account0": "cost.repair", "debit0": "1,234.50", "account1": "bank", "credit1": "１２３４．５"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = an_office(tmp_path_factory.mktemp("vouchers"))
    yield office
    office.database.close()


def visit(office: Office, who: object = CLERK, locale: Locale = "en", **query: str) -> Visit:
    made = a_visit(Role.FINANCE, office.ports, locale, **query)
    return replace(made, account=who)  # type: ignore[arg-type]


def page(office: Office, who: object = CLERK, locale: Locale = "en", **query: str) -> Component:
    return shown(vouchers, visit(office, who, locale, **query))


def ask(office: Office, who: object = CLERK, **fields: str) -> Json:
    return answered(visit(office, who), {"day": f"{NOON.date()}", **fields}, vouchers.DEEDS)


def written(office: Office, **fields: str) -> dict[str, str]:
    """A new voucher; the fields with which its next deed is asked."""
    answer = ask(office, do="write", memo="<b>换灯</b>", **fields)
    assert answer["ok"], answer
    key = answer["go"].partition("voucher=")[2].partition("#")[0]
    assert office.ports.money is not None
    kept = office.ports.money.vouchers.find(key)
    assert kept is not None
    return {"voucher": key, "seen": f"{kept.revision}", "state": kept.state.value}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", [{}, {"template": "empty"}, {"template": "grant"}, {"voucher": "none"}])
def test_the_page_is_there_in_both_languages_with_unique_ids(
    office: Office, locale: Locale, query: dict[str, str]
) -> None:
    tree = page(office, locale=locale, **query)
    ids = [part.id for part in tree._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert '"voucher.' not in text(tree)


def test_a_voucher_is_written_handed_in_approved_and_stands_in_the_book(office: Office) -> None:
    one = written(office, then="enter", **LINES)
    assert one["state"] == VoucherState.ENTERED
    assert "Waiting for you" in text(page(office, MANAGER, voucher=one["voucher"]))
    assert not ask(office, do="approve", **one)["ok"]
    answer = ask(office, MANAGER, do="approve", **one)
    assert answer["text"] == "Approved and posted."
    assert office.ports.money is not None
    (posted,) = office.ports.money.ledger.by_keys([f"voucher:{one['voucher']}"])
    assert posted.entry.postings[0].fen == 123_450


def test_what_does_not_balance_is_kept_as_a_draft_and_said(office: Office) -> None:
    answer = ask(office, do="write", memo="x", then="enter", **LINES | {"credit1": "1"})
    assert answer["ok"]
    assert "debit equal to credit" in answer["text"]


@pytest.mark.parametrize(
    "odd",
    [
        {"debit0": "1.234"},
        {"debit0": "-5"},
        {"credit0": "5"},
        {"account0": ""},
        {"account0": "gold"},
        {"day": "soon"},
        {"day": "2031-01-01"},
        {"seen": "x"},
    ],
)
def test_what_cannot_be_read_is_refused_in_words(office: Office, odd: dict[str, str]) -> None:
    answer = ask(office, **{"do": "write", "memo": "x", **LINES, **odd})
    assert not answer["ok"]
    assert answer["text"]


def test_only_another_person_with_the_right_is_offered_to_decide(office: Office) -> None:
    one = handed_in(office)

    def offered(who: object) -> set[str]:
        tree = page(office, who, voucher=one.id)
        found = (getattr(part, "data-ask", "") or getattr(part, "data-deed", "") for part in tree._traverse())
        return {deed for deed in found if deed in ("approve", "send_back", "withdraw")}

    assert offered(CLERK) == {"withdraw"}
    assert offered(OTHER) == offered(MANAGER) == {"approve", "send_back"}


def test_a_refund_of_an_entry_fills_the_form_with_it_turned_round(office: Office) -> None:
    tree = page(office, template="refund", entry="1")
    typed = {part.name: part.value for part in tree._traverse() if getattr(part, "data-side", "")}
    assert (typed["debit1"], typed["credit0"]) == ("1234.50", "1234.50")
    assert "The book has no entry 99" in text(page(office, template="refund", entry="99"))


def test_vouchers_are_taken_along_without_a_formula(office: Office) -> None:
    written(office, **LINES, reference="=1+1")
    rows = list(csv.reader(io.StringIO(ask(office, do="take")["file"]["text"])))
    assert "'=1+1" in {row[-1] for row in rows}
