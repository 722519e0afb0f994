"""Kinds, groups and coaches: added, retired, brought back; what is odd is refused in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.answer import Json, answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import offerings
from models.account import Role
from models.ports import Ports
from models.programme.activity import STARTING_KINDS, Organiser
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.timetabled import programme_in, timetabled


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    yield ports
    database.close()


def ask(ports: Ports, role: Role = Role.MANAGER, **fields: str) -> Json:
    return answered(
        a_visit(role, ports), {"n": 1, **fields}, permitted(a_visit(role, ports), offerings.DEEDS)
    )


def named(ports: Ports, name: str) -> Organiser:
    return next(one for one in programme_in(ports).offerings.organisers() if one.name.get("en") == name)


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_that_is_offered_has_its_row(ports: Ports, locale: Locale) -> None:
    page = shown(offerings, a_visit(ports=ports, locale=locale))
    assert count(page, "offering-name") == len(STARTING_KINDS) + 2


def test_a_coach_is_added_with_hours_and_retired_and_brought_back(ports: Ports) -> None:
    hours = {"weekday1": "yes", "weekday3": "yes", "start": "18:00", "end": "21:00"}
    assert ask(ports, do="add", kind="coach", name_en="Mr Hu", **hours)["ok"]
    coach = named(ports, "Mr Hu")
    assert "Tue Thu 18:00–21:00" in text(shown(offerings, a_visit(ports=ports)))
    for to, retired in (("yes", True), ("no", False)):
        told = ask(ports, do="retire", organiser=coach.id, to=to)
        assert (told["ok"], named(ports, "Mr Hu").retired) == (True, retired)
    assert named(ports, "Mr Hu").availability == coach.availability


def test_a_kind_is_added_once_and_retired(ports: Ports) -> None:
    new = {"do": "add_kind", "key": "tea", "name_zh": "茶文化", "public": "yes"}
    assert ask(ports, **new)["ok"]
    assert not ask(ports, **new)["ok"]
    assert ask(ports, do="retire_kind", kind="tea", to="yes")["ok"]
    (kept,) = (one for one in programme_in(ports).offerings.kinds() if one.key == "tea")
    assert (kept.retired, kept.public_benefit) == (True, True)


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "add", "kind": "coach", "name_en": " "},
        {"do": "add", "kind": "centre", "name_en": "Another centre"},
        {"do": "add", "kind": "group", "name_en": "Us", "people": "many"},
        {"do": "add", "kind": "coach", "name_en": "Us", "weekday0": "yes", "start": "21:00", "end": "09:00"},
        {"do": "add_kind", "key": "Tea!", "name_en": "Tea"},
        {"do": "retire", "organiser": "gone", "to": "yes"},
        {"do": "retire_kind", "kind": "gone", "to": "yes"},
    ],
)
def test_what_is_odd_is_refused_and_changes_nothing(ports: Ports, fields: dict[str, str]) -> None:
    before = programme_in(ports).offerings.organisers(), programme_in(ports).offerings.kinds()
    told = ask(ports, **fields)
    assert not told["ok"]
    assert told["text"]
    assert (programme_in(ports).offerings.organisers(), programme_in(ports).offerings.kinds()) == before


def test_who_may_only_look_is_refused(ports: Ports) -> None:
    assert not ask(ports, Role.FRONT_DESK, do="add", kind="group", name_en="Us")["ok"]
    assert count(shown(offerings, a_visit(Role.FRONT_DESK, ports)), "fold") == 0
