"""The front desk as a tree, and its deeds from the press to the records."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.answer import Json, answered
from dashboard.i18n import LOCALES, Locale
from dashboard.page import Visit
from dashboard.pages import desk
from models.account import Role
from models.ports import Ports
from models.programme.attendance import counted
from models.programme.who import Who
from tests.dashboard.pages.test_live import a_visit, parts
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.timetabled import ROWS, TODAY, at, programme_in, timetabled


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    """Ten minutes into the calligraphy course."""
    ports, database = timetabled(tmp_path)
    yield replace(ports, clock=lambda: at(TODAY, 15.3))
    database.close()


def ask(ports: Ports, **fields: str) -> Json:
    return answered(visit(ports), {"n": 1, **fields}, desk.DEEDS)


def visit(ports: Ports, locale: Locale = "en", **query: str) -> Visit:
    return a_visit(Role.FRONT_DESK, ports, locale, **query)


def state(ports: Ports, key: str) -> str:
    bookings = programme_in(ports).bookings.of_sessions(["brush", "fit"])
    return next(one.status.value for one in bookings if one.id == key)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("session", ["", *(row[0] for row in ROWS), "<script>"])
def test_every_session_has_its_desk_in_both_languages(ports: Ports, locale: Locale, session: str) -> None:
    page = shown(desk, visit(ports, locale, session=session))
    assert count(page, "hold-title") == len(ROWS)


def test_a_day_without_sessions_is_calm(ports: Ports) -> None:
    assert count(shown(desk, visit(ports, date="2027-03-01")), "calm") == 1


def test_come_and_undo_and_not_come(ports: Ports) -> None:
    one = {"session": "brush", "booking": "brush-0"}
    for do, status in (
        ("come", "checked_in"),
        ("undo", "confirmed"),
        ("not_come", "no_show"),
        ("come", "checked_in"),
    ):
        told = ask(ports, do=do, **one)
        assert (told["ok"], state(ports, "brush-0")) == (True, status)
        assert told["drawn"]


def test_a_cancellation_is_asked_twice_and_says_whether_it_is_late(ports: Ports) -> None:
    one = {"session": "fit", "booking": "fit-0"}
    first = ask(ports, do="cancel", **one)
    assert (first["ok"], first["again"], state(ports, "fit-0")) == (False, "sure", "confirmed")
    assert "late" in first["text"]
    assert ask(ports, do="cancel", sure="yes", **one)["ok"]
    assert (state(ports, "fit-0"), state(ports, "fit-2")) == ("late_cancelled", "confirmed")


def test_a_walk_in_is_booked_by_the_form_that_was_drawn(ports: Ports) -> None:
    page = shown(desk, visit(ports, session="brush"))
    keys = {getattr(part, "data-with-booking", "") for part in parts(page)}
    key = next(one for one in keys if re.fullmatch(r"[0-9a-f]{32}", one or ""))
    told = ask(ports, do="walk_in", session="brush", booking=key, code="李* 8", seats="2", comes="yes")
    assert told["ok"]
    assert state(ports, key) == "checked_in"
    assert "2 seats" in text(shown(desk, visit(ports, session="brush")))


def test_where_something_is_paid_the_desk_asks_as_whom(ports: Ports) -> None:
    assert "Pays as" not in text(shown(desk, visit(ports, session="brush")))
    programme = programme_in(ports)
    programme.sessions.write(
        [replace(one, price_plan="course") for one in programme.sessions.find(["brush"])]
    )
    assert "Pays as" in text(shown(desk, visit(ports, session="brush")))
    for key, typed, kept in (("a" * 32, "senior_75", Who.SENIOR_75), ("b" * 32, "", Who.EVERYBODY)):
        assert ask(ports, do="walk_in", session="brush", booking=key, code="李* 8", pays_as=typed)["ok"]
        assert {one.id: one.pays_as for one in programme.bookings.of_sessions(["brush"])}[key] is kept


def test_heads_are_counted_and_what_is_no_number_is_refused(ports: Ports) -> None:
    assert not ask(ports, do="heads", session="brush", people="a few")["ok"]
    assert ask(ports, do="heads", session="brush", people="7")["ok"]
    known = counted(programme_in(ports).attendances.of_sessions(["brush"]))
    assert known is not None
    assert known.people == 7


def test_a_groups_slot_is_checked_in_as_a_whole(ports: Ports) -> None:
    assert ask(ports, do="group_come", session="lifts")["ok"]
    assert "they are here" in text(shown(desk, visit(ports, session="lifts")))
    assert ask(ports, do="group_undo", session="lifts")["ok"]


def test_a_group_that_was_given_up_can_be_taken_back(ports: Ports) -> None:
    early = replace(ports, clock=lambda: at(TODAY, 10.5))
    assert "they are here" not in text(shown(desk, visit(early, session="ghost")))
    assert ask(early, do="group_come", session="ghost")["ok"]
    (kept,) = programme_in(ports).sessions.find(["ghost"])
    assert kept.status == "running"
