"""The page of closing as a tree: what stands in the way, who may do what next, and what came later."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.page import Visit
from dashboard.pages import closing
from models.account import Account, Grant, Role
from models.money.checklist import CHECKS
from models.ports import Ports
from tests.builders import NOON
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.offices import Office
from tests.models.services.test_statements import CHEN, LI, office, sell

__all__ = ["office"]

AUDITOR = Account(id=9, name="he", grants=(Grant(role=Role.AUDITOR),))


def visit(office: Office, account: Account, locale: Locale = "en") -> Visit:
    office.now = NOON + timedelta(days=40)
    return Visit(ports=office.ports, translate=Translate(locale), account=account, query={"month": "2026-11"})


def page(office: Office, account: Account = CHEN, locale: Locale = "en") -> str:
    return text(shown(closing, visit(office, account, locale)))


def ask(office: Office, account: Account, deed: str, **fields: str) -> dict[str, object]:
    return answered(visit(office, account), {"do": deed, "month": "2026-11", **fields}, closing.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_check_is_told_by_sign_and_word_in_both_languages(office: Office, locale: Locale) -> None:
    sell(office, a=1500)
    told = page(office, locale=locale)
    assert "closing." not in told
    assert all(sign in told for sign in "✓✕–")


def test_a_month_goes_from_one_person_to_another_and_on_to_its_revision(office: Office) -> None:
    sell(office, a=1500)
    refused = ask(office, CHEN, "ask")
    assert (refused["ok"], "checks are not met" in str(refused["text"])) == (False, True)
    assert ask(office, CHEN, "ask", reason="the till was new <b>")["ok"]
    assert "Whoever asked may not agree" in page(office, CHEN)
    assert ask(office, CHEN, "agree")["text"] == "One person asks for the closing, another agrees."
    assert "Agree" in page(office, LI)
    assert ask(office, LI, "agree")["ok"]
    told = page(office, LI)
    assert "Closed (revision 0)" in told
    assert "the till was new <b>" in told
    sell(office, b=800)
    assert "Next revision: 1 entries, +8.00 yuan" in page(office, LI)


def test_who_may_only_look_has_no_form(office: Office) -> None:
    sell(office, a=1500)
    assert "Ask to close" not in page(office, AUDITOR)
    assert ask(office, AUDITOR, "ask", reason="x")["text"] == "You may not change the books."
    assert not ask(office, CHEN, "ask", month="<b>", reason="x")["ok"]


def test_where_no_books_are_kept_the_page_says_so(office: Office) -> None:
    ports: Ports = replace(office.ports, money=None)
    tree: Component = shown(closing, a_visit(Role.FINANCE, ports))
    assert "No books are kept here" in text(tree)


def test_the_checklist_can_be_taken_along_with_its_revisions(office: Office) -> None:
    sell(office, a=1500)
    file = ask(office, CHEN, "sheet", sheet="checks")["file"]
    assert isinstance(file, dict)
    rows = list(csv.reader(io.StringIO(file["text"].removeprefix("\ufeff"))))
    assert [len(row) for row in rows[4:-3]] == [3] * len(CHECKS)
    assert rows[-1] == ["0", "15.00", "0.00", "15.00"]
    assert ask(office, CHEN, "sheet", sheet="moon")["ok"] is False
