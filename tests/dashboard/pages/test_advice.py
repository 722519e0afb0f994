"""The page of off-peak advice as a tree: empty, full, for each role, in both languages, whatever the address says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.answer import Json, answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.page import Visit
from dashboard.pages import advice
from models.advice.recommendation import State
from models.ports import Ports
from models.services.advising import advice_of
from tests.advice_week import CLASS, advised_house
from tests.dashboard.pages.test_live import a_visit, parts
from tests.dashboard.pages.test_sensors import count, shown


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = advised_house(tmp_path)
    yield ports
    database.close()


def ask(visit: Visit, **fields: str) -> Json:
    return answered(visit, {"n": 1, **fields}, permitted(visit, advice.DEEDS))


def kept(ports: Ports, key: str) -> State:
    one = advice_of(ports).recommendations.find(key)
    assert one is not None
    return one.state


def which(one: object = CLASS) -> dict[str, str]:
    return {"key": one.id, "version": str(one.version)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", [{}, {"open": CLASS.id}, {"view": "day", "date": "2026-11-24"}])
def test_the_page_is_there_in_both_languages(ports: Ports, locale: Locale, query: dict[str, str]) -> None:
    page = shown(advice, a_visit(ports=ports, locale=locale, **query))
    assert count(page, "column") == (len(ports.centre.spaces) if "view" in query else 7)
    assert count(page, "opened") == int("open" in query)
    ids = [part.id for part in parts(page) if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
