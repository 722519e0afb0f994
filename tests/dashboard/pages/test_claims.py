"""The page of the meal claim as a tree: empty, differing and paid, and what may leave the house."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.components.claim_table import masked
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import claims
from models.account import Role
from models.money.meal_claim import BandSum, Claim, ClaimStatus
from models.ports import Ports
from models.suppression import Hidden
from tests.builders import a_centre, some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.fakes import MemoryEvents
from tests.models.money.test_meal_claim import a_sale
from tests.models.money.test_subsidy import RULE
from tests.models.services.offices import an_office
from tests.models.services.test_claims import book, heard

SALES = [a_sale(day, 1_500 + n, 150, hour) for n, day in enumerate((2, 3, 9, 10, 16)) for hour in (8, 12, 18)]
OLD = [a_sale(2, 1_400, 210), a_sale(11, 1_000, 150)]
MONTH = {"month": "2026-11-01"}
NOV = date(2026, 11, 1)


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    office = an_office(tmp_path)
    office.now = datetime(2026, 12, 10, 4, tzinfo=UTC)
    found = replace(office.ports, events=MemoryEvents())
    assert found.money is not None
    found.money.subsidies.propose([RULE])
    heard(found, [*SALES, *OLD])
    book(found, [*SALES, *OLD])
    return found


def tree(ports: Ports, role: Role = Role.FINANCE, locale: Locale = "en", **query: str) -> Component:
    return shown(claims, a_visit(role, ports, locale, **query))


def ask(ports: Ports, role: Role = Role.FINANCE, **fields: str) -> dict[str, object]:
    return answered(a_visit(role, ports, "en"), fields, claims.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_claim_that_fits_is_told_in_both_languages_with_unique_ids(ports: Ports, locale: Locale) -> None:
    found = tree(ports, locale=locale)
    told = text(found)
    ids = [part.id for part in found._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert ("26.10 yuan is claimed, for 17 meals" if locale == "en" else "申领 26.10 元，共 17 人次") in told
    assert ("agrees to the fen" if locale == "en" else "一分不差") in told
    assert "claims." not in told
    assert "paper." not in told


def test_small_counts_are_not_on_the_page_nor_in_the_file(ports: Ports) -> None:
    file = ask(ports, do="sheet")["file"]
    assert isinstance(file, dict)
    rows = list(csv.reader(io.StringIO(file["text"].removeprefix("\ufeff"))))[5:]
    old = next(row for row in rows if row[0] == "aged 75 and older")
    assert "1" not in old
    assert "2" not in old
    assert old[-2:] == ["", ""]  # amounts would tell how many
    assert rows[-1][-2:] == [
        "",
        "26.10",
    ]  # beside the menu price of all, the shares of the bands would tell it too
    assert "<5" in text(tree(ports))


def test_a_month_without_subsidies_says_so_and_offers_its_neighbours(ports: Ports) -> None:
    told = text(tree(ports, month="2026-03"))
    assert "No subsidised sale in this month" in told
    assert "Mar 2026" in told or "March" in told


def test_where_no_books_are_kept_the_page_says_so() -> None:
    assert "No books are kept here" in text(tree(some_ports(a_centre())))


def test_a_difference_is_named_and_checked_with_a_reason_only(ports: Ports) -> None:
    lost = a_sale(20, 1_000, 100)
    heard(ports, [lost])
    told = text(tree(ports))
    assert "Days that differ: 1" in told
    assert lost.id in told
    assert ask(ports, do="check", **MONTH)["ok"] is False
    assert ask(ports, do="check", reason="till offline", **MONTH)["ok"]
    assert "till offline" in text(tree(ports))


def test_a_claim_is_checked_by_one_and_sent_by_another(ports: Ports) -> None:
    assert ask(ports, do="check", **MONTH)["ok"]
    assert ask(ports, do="send", **MONTH)["ok"] is False  # every visit is of one account
    assert "Waits for another person" in text(tree(ports))
    assert ask(ports, do="reopen", **MONTH)["ok"]
    assert "let the figures stand" in text(tree(ports))


def test_bands_are_proposed_in_per_cent(ports: Ports) -> None:
    bands = {"lowest0": "60", "highest0": "74", "share0": "12.5", "lowest1": "75", "share1": "20"}
    answer = ask(ports, Role.OPERATOR, do="rule", valid_from="2027-01-01", decision="2026-12/1", **bands)
    assert answer["ok"], answer
    assert "aged 60-74: 12.5 %; aged 75 and older: 20 %" in text(tree(ports, Role.MANAGER))
    assert ask(ports, Role.OPERATOR, do="rule", valid_from="2027-02-01", decision="d")["ok"] is False


def test_who_only_looks_has_no_forms(ports: Ports) -> None:
    told = text(tree(ports, Role.AUDITOR))
    assert "let the figures stand" not in told
    assert "Propose bands" not in told


@pytest.mark.parametrize("locale", LOCALES)
def test_what_came_late_leads_to_a_supplement_that_is_checked_by_its_own_form(
    ports: Ports, locale: Locale
) -> None:
    ask(ports, do="check", **MONTH)
    ask(ports, Role.AUDITOR, do="send", **MONTH)
    sent = ports.money.subsidies.claim(NOV) if ports.money else None
    assert sent is not None
    assert ports.money is not None
    ports.money.subsidies.keep(replace(sent, status=ClaimStatus.SENT, sent_by="li"), sent.status)
    late = [a_sale(17, 1_500, 150, hour) for hour in (8, 12)]
    heard(ports, late)
    book(ports, late)
    words = "Claim it by supplement 1" if locale == "en" else "做第 1 次补报"
    assert words in text(tree(ports, locale=locale, month="2026-11"))
    assert ask(ports, do="check", number="1", **MONTH)["ok"]
    told = text(tree(ports, locale=locale, month="2026-11", number="1"))
    assert ("Supplement 1 · checked" if locale == "en" else "第 1 次补报 · ") in told
    assert ("3.00 yuan is claimed, for 2 meals" if locale == "en" else "申领 3.00 元，共 2 人次") in told
    assert "claims." not in told


def test_where_slips_were_taken_back_a_supplement_tells_no_count() -> None:
    weeks = {date(2026, 11, 2): {"60-74": -1, "75+": 40}}
    assert {
        cell
        for row in masked(
            Claim(month=NOV, number=1, bands={"60-74": BandSum(), "75+": BandSum()}, weeks=weeks)
        )
        for cell in row
    } == {Hidden.WITHHELD}
