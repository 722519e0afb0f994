"""The page of use in Chromium: seen by everybody, filtered by its address, walked by keys, taken along."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from tests.dashboard.pages.test_use import a_house
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]


@dataclass
class House:
    """The lively house behind the real gate."""

    port: int
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("use")
    ports = a_house()
    database, identity = open_identity(folder)
    app, hub = app_of(ports, identity, folder)
    token = session_of(identity, Role.MANAGER, ports)
    with serving(app, free_port()) as port:
        yield House(port, {"linli": token, "_csrf_token": csrf_token(token)})
        hub.close()
    database.close()


def go(look: Look, house: House, query: str, **options: object) -> Looking:
    looking = look(house.port, house.cookies, **options)
    looking.page.goto(f"/shijiawan/use?{query}")
    expect(looking.page.locator(".desk h1")).to_be_visible(timeout=20_000)
    return looking


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("house", "lang=zh-Hans&period=week&against=previous&row=work&hour=19"),
        ("day", "lang=en&space=gym&day=2026-11-17&slot=19:00"),
    ],
    ids=lambda value: value.partition("=")[0],
)
def test_the_page_is_for_everybody(look: Look, house: House, name: str, query: str) -> None:
    """Broad and light first, then the same page on a phone in the dark."""
    looking = go(look, house, query, color_scheme="light")
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 2400})
        looking.shot(f"use-{name}-{scheme}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_what_is_chosen_stands_in_the_address_and_the_back_button_restores_it(
    look: Look, house: House
) -> None:
    looking = go(look, house, "lang=en")
    page = looking.page
    page.locator("select[name=space]").select_option("gym")
    expect(page.locator("h1")).to_contain_text("Gym", timeout=20_000)
    page.locator("select[name=period]").select_option("custom")
    expect(page.locator(".use-filter [name=first]")).to_be_visible()
    expect(page.locator(".use-filter [name=other_first]")).to_be_hidden()
    page.locator(".use-filter [name=first]").fill("2026-11-09")
    page.locator(".use-filter [name=last]").fill("2026-11-15")
    page.locator(".use-filter button").click()
    expect(page.locator(".use-head .muted")).to_contain_text("9 Nov 2026 to 15 Nov", timeout=20_000)
    page.go_back()
    expect(page.locator(".use-head .muted")).to_contain_text("28 days", timeout=20_000)
    assert "space=gym" in page.url
    assert looking.complaints == []


def test_the_heatmap_is_walked_by_keys_down_to_a_day(look: Look, house: House) -> None:
    looking = go(look, house, "lang=en&space=gym")
    page = looking.page
    page.locator("#heat td a[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    said = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert said.startswith("Mon 7:00")
    assert page.locator("#heat td a[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.locator("#days .rank a").first.click()
    expect(page.locator(".curve .main-svg").first).to_be_visible(timeout=20_000)
    page.locator(".quarters a").first.click()
    expect(page.locator(".minutes li")).to_have_count(15, timeout=20_000)
    assert looking.complaints == []


def test_a_panel_is_taken_along_as_numbers_and_as_a_picture(look: Look, house: House) -> None:
    looking = go(look, house, "lang=zh-Hans&space=gym", viewport={"width": 390, "height": 900})
    page, kept = looking.page, {}
    for way in ("csv", "svg", "png"):
        page.locator("#heat .take summary").click()
        with page.expect_download() as download:
            page.locator(f"#heat [data-take={way}]").click()
        kept[way] = Path(download.value.path()).read_bytes()
        page.evaluate("document.querySelectorAll('details[open]').forEach((one) => { one.open = false; })")
    assert kept["csv"].startswith("\ufeff单位,".encode())
    words = [node.text for node in ET.fromstring(kept["svg"]).iter("{http://www.w3.org/2000/svg}text")]
    assert any(text and "最满的是" in text for text in words)
    assert "21" in words, "the hours that a phone has to scroll to are in the picture, too"
    assert kept["png"].startswith(b"\x89PNG")
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_the_curve_of_a_day_is_taken_along_with_its_lines_in_the_colours_that_are_seen(
    look: Look, house: House
) -> None:
    looking = go(look, house, "lang=en&space=gym&day=2026-11-17", color_scheme="dark")
    page, kept = looking.page, {}
    expect(page.locator(".curve .main-svg").first).to_be_visible(timeout=20_000)
    colour = page.evaluate("getComputedStyle(document.querySelector('.tracepeople .js-line')).stroke")
    for way in ("csv", "svg", "png"):
        page.locator("#curve .take summary").click()
        with page.expect_download() as download:
            page.locator(f"#curve [data-take={way}]").click()
        kept[way] = Path(download.value.path()).read_bytes()
        page.evaluate("document.querySelectorAll('details[open]').forEach((one) => { one.open = false; })")
    assert b"People (mean)" in kept["csv"]
    lines = ET.fromstring(kept["svg"]).iter("{http://www.w3.org/2000/svg}path")
    drawn = [line for line in lines if "js-line" in line.get("class", "")]
    assert any(f"stroke: {colour}" in line.get("style", "") for line in drawn)
    assert kept["png"].startswith(b"\x89PNG")
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_a_remark_and_a_view_are_kept_and_found_again(look: Look, house: House) -> None:
    looking = go(look, house, "lang=en&space=dance")
    page = looking.page
    page.locator("[data-opens=remark-sheet]").click()
    page.locator("#remark-sheet [name=text]").fill("Fair <b>")
    page.locator("#remark-sheet button.primary").click()
    expect(page.locator(".remarks li")).to_contain_text("Fair <b>", timeout=20_000)
    page.locator("[data-opens=view-sheet]").click()
    page.locator("#view-sheet [name=name]").fill("Dance")
    page.locator("#view-sheet button.primary").click()
    expect(page.locator(".views .chip")).to_have_text("Dance", timeout=20_000)
    page.locator("select[name=space]").select_option("gym")
    expect(page.locator("h1")).to_contain_text("Gym", timeout=20_000)
    page.locator(".views .chip").click()
    expect(page.locator("h1")).to_contain_text("Dance", timeout=20_000)
    assert looking.complaints == []
