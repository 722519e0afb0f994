"""Files asked for on the page: begun, told how far they are, fetched or not wanted any more."""

from collections.abc import Iterator
from concurrent.futures import wait
from datetime import date
from pathlib import Path

import pytest

from dashboard.answer import Json, answered
from dashboard.report.deed import DEEDS
from dashboard.report.parcel import PACKER
from models.account import Role
from models.ports import Ports
from models.services.reporting import make
from tests.blank import blank_database
from tests.dashboard.pages.test_live import a_visit
from tests.monthly import a_month_house

OCTOBER = date(2026, 10, 1)
ASKED = {"month": "2026-10", "number": "0", "locale": "en", "csv": "yes"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Ports]:
    database = blank_database(tmp_path / "centre.db")
    ports = a_month_house(OCTOBER, reports=database.reports("test"), audit=database.audit().append)
    make(ports, "system", OCTOBER)
    yield ports
    database.close()


def ask(house: Ports, do: str, role: Role = Role.FINANCE, **fields: str) -> Json:
    return answered(a_visit(role, house), {"do": do, **fields}, DEEDS)


def test_files_are_begun_and_their_address_told_once_they_are_there(house: Ports) -> None:
    key = str(ask(house, "take", **ASKED)["parcel"])
    future = PACKER.get(("test", 1), key).future
    assert future is not None
    wait([future])
    told = ask(house, "parcel", parcel=key)
    assert (told["done"], told["of"], told["fetch"]) == (1, 1, f"/test/reports/file/{key}")
    assert told["name"] == "test-2026-10-en.zip"


def test_what_nobody_wants_any_more_is_not_told_again(house: Ports) -> None:
    key = str(ask(house, "take", **ASKED)["parcel"])
    assert ask(house, "stop_parcel", parcel=key)["text"] == "Cancelled."
    assert not ask(house, "parcel", parcel=key)["ok"]


@pytest.mark.parametrize(
    "wrong", [{"number": "7"}, {"number": "²"}, {"month": "2026-13"}, {"locale": "fr"}, {"csv": ""}]
)
def test_what_is_not_there_is_refused(house: Ports, wrong: dict[str, str]) -> None:
    assert not ask(house, "take", **{**ASKED, **wrong})["ok"]


def test_a_draft_is_not_given_to_the_office(house: Ports) -> None:
    assert not ask(house, "take", Role.VIEWER, **ASKED)["ok"]
