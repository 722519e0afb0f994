"""The timetable in Chromium: drawn, dragged, moved by keys, refused and undone; seen by everybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.calendar import Window
from models.centre import SpaceId
from models.ports import Ports
from models.programme.series import Series
from models.programme.session import Session
from models.services.programme import save
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports, speak
from tests.ports import free_port
from tests.timetabled import NOW, ORGANISER, TODAY, at, programme_in, with_programme
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def a_course(first: date, key: str = "knots", hour: int = 16) -> Series:
    """Three times, a week apart, in the children's house."""
    return Series(
        id=key,
        space=SpaceId("children"),
        kind="culture-sport",
        organiser="centre",
        title={"zh-Hans": "绳结", "en": "Knots"},
        first=first,
        start=time(hour),
        minutes=60,
        rule="FREQ=WEEKLY;COUNT=3",
        expected=8,
    )


Look = Callable[..., Looking]
WAIT = 20_000
TOMORROW = TODAY + timedelta(days=1)
LATER = TOMORROW + timedelta(weeks=5)
"""When no other test has moved anything there."""
HOUR = 54.4
"""Pixels of an hour on the axis."""
WEEKS = Window(at(TODAY, 0), at(TODAY + timedelta(weeks=4), 0))


@dataclass
class House:
    """The house with a programme behind the real gate."""

    port: int
    cookies: dict[str, str]
    ports: Ports

    def kept(self, key: str) -> Session:
        (session,) = programme_in(self.ports).sessions.find([key])
        return session


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("timetable")
    database, identity = open_identity(folder)
    ports = with_programme(lively_ports(lambda: NOW, days=0), database)
    speak(ports, NOW)
    app, hub = app_of(ports, identity, folder)
    token = session_of(identity, Role.MANAGER, ports)
    with serving(app, free_port()) as port:
        yield House(port, {"linli": token, "_csrf_token": csrf_token(token)}, ports)
        hub.close()
    database.close()


def go(look: Look, house: House, address: str, **options: object) -> Looking:
    looking = look(house.port, house.cookies, viewport={"width": 1440, "height": 1500}, **options)
    looking.page.goto(f"/shijiawan/{address}")
    expect(looking.page.locator(".desk h1")).to_be_visible(timeout=WAIT)
    return looking


def drag(looking: Looking, what: Locator, right: float, down: float, at_y: float = 12) -> None:
    box = what.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + at_y
    mouse = looking.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + right / 2, y + down / 2, steps=3)
    mouse.move(x + right, y + down, steps=3)
    mouse.up()


def said(looking: Looking) -> Locator:
    return looking.page.locator("[data-bar-text]")


def test_a_session_is_dragged_and_put_back_by_undo(look: Look, house: House) -> None:
    looking = go(look, house, "timetable?lang=en")
    drag(looking, looking.page.locator('[data-session="square"]'), 0, -HOUR)
    expect(said(looking)).to_contain_text("18:00–19:30", timeout=WAIT)
    assert house.kept("square").window.start == at(TODAY, 18)
    looking.page.get_by_role("button", name="Undo").click()
    expect(said(looking)).to_contain_text("Back where it was", timeout=WAIT)
    after = house.kept("square")
    assert (after.window.start, after.detached) == (at(TODAY, 19), False)
    assert looking.complaints == []
    assert looking.policy_violations() == []


def test_of_a_series_it_is_asked_after_the_drop_what_goes_along(look: Look, house: House) -> None:
    first = save(house.ports, ORGANISER, a_course(TODAY)).plan.added[0]
    looking = go(look, house, "timetable?lang=en&view=week&space=children")
    block = looking.page.locator(f'[data-session="{first.id}"]')
    start = block.bounding_box()
    drag(looking, block, 0, HOUR)
    expect(said(looking)).to_contain_text("what shall change?", timeout=WAIT)
    expect(looking.page.get_by_role("button", name="This date alone")).to_be_focused()
    looking.page.keyboard.press("Escape")
    assert block.bounding_box() == start
    drag(looking, block, 0, HOUR)
    looking.page.get_by_role("button", name="All", exact=True).click()
    expect(said(looking)).to_contain_text("3 sessions would go along", timeout=WAIT)
    looking.page.get_by_role("button", name="Do it all the same").click()
    expect(said(looking)).to_contain_text("3 sessions went along", timeout=WAIT)
    expect(block.locator(".hold-time")).to_have_text("17:00–18:00")
    assert looking.complaints == []


