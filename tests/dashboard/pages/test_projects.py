"""The board of projects as a tree: empty and full, in both languages, for those who look and those who work."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.page import Visit
from dashboard.pages import projects
from models.account import Account
from models.db import Database
from tests.blank import blank_database
from tests.dashboard.pages.projects_shown import full
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.project_house import EVA, GUEST, LI, ZHOU, ProjectHouse


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = blank_database(tmp_path_factory.mktemp("books") / "centre.db")
    yield database
    database.close()


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> ProjectHouse:
    return ProjectHouse(books, request.node.name)


def a_visit(house: ProjectHouse, account: Account = LI, locale: Locale = "en", **query: str) -> Visit:
    return Visit(ports=house.ports, translate=Translate(locale), account=account, query=query)


def page(house: ProjectHouse, account: Account = LI, locale: Locale = "en", **query: str) -> str:
    return text(shown(projects, a_visit(house, account, locale, **query)))


def ask(house: ProjectHouse, account: Account = LI, **fields: str) -> dict[str, object]:
    return answered(a_visit(house, account), fields, projects.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_board_is_there_in_both_languages_without_a_bare_key(house: ProjectHouse, locale: Locale) -> None:
    full(house)
    told = page(house, locale=locale)
    assert "project." not in told
    assert ("精准实施" if locale == "zh-Hans" else "Delivery") in told


def test_an_empty_board_says_how_to_begin(house: ProjectHouse) -> None:
    assert "There is no project yet" in page(house)


def test_a_house_without_projects_has_one_sentence(house: ProjectHouse) -> None:
    house.ports = replace(house.ports, loop=replace(house.ports.loop, projects=None))
    assert "does not keep that part" in page(house)


def test_who_only_looks_can_move_and_begin_nothing(house: ProjectHouse) -> None:
    full(house)
    for account in (GUEST, EVA):
        told = page(house, account)
        for hidden in ("data-handle", "data-deed", '"data-movable": "true"', "project-back"):
            assert hidden not in told


def test_the_address_says_which_projects_are_shown(house: ProjectHouse) -> None:
    full(house)
    assert "Colourful room" not in page(house, kind="service")
    assert "Canteen refit" in page(house, kind="refit")
    assert "Night market" not in page(house, lights="warned")
    assert "P2026-003" in page(house, source="donor")
    assert "No project fits the filter" in page(house, q="=cmd")


def test_a_drop_that_a_gate_refuses_names_what_is_missing_and_how_to_bring_it(house: ProjectHouse) -> None:
    studied = full(house)[1]
    answer = ask(house, do="drop", project=studied.id, seen=f"{studied.revision}", stage="approval")
    assert answer["ok"] is False
    assert answer["gates"] == [
        {
            "name": "the feasibility study",
            "how": "Look at how existing rooms are used as measured, then fill in the study.",
        }
    ]


def test_a_drop_moves_the_card_and_keeps_what_the_address_asked_for(house: ProjectHouse) -> None:
    new = full(house)[0]
    visit = a_visit(house, LI, kind="service")
    fields = {"do": "drop", "project": new.id, "seen": f"{new.revision}", "stage": "feasibility"}
    answer = answered(visit, fields, projects.DEEDS)
    assert answer["ok"] is True
    assert answer["go"] == f"/{house.book}/projects?kind=service"


def test_a_resident_cannot_drop_a_card(house: ProjectHouse) -> None:
    new = full(house)[0]
    answer = ask(house, GUEST, do="drop", project=new.id, seen=f"{new.revision}", stage="feasibility")
    assert (answer["ok"], answer["text"]) == (False, "You may not do that.")


def test_a_new_project_is_opened_at_once(house: ProjectHouse) -> None:
    answer = ask(house, ZHOU, do="begin", name_zh="花园", kind="service")
    assert str(answer["go"]).startswith(f"/{house.book}/project?open=")
    assert ask(house, ZHOU, do="begin", kind="service")["ok"] is False


@pytest.mark.parametrize("part", ["projects", "findings", "share"])
def test_what_is_taken_along_opens_without_a_formula(house: ProjectHouse, part: str) -> None:
    full(house)
    house.begin(name={"en": "=HYPERLINK(1)"})
    answer = ask(house, GUEST, do="sheet", sheet=part)
    rows = list(csv.reader(io.StringIO(answer["file"]["text"].removeprefix("\ufeff"))))  # type: ignore[index]
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
