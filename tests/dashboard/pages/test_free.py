"""Free now as a tree: for a viewer in bands, without any title of what takes place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import free
from models.account import Role
from models.ports import Ports
from tests.dashboard.pages.test_live import a_visit, parts
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.timetabled import ROWS, timetabled


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    yield ports
    database.close()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("view", ["", "wall"])
def test_every_space_has_its_tile_and_no_session_is_named(ports: Ports, locale: Locale, view: str) -> None:
    page = shown(free, a_visit(Role.VIEWER, ports, locale, view=view))
    assert count(page, "free-tile") == len(ports.centre.spaces)
    told = text(page)
    assert [title for row in ROWS for title in row[4:6] if title in told] == []


def test_each_state_has_its_sign_and_its_words(ports: Ports) -> None:
    page = shown(free, a_visit(ports=ports))
    assert "Not free now" in text(page)
    assert "Free until 19:00" in text(page)
    states = {getattr(part, "data-free", None) for part in parts(page)}
    assert {"free", "taken", "shut"} <= states


def test_it_looks_again_by_itself_also_without_a_programme(ports: Ports) -> None:
    bare = replace(ports, programme=None)
    told = answered(a_visit(Role.VIEWER, bare), {"n": 1, "do": "look"}, free.DEEDS)
    assert set(told["drawn"]) == {"free-head", "free-spaces"}
