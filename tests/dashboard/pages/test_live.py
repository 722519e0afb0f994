"""The live page as a tree: every space, every word in both languages, no number for whom it is not meant."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.page import Visit
from dashboard.pages import live
from dashboard.pages.live import _harm, layout
from models.account import Account, Grant, Role
from models.advice.recommendation import State
from models.ports import Ports
from models.services.background import UsualShelf
from models.services.effects import follow
from tests.builders import NOON, a_centre, a_space, a_state, some_ports, unrated
from tests.effects import a_tried_house
from tests.fakes import MemoryLive
from tests.house import lively_ports, speak
from tests.models.test_health_sum import a_health


def a_visit(
    role: Role = Role.MANAGER, ports: Ports | None = None, locale: Locale = "en", **query: str
) -> Visit:
    account = Account(id=1, name="somebody", grants=(Grant(role=role),))
    return Visit(ports=ports or some_ports(), translate=Translate(locale), account=account, query=query)


def parts(tree: Component) -> Iterator[Component]:
    yield tree
    yield from (part for part in tree._traverse() if isinstance(part, Component))


def root(tree: Component) -> dict[str, Any]:
    found: dict[str, Any] = tree.to_plotly_json()["props"]
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_space_has_a_tile_and_a_place_on_the_plan(locale: Locale) -> None:
    ports = lively_ports(lambda: NOON, days=0)
    found = [getattr(part, "data-open", None) for part in parts(layout(a_visit(ports=ports, locale=locale)))]
    for space in ports.centre.spaces:
        assert found.count(space) == 2


@pytest.mark.parametrize(
    ("role", "number", "wall", "told"),
    [
        (Role.MANAGER, 2, "", True),
        (Role.MANAGER, 0, "", False),
        (Role.MANAGER, 2, "wall", False),
        (Role.COORDINATOR, 2, "", False),
    ],
)
def test_devices_that_wait_to_be_let_in_are_told_to_who_sees_sensors(
    role: Role, number: int, wall: str, told: bool
) -> None:
    ports = replace(lively_ports(lambda: NOON, days=0), ingest=lambda: a_health(strangers=number))
    tree = layout(a_visit(role, ports, view=wall))
    said = [part for part in parts(tree) if "live-strangers" in str(getattr(part, "className", ""))]
    assert bool(said) is told
    if said:
        assert "2 new devices" in str(said[0])
        assert said[0].children.href.startswith("/shijiawan/sensors")


def test_ids_are_unique() -> None:
    ids = [part.id for part in parts(layout(a_visit())) if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))


def test_the_busiest_space_is_open_at_first() -> None:
    ports = some_ports(a_centre([a_space(), a_space("pool", persons=10)]))
    assert isinstance(ports.live, MemoryLive)
    ports.live.put(a_state(9, "pool", capacity=10), a_state(12), at=NOON)
    assert root(layout(a_visit(ports=ports)))["data-selected"] == "pool"


@pytest.mark.parametrize(("asked", "shown"), [("pool", "pool"), ("nowhere", "gym"), ("<script>", "gym")])
def test_the_address_chooses_the_space_when_it_names_one(asked: str, shown: str) -> None:
    ports = some_ports(a_centre([a_space(), a_space("pool")]))
    assert root(layout(a_visit(ports=ports, space=asked)))["data-selected"] == shown


def test_whoever_sees_bands_gets_neither_counts_nor_places_for_them() -> None:
    ports = lively_ports(lambda: NOON, days=1)
    speak(ports, NOON)
    page = layout(a_visit(Role.VIEWER, ports))
    fields = {getattr(part, "data-field", None) for part in parts(page)}
    assert fields.isdisjoint({"people", "of", "change", "usual"})
    assert "people" not in json.loads(root(page)["data-snapshot"])["house"]


@pytest.mark.parametrize("focus", [None, {}, {"space": "nowhere"}, {"space": 7}, "gym", ["gym"]])
def test_a_focus_that_is_no_space_of_the_centre_is_passed_over(focus: object) -> None:
    with pytest.raises(PreventUpdate):
        live._day(a_visit(), focus, UsualShelf())


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("role", [Role.MANAGER, Role.VIEWER])
def test_a_day_is_told_in_a_sentence(locale: Locale, role: Role) -> None:
    ports = lively_ports(lambda: NOON + timedelta(hours=6), days=1)
    visit = a_visit(role, ports, locale)
    words = live.summary(visit, live._day(visit, {"space": "gym"}, UsualShelf()))
    assert visit.translate.name(ports.centre.spaces[live.SpaceId("gym")].name) in words
    assert any(sign.isdigit() for sign in words)


@pytest.mark.parametrize(("view", "chips"), [("wall", 1), ("", 0)])
def test_a_wall_screen_says_that_its_data_are_made_up_and_elsewhere_the_header_does(
    view: str, chips: int
) -> None:
    made_up = replace(some_ports(), simulated=lambda: True)
    for ports, count in ((made_up, chips), (some_ports(), 0)):
        page = layout(a_visit(ports=ports, view=view))
        assert [getattr(part, "className", "") for part in parts(page)].count("simulated") == count


def test_a_change_that_harms_is_said_on_the_live_page_with_a_way_to_it() -> None:
    ports = a_tried_house(-0.5, state=State.RUNNING)
    assert "effects" not in str(_harm(a_visit(ports=ports)))
    follow(ports, ports.clock(), ports.clock())
    assert "effects" in str(_harm(a_visit(ports=ports)))


def test_the_page_stands_where_a_space_has_no_capacity_today() -> None:
    ports = some_ports(a_centre([a_space(), unrated(a_space("pool"))]))
    assert isinstance(ports.live, MemoryLive)
    ports.live.put(a_state(9, "pool", capacity=None), a_state(12), at=NOON)
    told = json.loads(root(layout(a_visit(ports=ports)))["data-snapshot"])["spaces"]
    assert (told["pool"]["people"], told["pool"]["status"]) == (9, "unknown")
    assert root(layout(a_visit(ports=ports)))["data-selected"] == "gym"
