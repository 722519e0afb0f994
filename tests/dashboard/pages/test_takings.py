"""The page of today's takings as a tree: nothing yet, a day, both languages, and as a file."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import takings
from models.account import ROLES, Permission, Role
from models.services.postings import post_events
from tests.builders import NOON
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.offices import Office, an_office
from tests.models.services.test_canteen import a_sale
from tests.models.services.test_takings import centre


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = an_office(tmp_path_factory.mktemp("takings"))
    office.ports = replace(office.ports, centre=centre(), events=office.database.events("test"))
    sales = [
        a_sale(NOON - timedelta(weeks=weeks, minutes=30 * n), "lunch", 1_500 + 10 * weeks, 150, sensor="till")
        for weeks in range(4)
        for n in range(3 + (weeks == 0))
    ]
    office.ports.events.put(sales)
    post_events(office.ports, NOON, NOON)
    yield office
    office.database.close()


def page(office: Office, locale: Locale = "en", role: Role = Role.FRONT_DESK) -> Component:
    return shown(takings, a_visit(role, office.ports, locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_day_is_told_in_both_languages_with_unique_ids(office: Office, locale: Locale) -> None:
    tree = page(office, locale)
    ids = [part.id for part in tree._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert "takings." not in text(tree)
    assert "54.00" in text(tree)


def test_more_than_usual_is_said_with_what_is_usual(office: Office) -> None:
    assert "usually 27.40" in text(page(office))
    assert "40.50 yuan by 12:00, 13.10 more than usual" in text(page(office))


def test_a_day_on_which_nothing_was_taken_yet_says_so(office: Office) -> None:
    away = replace(office.ports, clock=lambda: NOON + timedelta(days=3))
    assert "No day to compare with" in text(shown(takings, a_visit(Role.MANAGER, away)))
    assert "No books are kept here" in text(
        shown(takings, a_visit(Role.MANAGER, replace(office.ports, money=None)))
    )


@pytest.mark.parametrize(("sheet", "row"), [("hours", "12:00"), ("lines", "Canteen"), ("tills", "till")])
def test_every_panel_is_taken_along_in_yuan(office: Office, sheet: str, row: str) -> None:
    answer = answered(a_visit(Role.FRONT_DESK, office.ports), {"do": "sheet", "sheet": sheet}, takings.DEEDS)
    rows = {cells[0]: cells[1:] for cells in csv.reader(io.StringIO(answer["file"]["text"])) if cells}
    assert row in rows
    assert any("." in cell for cell in rows[row])


def test_who_is_at_the_desk_sees_it_and_who_looks_on_does_not() -> None:
    assert Permission.TAKINGS_READ in ROLES[Role.FRONT_DESK] - ROLES[Role.VIEWER]
