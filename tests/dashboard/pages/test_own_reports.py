"""The page of own reports as a tree and its deeds: what is asked, looked at, kept, made by itself and taken along."""

from collections.abc import Iterator
from concurrent.futures import wait
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from dash import html
from dash.development.base_component import Component

from dashboard.answer import Json, answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import own_reports
from dashboard.report.own_asked import asked, query
from dashboard.report.own_deed import DEEDS, WORKS
from dashboard.report.parcel import PACKER
from models.account import Role
from models.centre import SpaceId
from models.db import Database
from models.ports import Ports
from models.report.own.choice import Grouping, OwnChoice
from models.report.own.span import FIXED
from models.services.made_papers import make_weekly
from tests.blank import blank_database
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import parts, shown, text
from tests.monthly import a_month_house, with_programme

OCTOBER = date(2026, 10, 1)
HOUSE = with_programme(a_month_house(OCTOBER), OCTOBER)
ASKED = {"metrics": "person_hours,utilisation"}
ME = ("test", 1)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    database: Database = blank_database(tmp_path / "centre.db")
    yield replace(HOUSE, own=database.own("test"), audit=database.audit().append)
    database.close()


def page(ports: Ports, role: Role = Role.MANAGER, locale: Locale = "en", **query: str) -> Component:
    visit = a_visit(role, ports, locale, **query)
    return html.Div([shown(own_reports, visit), own_reports.preview(visit), *own_reports.below(visit)])


def ask(ports: Ports, do: str, role: Role = Role.MANAGER, **fields: str) -> Json:
    return answered(a_visit(role, ports), {"do": do, **fields}, DEEDS)


def looked(ports: Ports, **fields: str) -> Json:
    """What is told once it was worked out."""
    begun = ask(ports, "preview", **fields)
    assert begun["ok"], begun["text"]
    future = WORKS.get(ME, begun["work"]).future
    assert future is not None
    wait([future])
    return ask(ports, "work", work=begun["work"])


def taken(ports: Ports, do: str, **fields: str) -> str:
    """The name of the file that comes."""
    begun = ask(ports, do, locale="en", csv="yes", **fields)
    assert begun["ok"], begun["text"]
    future = PACKER.get(ME, begun["parcel"]).future
    assert future is not None
    wait([future])
    return str(ask(ports, "parcel", parcel=begun["parcel"])["name"])


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_is_said_in_both_languages(ports: Ports, locale: Locale) -> None:
    ask(ports, "keep", name="课程", shared="yes", **ASKED)
    make_weekly(ports, date(2026, 11, 2))
    told = text(page(ports, locale=locale, **ASKED))
    assert '"own.' not in told
    assert "课程" in told
    assert "2026-W45" in told


def test_a_look_shows_the_figures_a_picture_and_the_ways_on(ports: Ports) -> None:
    told = looked(ports, **ASKED)
    assert told["ended"]
    drawn = str(told["drawn"]["own-preview"])
    assert "1,860" in drawn, "thirty people for two hours on 31 days"
    assert "rank-line" in drawn
    assert "take" in drawn
    assert "keep" in drawn


def test_what_is_wrong_is_said_at_once(ports: Ports) -> None:
    for fields, says in (
        ({}, "at least one figure"),
        ({"metrics": "magic"}, "no figure “magic”"),
        ({**ASKED, "span": "fixed", "first": "2020-01-01", "last": "2026-01-01"}, "at most 366"),
        ({**ASKED, "spaces": "moon"}, "no space “moon”"),
    ):
        told = ask(ports, "preview", **fields)
        assert (told["ok"], says in told["text"]) == (False, True), told["text"]


def test_nobody_without_the_right_sees_money_to_choose_or_in_a_report(ports: Ports) -> None:
    assert "Income" in text(page(ports))
    assert "Income" not in text(page(ports, Role.OPERATOR))
    assert not ask(ports, "preview", Role.OPERATOR, metrics="income")["ok"]
    assert not ask(ports, "take", Role.OPERATOR, metrics="income", locale="en", csv="yes")["ok"]


def test_work_that_nobody_wants_any_more_is_gone(ports: Ports) -> None:
    key = ask(ports, "preview", **ASKED)["work"]
    assert ask(ports, "stop_work", work=key)["ok"]
    assert not ask(ports, "work", work=key)["ok"]


def test_files_come_of_what_is_on_the_screen_of_the_week_and_of_what_was_made(ports: Ports) -> None:
    name = taken(ports, "take", **ASKED)
    assert name.startswith("test-own-20261001-20261031-")
    assert name.endswith("-en.csv")
    assert taken(ports, "take_week", week="2026-W46") == "test-2026-w46-en.zip"
    make_weekly(ports, date(2026, 11, 2))
    assert taken(ports, "take_made", key="weekly.2026-11-02") == "test-2026-w45-en.zip"
    assert not ask(ports, "take_made", key="weekly.1999-01-01", locale="en", csv="yes")["ok"]


def test_a_report_is_kept_opened_changed_scheduled_and_deleted(ports: Ports) -> None:
    kept = ask(ports, "keep", name="课程", by="week", **ASKED)
    key = str(kept["go"]).rpartition("=")[2]
    told = page(ports, report=key)
    begins = next(getattr(part, "data-begins") for part in parts(told) if hasattr(part, "data-begins"))
    assert "person_hours,utilisation" in begins
    assert ask(ports, "keep", name="使用", **ASKED, **{"as": key, "revision": "2"})["ok"]
    assert not ask(ports, "keep", name="旧", **ASKED, **{"as": key, "revision": "2"})["ok"]
    assert ask(ports, "rhythm", key=key, revision="3", rhythm="weekly")["ok"]
    assert not ask(ports, "rhythm", key=key, revision="4", rhythm="daily")["ok"]
    assert "every week" in text(page(ports))
    assert ask(ports, "drop", key=key, revision="4")["ok"]
    assert "使用" not in text(page(ports))


def test_an_address_that_names_nothing_opens_an_empty_form(ports: Ports) -> None:
    assert "Choose figures" in text(page(ports, report="nothing", by="colour"))


def test_the_address_says_the_whole_choice() -> None:
    choice = OwnChoice(
        metrics=("entries", "person_hours"),
        spaces=(SpaceId("gym"), SpaceId("hall")),
        by=Grouping.DAY_TYPE,
        span=FIXED,
        first=date(2026, 10, 1),
        last=date(2026, 10, 7),
    )
    assert asked(query(choice)) == choice
    assert asked(query(OwnChoice(metrics=("entries",)))) == OwnChoice(metrics=("entries",))


def test_where_nothing_is_kept_the_page_says_so_and_a_look_is_possible(ports: Ports) -> None:
    bare = replace(ports, own=None)
    assert "No own reports are kept here" in text(page(bare))
    assert looked(bare, **ASKED)["ended"]
