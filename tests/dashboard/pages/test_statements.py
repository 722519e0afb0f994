"""The page of statements as a tree: empty and full, what can be tied on it, and by whom."""

import csv
import io

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale, catalogue
from dashboard.pages import statements
from models.account import Role
from models.money.correction import withdrawn
from models.ports import Ports
from models.services.statements import unmatched
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.offices import Office
from tests.models.services.test_statements import bring, day, office, row, sell

__all__ = ["office"]

MONTH = "2026-11"


def page(ports: Ports, locale: Locale = "en", role: Role = Role.FINANCE, **query: str) -> Component:
    return shown(statements, a_visit(role, ports, locale, month=MONTH, **query))


def ask(ports: Ports, role: Role = Role.FINANCE, **fields: str) -> dict[str, object]:
    return answered(a_visit(role, ports, month=MONTH), fields, statements.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_month_with_and_without_statements_is_told_in_both_languages(
    office: Office, locale: Locale
) -> None:
    assert "statements." not in text(page(office.ports, locale))
    sell(office, a=1500)
    bring(office, row(office, "B1", "15.00") + row(office, "B2", "99.00"))
    told = text(page(office.ports, locale))
    assert "statements." not in told
    assert "99.00" in told
    ids = [part.id for part in page(office.ports, locale)._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))


def test_what_rules_tie_moves_to_the_list_of_matches_and_can_be_taken_apart(office: Office) -> None:
    sell(office, a=1500)
    bring(office, row(office, "B1", "15.00"))
    assert "Not the centre's" in text(page(office.ports))
    assert ask(office.ports, do="rules")["text"] == "1 matches made."
    told = text(page(office.ports))
    assert "all matched" in told
    assert "bank:B1" in told
    period = day(office)
    (match,) = office.database.money(office.ports.centre.id).statements.matches(period.first, period.last)
    assert ask(office.ports, do="untie", match=match.id)["ok"]
    assert unmatched(office.ports, period).line_count == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_a_match_whose_sale_was_corrected_is_to_be_taken_apart_and_tied_anew(
    office: Office, locale: Locale
) -> None:
    sell(office, a=1500)
    bring(office, row(office, "B1", "15.00"))
    ask(office.ports, do="rules")
    words = catalogue(locale)["statements.matches.changed"]
    assert words not in text(page(office.ports, locale))
    assert office.ports.money is not None
    ledger, period = office.ports.money.ledger, day(office)
    withdrawn(ledger, ["sale:till:a"], by="system", at=office.now)
    assert words in text(page(office.ports, locale))
    (match,) = office.ports.money.statements.matches(period.first, period.last)
    assert ask(office.ports, do="untie", match=match.id)["ok"]
    left = unmatched(office.ports, period)
    assert (left.line_count, left.item_count) == (1, 0)


def test_a_difference_is_told_and_can_be_called_a_charge(office: Office) -> None:
    sell(office, a=10_000, b=20_000)
    bring(office, row(office, "B1", "298.80"))
    ticked = {"line0": "bank:B1", "item0": "1.0", "item1": "2.0", "step": "tie"}
    refused = ask(office.ports, do="tie", **ticked)
    assert (refused["ok"], refused["again"]) == (False, "charged")
    assert "1.20 yuan" in str(refused["text"])
    assert ask(office.ports, do="tie", **ticked, charged="yes")["ok"]
    assert "By hand" in text(page(office.ports))


def test_lines_that_are_ticked_are_set_aside_and_taken_up_again(office: Office) -> None:
    bring(office, row(office, "B1", "15.00"))
    assert ask(office.ports, do="tie", step="aside", line3="bank:B1", why="private")["ok"]
    assert "1 set aside" in text(page(office.ports))
    assert ask(office.ports, do="up", line="bank:B1")["ok"]
    assert unmatched(office.ports, day(office)).line_count == 1


def test_who_may_only_look_has_no_ticks_and_is_refused(office: Office) -> None:
    bring(office, row(office, "B1", "15.00"))
    assert "Match what is ticked" not in text(page(office.ports, role=Role.AUDITOR))
    for fields in ({"do": "rules"}, {"do": "tie", "line0": "bank:B1", "item0": "1.0"}, {"do": "untie"}):
        refused = ask(office.ports, Role.MANAGER, **fields)
        assert (refused["ok"], refused["text"]) == (False, "You may not change the books.")


def test_a_posting_that_never_shows_is_asked_for_and_agreed_to_on_the_page(office: Office) -> None:
    sell(office, a=1500)
    fields = {"do": "tie", "step": "never", "item0": "1.0", "reason": "cash", "note": "coins"}
    assert "another person has to agree" in str(ask(office.ports, **fields)["text"])
    told = text(page(office.ports, role=Role.MANAGER))
    assert "Cash that was not banked · coins" in told
    assert office.ports.money is not None
    (aside,) = office.ports.money.asides.newest(9)
    assert ask(office.ports, do="agree_never", aside=aside.id)["ok"] is False
    assert ask(office.ports, do="lift_never", aside=aside.id)["ok"]
    assert "coins" not in text(page(office.ports))


@pytest.mark.parametrize("side", ["lines", "items"])
def test_a_whole_side_can_be_taken_along_with_receipts_apart_from_payments(office: Office, side: str) -> None:
    sell(office, a=1500, b=-300)
    bring(office, row(office, "B1", "77.00"))
    file = ask(office.ports, do="sheet", sheet=side)["file"]
    assert isinstance(file, dict)
    rows = list(csv.reader(io.StringIO(file["text"].removeprefix("\ufeff"))))
    assert [row[2:4] for row in rows[4:]] == {
        "lines": [["77.00", ""]],
        "items": [["15.00", ""], ["", "3.00"]],
    }[side]


def test_beyond_two_hundred_open_postings_there_are_pages(office: Office) -> None:
    sell(office, **{f"n{n:03}": 100 for n in range(201)})
    told = text(page(office.ports))
    assert "Later" in told
    assert "item199" in told
    assert "item200" not in told
    second = text(page(office.ports, item_page="2"))
    assert "Earlier" in second
    assert "item1" not in second
