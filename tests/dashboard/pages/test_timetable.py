"""The timetable as a tree: empty, full and huge, for each role, in both languages, whatever the address says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from dashboard.answer import Json, answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.page import Visit
from dashboard.pages import timetable
from models.account import Role
from models.calendar import Window
from models.centre import SpaceId, SpaceKind
from models.ports import Ports
from models.programme.booking import Booking, BookingStatus
from models.programme.ports import Chronicle
from models.programme.series import Series
from models.programme.session import Session
from models.services.programme import save
from tests.blank import blank_database
from tests.builders import a_space, some_ports
from tests.dashboard.pages.test_live import a_visit, parts
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.house import lively_ports
from tests.timetabled import NOW, ORGANISER, ROWS, TODAY, a_row, at, programme_in, timetabled, with_programme


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    yield ports
    database.close()


def ask(visit: Visit, **fields: str) -> Json:
    return answered(visit, {"n": 1, **fields}, permitted(visit, timetable.DEEDS))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", [{}, {"view": "week", "space": "dance"}, {"date": "2027-02-08"}])
def test_the_page_is_there_in_both_languages(ports: Ports, locale: Locale, query: dict[str, str]) -> None:
    page = shown(timetable, a_visit(ports=ports, locale=locale, **query))
    assert count(page, "column") == (7 if query.get("view") else len(ports.centre.spaces))


def test_every_session_of_the_day_has_one_block(ports: Ports) -> None:
    page = shown(timetable, a_visit(ports=ports))
    blocks = [getattr(part, "data-session", None) for part in parts(page)]
    assert sorted(one for one in blocks if one) == sorted(row[0] for row in ROWS)


def test_states_are_told_in_words_and_not_by_colour_alone(ports: Ports) -> None:
    told = text(shown(timetable, a_visit(ports=ports)))
    for words in ("Nobody came", "Empty, given back", "Cancelled late", "Full 2/2", "2 waiting", "23 came"):
        assert words in told


@pytest.mark.parametrize(
    "query",
    [
        {"date": "0001-01-01"},
        {"date": "9999-12-31", "view": "week"},
        {"date": "<script>", "space": "<script>", "view": "x", "page": "²"},
        {"page": "-4"},
        {"page": "99999"},
    ],
)
def test_any_address_shows_a_timetable(ports: Ports, query: dict[str, str]) -> None:
    assert count(shown(timetable, a_visit(ports=ports, **query)), "calendar") == 1


def test_a_day_without_anything_says_so(ports: Ports) -> None:
    page = shown(timetable, a_visit(ports=ports, date="2027-03-01"))
    assert count(page, "calm") == 1
    assert count(page, "column") == len(ports.centre.spaces)


def test_sixty_spaces_with_forty_sessions_a_day_are_shown_in_parts(tmp_path: Path) -> None:
    spaces = [a_space(f"room{n}", kind=SpaceKind.ROOM) for n in range(60)]
    database = blank_database(tmp_path / "big.db")
    centre = replace(lively_ports(lambda: NOW, days=0).centre, spaces={one.id: one for one in spaces})
    ports = replace(some_ports(centre, clock=lambda: NOW), programme=database.programme(centre))
    quarter, one = timedelta(minutes=15), a_row(ROWS[1])
    starts = [at(TODAY, 8) + n * quarter for n in range(40)]
    sessions = [
        replace(one, id=f"{space.id}-{n}", space=space.id, window=Window(start, start + quarter))
        for space in spaces
        for n, start in enumerate(starts)
    ]
    programme_in(ports).restore(Chronicle(sessions=sessions))
    page = shown(timetable, a_visit(ports=ports))
    assert (count(page, "column"), count(page, "hold")) == (15, 15 * 40)
    assert count(shown(timetable, a_visit(ports=ports, page="4")), "column") == 15
    database.close()


def test_who_may_only_look_moves_nothing(ports: Ports) -> None:
    visit = a_visit(Role.COORDINATOR, ports)
    page = shown(timetable, visit)
    movable = {getattr(part, "data-movable", None) for part in parts(page)}
    assert movable == {"false", None}
    fields = {
        "session": "square",
        "version": "1",
        "space": "dance",
        "day": "2026-11-18",
        "start": "1200",
        "minutes": "60",
    }
    told = ask(visit, do="move", **fields)
    assert (told["ok"], told["text"]) == (False, visit.translate("error.forbidden"))
    (kept,) = programme_in(ports).sessions.find(["square"])
    assert kept.window.start == at(TODAY, 19)


def test_a_move_answers_with_the_new_grid_and_the_way_back(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    (kept,) = programme_in(ports).sessions.find(["square"])
    where = {"space": "dance", "day": "2026-11-19", "start": "20:00", "minutes": "60"}
    told = ask(visit, do="move", session="square", version=str(kept.version), **where)
    assert told["ok"]
    undo = told["undo"]
    assert (undo["day"], undo["start"], undo["minutes"]) == ("2026-11-18", "1140", "90")
    assert ask(visit, **undo)["ok"]
    (again,) = programme_in(ports).sessions.find(["square"])
    assert again.window == kept.window
    assert again.window.start - timedelta(hours=19 - 8) == at(TODAY, 8)


def a_course(ports: Ports) -> Session:
    """A course on four Thursdays at 10; the first of its sessions."""
    series = Series(
        id="course",
        space=SpaceId("craft"),
        kind="culture-sport",
        organiser="centre",
        title={"zh-Hans": "编织", "en": "Knitting"},
        first=TODAY + timedelta(days=1),
        start=time(10),
        minutes=60,
        rule="FREQ=WEEKLY;COUNT=4",
        places=8,
    )
    return save(ports, ORGANISER, series).plan.added[0]


def sessions_of(ports: Ports) -> list[Session]:
    return programme_in(ports).sessions.of_series("course", NOW)


def test_who_drags_one_of_a_series_is_told_what_becomes_of_the_others_before_anything_moves(
    ports: Ports,
) -> None:
    visit, first = a_visit(ports=ports), a_course(ports)
    programme_in(ports).bookings.book(
        Booking(
            id="b",
            session=f"course.{TODAY + timedelta(days=8):%Y%m%d}",
            party="p0",
            status=BookingStatus.CONFIRMED,
            booked_at=NOW,
        )
    )
    block = next(
        one
        for one in parts(shown(timetable, a_visit(ports=ports, date="2026-11-19")))
        if getattr(one, "data-session", "") == first.id
    )
    assert getattr(block, "data-series") == "course"
    where = {"space": "craft", "day": "2026-11-20", "start": "660", "minutes": "90"}
    drop = {"do": "drag", "scope": "all", "session": first.id, "version": str(first.version), **where}
    told = ask(visit, **drop)
    assert (told["ok"], told["again"]) == (False, "insisted")
    assert told["text"].startswith("3 sessions would go along. 1 is booked and stays")
    assert {one.window.start.weekday() for one in sessions_of(ports)} == {3}
    done = ask(visit, **drop, insisted="yes")
    assert done["text"].startswith("3 sessions went along.")
    assert sorted(one.window.start.weekday() for one in sessions_of(ports)) == [3, 4, 4, 4]
    assert not ask(visit, **drop, insisted="yes")["ok"], "what was seen has changed"


def test_one_of_a_series_may_be_moved_alone(ports: Ports) -> None:
    visit, first = a_visit(ports=ports), a_course(ports)
    where = {"space": "craft", "day": "2026-11-19", "start": "720", "minutes": "60", "scope": "this"}
    assert ask(visit, do="move", session=first.id, version=str(first.version), **where)["ok"]
    assert sorted(one.window.start.hour for one in sessions_of(ports)) == [2, 2, 2, 4]


@pytest.fixture
def halves(tmp_path: Path) -> Iterator[Ports]:
    """The dance room has two halves."""
    units = {
        "east": {"zh-Hans": "东半场", "en": "East half"},
        "west": {"zh-Hans": "西半场", "en": "West half"},
    }
    ports, dance = lively_ports(lambda: NOW, days=0), SpaceId("dance")
    spaces = {**ports.centre.spaces, dance: replace(ports.centre.spaces[dance], units=units)}
    database = blank_database(tmp_path / "halves.db")
    yield with_programme(replace(ports, centre=replace(ports.centre, spaces=spaces)), database)
    database.close()


def test_two_sessions_share_a_room_by_its_parts_and_an_undo_gives_them_back(halves: Ports) -> None:
    ports, visit = halves, a_visit(ports=halves)
    here = {"space": "dance", "day": "2026-11-19", "start": "10:00", "minutes": "60", "units": "asked"}
    new = {"do": "add", "kind": "culture-sport", "organiser": "centre", "expected": "8", **here}
    assert ask(visit, **new, title_en="Fans", **{"unit.dance.east": "yes"})["ok"]
    taken = ask(visit, **new, title_en="Drums", **{"unit.dance.east": "yes"})
    assert "The space is taken" in taken["text"]
    assert ask(visit, **new, title_en="Drums", **{"unit.dance.west": "yes", "unit.gym.west": "yes"})["ok"]
    fans, drums = (
        next(
            one
            for one in programme_in(ports).sessions.within(Window(NOW, NOW + timedelta(days=2)))
            if one.title["en"] == name
        )
        for name in ("Fans", "Drums")
    )
    assert (fans.units, drums.units) == (("east",), ("west",))
    assert "East half" in str(ask(visit, do="open", session=fans.id)["drawn"]["sheet"])
    later = {**here, "start": "13:00"}
    moved = ask(visit, do="move", session=fans.id, version=str(fans.version), **later)
    assert programme_in(ports).sessions.find([fans.id])[0].units == (), "nothing ticked is the whole"
    assert ask(visit, **moved["undo"])["ok"]
    assert programme_in(ports).sessions.find([fans.id])[0].units == ("east",)


def test_who_drags_keeps_the_parts_and_another_space_is_taken_as_a_whole(halves: Ports) -> None:
    ports = halves
    (kept,) = programme_in(ports).sessions.find(["square"])
    programme_in(ports).sessions.write([replace(kept, units=("east",))])
    visit, version = a_visit(ports=ports), kept.version + 1
    for n, (space, units) in enumerate((("dance", ("east",)), ("children", ()))):
        where = {"space": space, "day": "2026-11-19", "start": "1200", "minutes": "60"}
        assert ask(visit, do="move", session="square", version=str(version + n), **where, insisted="yes")[
            "ok"
        ]
        assert programme_in(ports).sessions.find(["square"])[0].units == units


@pytest.mark.parametrize(
    "fields", [{"day": "soon"}, {"start": "25:99"}, {"start": "x"}, {"minutes": "²"}, {"version": ""}]
)
def test_what_cannot_be_read_is_refused_in_words(ports: Ports, fields: dict[str, str]) -> None:
    whole = {
        "session": "square",
        "version": "1",
        "space": "dance",
        "day": "2026-11-18",
        "start": "19:00",
        "minutes": "60",
    }
    told = ask(a_visit(ports=ports), **{"do": "move", **whole, **fields})
    assert not told["ok"]
    assert told["text"]


def test_a_session_is_opened_and_called_off(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    opened = ask(visit, do="open", session="square")
    assert "Square dance group" in str(opened["drawn"]["sheet"])
    told = ask(visit, do="cancel", session="square", by="centre", reason="rain")
    assert told["ok"]
    assert "rain" in str(ask(visit, do="open", session="square")["drawn"])
    assert not ask(visit, do="open", session="gone")["ok"]
