"""The board as a tree: target against fact, a figure down to its rows, and the same as files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.answer import Json, answered
from dashboard.csv_sheet import BOM
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import kpi
from models.account import Role
from models.kpi import KPIS
from models.ports import Ports
from models.services.activities import Planned, plan
from tests.activities import LIN, activity_house, session_at
from tests.builders import some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        session_at(ports, "s1", 10)
        typed = Planned(
            kind="charity-fair",
            name={"zh-Hans": "=义集", "en": "=Fair"},
            day=date(2026, 11, 20),
            attendances=84,
        )
        plan(ports, LIN, typed)
        yield replace(ports, centre=replace(ports.centre, kpi_targets={"kpi_activities": 2}))


def page(ports: Ports, locale: Locale = "en", role: Role = Role.VIEWER, **query: str) -> str:
    return text(shown(kpi, a_visit(role, ports, locale, **query)))


def ask(ports: Ports, do: str, **fields: str) -> Json:
    return answered(a_visit(Role.VIEWER, ports), {"do": do, **fields}, kpi.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", KPIS)
def test_every_figure_opens_its_rows_in_both_languages(ports: Ports, locale: Locale, key: str) -> None:
    told = page(ports, locale, kpi=key)
    assert told.count('"listitem"') == len(KPIS)
    assert '"rows"' in told


def test_a_target_that_was_reached_is_told_by_word_and_sign(ports: Ports) -> None:
    assert "✓ target 2 items" in page(ports, period="custom", first="2026-01-01", last="2026-12-31")


def test_what_nobody_counted_stands_beside_the_sum(ports: Ports) -> None:
    told = page(ports, kpi="kpi_attendances")
    assert "1 without a number" in told
    assert "=Fair" in told


def test_the_files_hold_numbers_and_no_formula(ports: Ports) -> None:
    board = ask(ports, "take")["file"]["text"]
    assert board.startswith(BOM)
    assert "Activities,2,items" in board
    rows = ask(ports, "take_rows", kpi="kpi_attendances")["file"]["text"]
    assert "2026-11-20,'=Fair,84,counted by hand" in rows
    assert "2026-11-10,Choir day,," in rows


def test_a_house_without_activities_says_so() -> None:
    assert "does not keep" in page(some_ports())
