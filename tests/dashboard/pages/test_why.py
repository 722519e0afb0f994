"""Why a number is so, as a tree: for who may see numbers, raw messages only for who may see those."""

from dataclasses import replace
from typing import Any

import pytest

from dashboard.i18n import LOCALES, Locale
from dashboard.pages import why
from models.account import Role
from models.centre import SpaceId
from models.desk import DeskError
from models.message import Message
from models.ports import StoreUnavailableError
from tests.builders import unrated
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, full, shown, text
from tests.fakes import MemoryStore

SENIORS = SpaceId("seniors")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_space_tells_its_number_its_witnesses_and_its_messages(locale: Locale) -> None:
    page = shown(why, a_visit(ports=full()[0], locale=locale, space="seniors"))
    assert count(page, "why-number") == 1
    assert count(page, "witness-measure") == 3
    assert count(page, "raw-outcome") == 8


def test_who_may_not_see_raw_messages_sees_the_rest() -> None:
    page = shown(why, a_visit(Role.FRONT_DESK, full()[0], space="seniors"))
    assert count(page, "why-number") == 1
    assert count(page, "raw-outcome") == 0
    assert "/sensors?sensor=" not in text(page)


def test_a_space_without_data_has_no_number() -> None:
    page = shown(why, a_visit(ports=full()[0], space="meeting"))
    assert count(page, "why-number") == 0
    assert "no data does not mean nobody" in text(page)


@pytest.mark.parametrize("space", ["", "nowhere", "<script>"])
def test_without_a_space_one_may_be_chosen(space: str) -> None:
    ports, _ = full()
    assert count(shown(why, a_visit(ports=ports, space=space)), "chip") == len(ports.centre.spaces)


def test_a_store_or_an_ingestor_that_is_away_is_said_calmly() -> None:
    class Away(MemoryStore):
        def read(self, *_: Any, **__: Any) -> list[Any]:
            raise StoreUnavailableError("influx.internal")

    ports, desk = full()
    assert count(shown(why, a_visit(ports=replace(ports, store=Away()), space="gym")), "calm") == 1
    desk.away = DeskError("x", Message("desk.unheard"))
    page = shown(why, a_visit(ports=ports, space="seniors"))
    assert count(page, "away") == 1
    assert count(page, "why-number") == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2026-11-18T16:15", "11-18 16:15:00"),
        ("2026-11-18T08:15+00:00", "11-18 16:15:00"),
        ("2099-01-01T00:00", "11-18 18:40:00"),
        ("yesterday", "11-18 18:40:00"),
        ("0001-01-01T00:00", "11-18 18:40:00"),
    ],
)
def test_the_address_names_the_instant_that_is_explained(asked: str, told: str) -> None:
    page = shown(why, a_visit(ports=full()[0], space="seniors", at=asked))
    assert told in text(page)


@pytest.mark.parametrize(
    ("locale", "says"), [("en", "no capacity is set for that day"), ("zh-Hans", "当天没有设定容量")]
)
def test_a_number_is_explained_where_no_capacity_is_in_force(locale: Locale, says: str) -> None:
    ports = full()[0]
    spaces = {**ports.centre.spaces, SENIORS: unrated(ports.centre.spaces[SENIORS])}
    bare = replace(ports, centre=replace(ports.centre, spaces=spaces))
    page = shown(why, a_visit(ports=bare, locale=locale, space=SENIORS))
    assert (count(page, "why-number"), count(page, "scale-full")) == (1, 0)
    assert says in text(page)
