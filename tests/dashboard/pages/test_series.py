"""The editor of series, from what is typed to what is kept: previewed first, changed by scope, booked dates left alone."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.answer import Json, answered, permitted
from dashboard.components.series_typed import series_of
from dashboard.components.series_words import series_words
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.pages import series
from models.account import Role
from models.centre import SpaceId
from models.ports import Ports
from models.programme.booking import Booking, Party
from models.programme.session import Session
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.timetabled import NOW, TODAY, programme_in, timetabled

TYPED: Mapping[str, str] = {
    "do": "series",
    "title_zh": "太极晨练",
    "title_en": "Morning tai chi",
    "space": "hall",
    "kind": "culture-sport",
    "organiser": "centre",
    "day": "2026-11-25",
    "start": "09:00",
    "minutes": "60",
    "pattern": "weekly",
    "weekday2": "yes",
    "ending": "count",
    "count": "4",
    "policy": "skip",
    "places": "12",
}


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    yield ports
    database.close()


def ask(ports: Ports, role: Role = Role.MANAGER, **fields: str) -> Json:
    visit = a_visit(role, ports)
    return answered(visit, {"n": 1, **TYPED, **fields}, permitted(visit, series.DEEDS))


def kept(ports: Ports) -> tuple[dict[str, str], list[Session]]:
    """What the form of the one kept series sends back unseen, and its sessions."""
    told = ask(ports, step="keep")
    assert told["ok"], told["text"]
    (one,) = programme_in(ports).offerings.all_series()
    return {"series": one.id, "version": str(one.version)}, sessions(ports)


def sessions(ports: Ports) -> list[Session]:
    programme = programme_in(ports)
    every = [
        one for kept in programme.offerings.all_series() for one in programme.sessions.of_series(kept.id, NOW)
    ]
    return sorted((one for one in every if one.held), key=lambda one: one.window)


def days(ports: Ports) -> list[date]:
    return [one.window.start.date() for one in sessions(ports)]


def book(ports: Ports, session: Session) -> None:
    bookings = programme_in(ports).bookings
    bookings.put_party(Party(id="x", code="李* 8"))
    bookings.book(Booking(id="b", session=session.id, party="x", booked_at=NOW))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "query", [{}, {"series": "new"}, {"series": "gone"}, {"series": "<script>", "day": "x"}]
)
def test_the_page_is_there_in_both_languages(ports: Ports, locale: Locale, query: dict[str, str]) -> None:
    page = shown(series, a_visit(ports=ports, locale=locale, **query))
    assert count(page, "series-form") == (1 if query.get("series") == "new" else 0)


def test_a_preview_writes_nothing_and_shows_the_dates_and_the_rule(ports: Ports) -> None:
    told = ask(ports, step="preview")
    assert told["ok"]
    drawn = str(told["drawn"]["preview"])
    assert "FREQ=WEEKLY;COUNT=4;BYDAY=WE" in drawn
    assert "2026-12-16" in drawn
    assert programme_in(ports).offerings.all_series() == []


def test_a_preview_says_which_dates_are_taken_and_by_whom(ports: Ports) -> None:
    told = ask(ports, step="preview", space="dance", day="2026-11-18", start="19:30")
    drawn = str(told["drawn"]["preview"])
    assert "Square dance group · The space is taken: 11-18 19:00–20:30." in drawn
    assert "1 of the next 4 dates does not fit" in drawn


def test_a_kept_series_is_in_the_timetable_and_in_the_list(ports: Ports) -> None:
    kept(ports)
    first = date(2026, 11, 25)
    assert days(ports) == [first + timedelta(weeks=n) for n in range(4)]
    assert "Morning tai chi" in text(shown(series, a_visit(ports=ports)))


def test_a_change_is_shown_before_it_is_made_and_leaves_the_booked_date_alone(ports: Ports) -> None:
    same, before = kept(ports)
    book(ports, before[2])
    later = {**same, "start": "10:00", "scope": "following", "from": "2026-12-02"}
    told = ask(ports, step="propose", **later)
    assert (told["ok"], told["again"]) == (False, "carry")
    assert "1 booked session is left alone" in str(told["drawn"]["preview"])
    assert [one.window for one in sessions(ports)] == [one.window for one in before]
    assert ask(ports, carry="yes", **later)["ok"]
    assert [one.window.start.hour for one in sessions(ports)] == [1, 2, 1, 2]


def test_what_the_form_does_not_ask_stays_as_it_was_and_so_does_a_price_plan_that_is_gone(
    ports: Ports,
) -> None:
    same, _ = kept(ports)
    offerings = programme_in(ports).offerings
    (one,) = offerings.all_series()
    unseen = {"price_plan": "low-fee", "external_id": "T-7", "ended": date(2026, 12, 10)}
    (one,) = offerings.put_series([replace(one, **unseen)])
    same |= {"version": str(one.version), "price_plan": "low-fee"}
    told = ask(ports, carry="yes", **{**same, "start": "10:00", "scope": "all", "from": "2026-11-25"})
    assert told["ok"], told["text"]
    (now,) = offerings.all_series()
    assert {name: getattr(now, name) for name in unseen} == unseen


def test_those_who_agreed_go_with_the_series(ports: Ports) -> None:
    same, before = kept(ports)
    book(ports, before[2])
    all_of_it = {
        **same,
        "start": "10:00",
        "scope": "all",
        "from": "2026-12-02",
        f"agree.{before[2].id}": "yes",
    }
    assert ask(ports, carry="yes", **all_of_it)["ok"]
    assert [one.window.start.hour for one in sessions(ports)] == [2, 2, 2, 2]


def test_one_date_is_changed_alone(ports: Ports) -> None:
    same, before = kept(ports)
    one = {**same, "start": "11:00", "scope": "this", "from": "2026-12-02"}
    told = ask(ports, step="propose", **one)
    assert (told["ok"], told["again"], sessions(ports)) == (False, "carry", before)
    assert ask(ports, carry="yes", **one)["ok"]
    assert [one.window.start.hour for one in sessions(ports)] == [1, 3, 1, 1]
    assert not ask(ports, step="propose", **{**one, "from": "2026-12-03"})["ok"]


@pytest.mark.parametrize(("step", "left"), [("leave_out", [0, 2, 3]), ("end", [0])])
def test_a_date_is_left_out_and_a_series_ends(ports: Ports, step: str, left: list[int]) -> None:
    same, before = kept(ports)
    assert ask(ports, **{**same, "do": "stop", "step": step, "on": "2026-12-02"})["ok"]
    assert [one.id for one in sessions(ports)] == [before[n].id for n in left]


@pytest.mark.parametrize(
    "fields",
    [
        {"title_zh": "", "title_en": " "},
        {"day": "tomorrow"},
        {"pattern": "expert", "rule": "FREQ=SECONDLY"},
        {"pattern": "fortnightly"},
        {"policy": ""},
        {"count": "0"},
        {"count": ""},
        {"every": "x"},
        {"extra": "2026-13-01"},
        {"space": "moon"},
        {"organiser": "nobody"},
        {"minutes": "0"},
        {"step": "guess"},
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(ports: Ports, fields: dict[str, str]) -> None:
    told = ask(ports, **{"step": "keep", **fields})
    assert not told["ok"]
    assert told["text"]
    assert programme_in(ports).offerings.all_series() == []


def test_who_may_only_look_keeps_nothing(ports: Ports) -> None:
    assert not ask(ports, Role.FRONT_DESK, step="keep")["ok"]
    page = shown(series, a_visit(Role.FRONT_DESK, ports, series="new"))
    assert count(page, "series-form") == 0


def test_a_date_that_was_added_or_left_out_is_read_however_it_is_parted(ports: Ports) -> None:
    told = ask(ports, step="keep", extra="2026-11-27，2026-11-29", left_out=" 2026-12-02 ")
    assert told["ok"]
    assert [day.day for day in days(ports)][:3] == [25, 27, 29]
    assert date(2026, 12, 2) not in days(ports)
    assert TODAY not in days(ports)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_left_to_people_stands_on_a_page_of_its_own(ports: Ports, locale: Locale) -> None:
    assert "✓" in text(shown(series, a_visit(ports=ports, locale=locale, view="left")))
    _, made = kept(ports)
    offerings = programme_in(ports).offerings
    (one,) = offerings.all_series()
    party = Party(id="x", code="李* 8")
    booking = Booking(id="b", session=made[0].id, party="x", seats=2, booked_at=NOW)
    programme_in(ports).bookings.put_party(party)
    programme_in(ports).bookings.book(booking)
    offerings.put_series([replace(one, start=one.start.replace(hour=11))])
    told = text(shown(series, a_visit(ports=ports, locale=locale, view="left")))
    assert "11:00" in told
    assert "date=2026-11-25" in told
    offerings.put_series([replace(offerings.all_series()[0], rule="FREQ=NEVER")])
    assert f"series={one.id}" in text(shown(series, a_visit(ports=ports, locale=locale, view="left")))


def test_a_series_takes_the_parts_of_a_space_that_are_ticked(ports: Ports) -> None:
    hall = SpaceId("hall")
    units = {"a": {"zh-Hans": "甲区", "en": "Area A"}, "b": {"zh-Hans": "乙区", "en": "Area B"}}
    spaces = {**ports.centre.spaces, hall: replace(ports.centre.spaces[hall], shared=False, units=units)}
    halved = replace(ports, centre=replace(ports.centre, spaces=spaces))
    told = ask(halved, step="preview", units="asked", **{"unit.hall.a": "yes"})
    assert told["ok"]
    assert not ask(halved, step="preview", units="asked", **{"unit.hall.c": "yes"})["ok"], "no such part"
    fields = {**TYPED, "units": "asked", "unit.hall.a": "yes", "unit.gym.b": "yes"}
    assert series_of(fields).units == ("a",), "of the space that is chosen, and of no other"
    form = shown(series, a_visit(ports=halved, series="new"))
    assert "Area A" in text(form)


@pytest.mark.parametrize(
    ("rule", "locale", "words"),
    [
        ("FREQ=DAILY", "zh-Hans", "每天"),
        ("FREQ=DAILY;INTERVAL=3", "en", "every 3 days"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "zh-Hans", "每周一、周三"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "en", "every 2 weeks on Mon, Wed"),
        ("FREQ=MONTHLY;BYDAY=4WE", "zh-Hans", "每月第四个周三"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "en", "every month on day 25"),
        ("FREQ=MONTHLY;BYDAY=-1SA", "en", "FREQ=MONTHLY;BYDAY=-1SA"),
    ],
)
def test_a_rule_is_told_as_people_say_it(ports: Ports, rule: str, locale: Locale, words: str) -> None:
    kept(ports)
    (one,) = programme_in(ports).offerings.all_series()
    assert series_words(Translate(locale), replace(one, rule=rule)) == words