def test_a_place_that_is_taken_is_refused_and_the_block_goes_back(look: Look, house: House) -> None:
    looking = go(look, house, "timetable?lang=en")
    block = looking.page.locator('[data-session="brush"]')
    target = looking.page.locator('.column[data-space="meeting"]').bounding_box()
    start = block.bounding_box()
    assert target
    assert start
    drag(looking, block, target["x"] - start["x"], 0)
    expect(said(looking)).to_contain_text("The space is taken: 11-18 14:00–16:00", timeout=WAIT)
    assert block.bounding_box() == start
    assert house.kept("brush").space == "craft"


def test_keys_move_a_session_and_escape_puts_it_back(look: Look, house: House) -> None:
    looking = go(look, house, "timetable?view=week&space=dance&lang=en")
    block = looking.page.locator('[data-session="square"]')
    block.focus()
    for key in ("ArrowDown", "ArrowRight"):
        looking.page.keyboard.press(key)
    expect(said(looking)).to_contain_text("11-19, 19:15 to 20:45")
    looking.page.keyboard.press("Escape")
    expect(block.locator(".hold-time")).to_have_text("19:00–20:30")
    for key in ("ArrowRight", "Shift+ArrowUp", "Enter"):
        looking.page.keyboard.press(key)
    expect(said(looking)).to_contain_text("is now on Thu 11-19 19:00–20:15", timeout=WAIT)
    assert house.kept("square").window.start == at(TODAY, 19) + timedelta(days=1)
    expect(block).to_be_focused()
    looking.page.get_by_role("button", name="Undo").click()
    expect(said(looking)).to_contain_text("Back where it was", timeout=WAIT)


def test_a_new_session_is_drawn_on_the_grid_and_what_is_doubtful_is_insisted_on(
    look: Look, house: House
) -> None:
    looking = go(look, house, "timetable?lang=en")
    column = looking.page.locator('.column[data-space="meeting"]')
    drag(looking, column, 0, HOUR * 1.9, at_y=HOUR * 13.05)
    sheet = looking.page.locator("#session-new")
    expect(sheet.locator('[name="space"]')).to_have_value("meeting")
    expect(sheet.locator('[name="minutes"]')).to_have_value("120")
    sheet.locator('[name="title_en"]').fill("Night watch")
    sheet.locator('[name="start"]').fill("20:30")
    sheet.get_by_role("button", name="Put it into the timetable").click()
    expect(sheet.locator("[data-told]")).to_contain_text("outside opening hours", timeout=WAIT)
    sheet.get_by_role("button", name="Do it all the same").click()
    expect(said(looking)).to_contain_text("“Night watch” is planned", timeout=WAIT)
    expect(looking.page.locator(".hold", has_text="Night watch")).to_be_visible()
    assert looking.complaints == []


def test_in_the_week_a_session_is_drawn_with_the_mouse_on_the_day_that_is_meant(
    look: Look, house: House
) -> None:
    day = TOMORROW + timedelta(days=14)
    looking = go(look, house, f"timetable?lang=en&view=week&space=children&date={day}")
    column = looking.page.locator(f'.column[data-day="{day}"]')
    drag(looking, column, 0, HOUR * 0.9, at_y=HOUR * 6.05)
    sheet = looking.page.locator("#session-new")
    expect(sheet.locator('[name="space"]')).to_have_value("children")
    expect(sheet.locator('[name="day"]')).to_have_value(day.isoformat())
    expect(sheet.locator('[name="start"]')).to_have_value("15:00")
    expect(sheet.locator('[name="minutes"]')).to_have_value("60")
    sheet.locator('[name="title_en"]').fill("Paper boats")
    sheet.get_by_role("button", name="Put it into the timetable").click()
    expect(said(looking)).to_contain_text("“Paper boats” is planned", timeout=WAIT)
    made = next(
        one
        for one in programme_in(house.ports).sessions.within(WEEKS, [SpaceId("children")])
        if one.title["en"] == "Paper boats"
    )
    assert (made.window.start, made.window.end) == (at(day, 15), at(day, 16))
    assert looking.complaints == []


