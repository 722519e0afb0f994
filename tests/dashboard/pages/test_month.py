"""The page of a month as a tree: by line of business, with its tie-out, and as numbers to take along."""

import csv
import io
from dataclasses import replace

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import month
from models.account import Role
from models.ports import Ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.offices import Office
from tests.models.services.test_statements import bring, office, row, sell

__all__ = ["office"]


def page(ports: Ports, locale: Locale = "en", **query: str) -> Component:
    return shown(month, a_visit(Role.FINANCE, ports, locale, **{"month": "2026-11", **query}))


def sheet(ports: Ports, part: str) -> list[list[str]]:
    answer = answered(
        a_visit(Role.FINANCE, ports, month="2026-11"), {"do": "sheet", "sheet": part}, month.DEEDS
    )
    assert isinstance(answer["file"], dict)
    return list(csv.reader(io.StringIO(str(answer["file"]["text"]).removeprefix("\ufeff"))))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_month_is_told_in_both_languages_empty_and_full(office: Office, locale: Locale) -> None:
    assert "month." not in text(page(office.ports, locale))
    sell(office, a=1500)
    bring(office, row(office, "B1", "99.00"))
    told = text(page(office.ports, locale))
    assert "month." not in told
    assert "money." not in told
    assert "15.00" in told


def test_a_month_without_entries_says_so_and_shows_no_nought(office: Office) -> None:
    told = text(page(office.ports))
    assert "no income and no costs of this month" in told
    assert "0.00" not in told


def test_what_is_on_one_side_only_is_told_in_the_title(office: Office) -> None:
    sell(office, a=1500)
    assert "There is no statement to hold against the book yet" in text(page(office.ports))
    bring(office, row(office, "B1", "99.00"))
    assert "On 1 days not everything was found, 114.00 yuan in all" in text(page(office.ports))


def test_figures_are_taken_along_as_numbers(office: Office) -> None:
    sell(office, a=1500)
    assert sheet(office.ports, "lines")[-1][:4] == ["Canteen", "15.00", "0.00", "15.00"]
    assert sheet(office.ports, "tie")[-1][1:] == ["0.00", "15.00", "0.00", "15.00", "0.00"]


@pytest.mark.parametrize("asked", ["", "2026-13", "<b>", "9999-01"])
def test_a_month_that_is_none_is_the_present_one(office: Office, asked: str) -> None:
    assert "Nov 2026" in text(page(office.ports, month=asked))


def test_where_no_books_are_kept_the_page_says_so(office: Office) -> None:
    assert "No books are kept here" in text(page(replace(office.ports, money=None)))