def test_in_the_week_keys_alone_make_a_session_and_a_drag_takes_this_and_the_following_along(
    look: Look, house: House
) -> None:
    first, second, third = (
        one.id for one in save(house.ports, ORGANISER, a_course(LATER, "ropes", 16)).plan.added
    )
    looking = go(look, house, f"timetable?lang=en&view=week&space=children&date={LATER + timedelta(days=7)}")
    page = looking.page
    block = page.locator(f'[data-session="{second}"]')
    block.focus()
    page.keyboard.press("n")
    sheet = page.locator("#session-new")
    expect(sheet.locator('[name="start"]')).to_have_value("17:00")
    sheet.locator('[name="title_en"]').fill("Story hour")
    sheet.locator('[name="title_en"]').press("Enter")
    expect(said(looking)).to_contain_text("“Story hour” is planned", timeout=WAIT)
    expect(page.locator(".hold", has_text="Story hour")).to_be_visible()
    drag(looking, block, 0, -HOUR)
    expect(said(looking)).to_contain_text("what shall change?", timeout=WAIT)
    page.get_by_role("button", name="This and following").click()
    expect(said(looking)).to_contain_text("2 sessions would go along", timeout=WAIT)
    page.get_by_role("button", name="Do it all the same").click()
    expect(said(looking)).to_contain_text("2 sessions went along", timeout=WAIT)
    days = (LATER + timedelta(weeks=n) for n in range(3))
    starts = [house.kept(key).window.start for key in (first, second, third)]
    assert starts == [at(day, hour) for day, hour in zip(days, (16, 15, 15), strict=True)]
    assert looking.complaints == []


def test_enter_opens_a_session_with_what_is_known_of_it(look: Look, house: House) -> None:
    looking = go(look, house, "timetable?lang=en")
    looking.page.locator('[data-session="fit"]').focus()
    looking.page.keyboard.press("Enter")
    sheet = looking.page.locator("dialog[open]")
    expect(sheet).to_contain_text("Full 2/2 · 2 waiting", timeout=WAIT)
    assert looking.axe() == []


@pytest.mark.parametrize("address", ["timetable?lang=zh-Hans", "timetable?view=week&space=gym&lang=en"])
def test_the_timetable_is_for_everybody(look: Look, house: House, address: str) -> None:
    looking = go(look, house, address, color_scheme="light")
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 1200})
        looking.shot(f"timetable-{'week' if 'week' in address else 'day'}-{scheme}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []


def test_the_desk_checks_in_undoes_and_says_when_it_was_not_saved(look: Look, house: House) -> None:
    looking = go(look, house, "desk?session=soon&lang=en", color_scheme="dark")
    looking.page.set_viewport_size({"width": 360, "height": 780})
    row = looking.page.locator(".guest", has_text="370")
    row.get_by_role("button", name="Came").click()
    expect(row.locator(".guest-state")).to_have_text("Here", timeout=WAIT)
    row.get_by_role("button", name="A mistake: undo").click()
    expect(row.locator(".guest-state")).to_have_text("Expected", timeout=WAIT)
    assert looking.axe() == []
    assert looking.complaints == []
    assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    looking.page.route("**/_dash-update-component*", lambda route: route.abort())
    row.get_by_role("button", name="Came").click()
    expect(looking.page.locator(".unreached")).to_be_visible(timeout=WAIT)
    expect(looking.page.locator(".told.toast")).to_contain_text("may not have been saved")


def test_a_series_is_previewed_while_it_is_typed_and_then_kept(look: Look, house: House) -> None:
    looking = go(look, house, "series?series=new&lang=en", color_scheme="light")
    form = looking.page.locator(".series-form")
    form.locator('[name="title_en"]').fill("Morning tai chi")
    form.locator('[name="day"]').fill("2026-12-01")
    form.get_by_label("Fri").check()
    dates = looking.page.locator(".dates > li")
    expect(dates.first).to_contain_text("Wed 2026-12-02", timeout=WAIT)
    expect(dates.nth(1)).to_contain_text("Fri 2026-12-04")
    looking.page.set_viewport_size({"width": 1280, "height": 420})  # the preview scrolls by itself
    assert looking.axe() == []
    form.get_by_role("button", name="Keep the series").click()
    expect(looking.page.locator(".told.toast")).to_contain_text("“Morning tai chi” is kept", timeout=WAIT)
    expect(looking.page.get_by_role("heading", name="Morning tai chi")).to_be_visible()
    assert looking.complaints == []
