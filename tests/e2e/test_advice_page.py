"""The page of off-peak advice in Chromium: opened, dragged, moved by keys, accepted, planned anew; seen by everybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.advice.recommendation import Recommendation, State
from models.ports import Ports
from models.services.advising import advice_of
from tests.advice_week import CLASS, GYM, TAKEN, advised
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports, speak
from tests.ports import free_port
from tests.timetabled import NOW, with_programme
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000
HOUR = 54.4
"""Pixels of an hour on the axis."""


@dataclass
class House:
    """The house with proposals behind the real gate."""

    port: int
    cookies: dict[str, str]
    ports: Ports

    def kept(self, key: str) -> Recommendation:
        found = advice_of(self.ports).recommendations.find(key)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("advice")
    database, identity = open_identity(folder)
    ports = advised(with_programme(lively_ports(lambda: NOW, days=0), database))
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


def card(looking: Looking, one: Recommendation, place: int = 0) -> Locator:
    return looking.page.locator(f'.proposal[data-key="{one.id}/{place}"]')


def drag(looking: Looking, what: Locator, down: float) -> None:
    box = what.bounding_box()
    assert box
    x, y, mouse = box["x"] + box["width"] / 2, box["y"] + 12, looking.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, y + down / 2, steps=3)
    mouse.move(x, y + down, steps=3)
    mouse.up()


def test_a_card_opens_beside_the_week_and_stands_in_the_address(look: Look, house: House) -> None:
    looking = go(look, house, "advice?lang=en&space=dance")
    card(looking, CLASS).click()
    opened = looking.page.locator("#opened")
    expect(opened).to_contain_text("eight times in ten +5.5 to +22", timeout=WAIT)
    expect(opened).to_be_focused()
    assert f"open={CLASS.id}" in looking.page.url
    opened.locator("#fact-q1 summary").click()
    expect(opened.locator("#fact-q1")).to_contain_text("mean_people space=dance")
    assert (looking.complaints, looking.policy_violations(), looking.axe()) == ([], [], [])


def test_a_card_that_is_dragged_is_told_what_stands_in_its_way_and_what_it_costs(
    look: Look, house: House
) -> None:
    looking = go(look, house, "advice?lang=en&space=dance")
    drag(looking, card(looking, CLASS), -5.5 * HOUR)
    tried = looking.page.locator(".tried")
    expect(tried).to_contain_text("It cannot be here", timeout=WAIT)
    expect(tried).to_contain_text("11-24 09:00–10:30")
    drag(looking, card(looking, CLASS), 3 * HOUR)
    expect(tried).to_contain_text("It fits here", timeout=WAIT)
    expect(tried).to_contain_text("12:00–13:00")
    expect(card(looking, CLASS)).to_contain_text("Tried here, not accepted")
    assert looking.axe() == []
    tried.get_by_role("button", name="Back to the proposed place").click()
    expect(card(looking, CLASS).locator(".hold-time")).to_have_text("14:30–15:30", timeout=WAIT)
    assert house.kept(CLASS.id).state is State.PROPOSED
    assert looking.complaints == []


def test_keys_move_a_card_and_it_is_accepted_where_it_lies(look: Look, house: House) -> None:
    looking = go(look, house, "advice?lang=en&space=craft")
    card(looking, TAKEN).focus()
    for key in ("ArrowLeft", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        looking.page.keyboard.press(key)
    tried = looking.page.locator(".tried")
    expect(tried).to_contain_text("Wed 11:30–12:30", timeout=WAIT)
    tried.get_by_role("button", name="Accept it here").click()
    expect(looking.page.locator(".agreed")).to_contain_text("Notice for residents", timeout=WAIT)
    one = house.kept(TAKEN.id)
    assert (one.state, one.target.weekdays, one.target.start.hour) == (State.MODIFIED, (2,), 11)
    expect(looking.page.locator(f'[data-proposal="{TAKEN.id}"]')).to_contain_text("Accepted with a change")
    with looking.page.expect_download() as download:
        looking.page.get_by_role("button", name="Calendar entry").click()
    assert download.value.suggested_filename == f"shijiawan-{TAKEN.id}.ics"
    assert (looking.complaints, looking.axe()) == ([], [])


def test_the_week_is_planned_anew_beside_what_is_proposed(look: Look, house: House) -> None:
    looking = go(look, house, "advice?lang=en")
    slider = looking.page.get_by_label("Off-peak use, per person hour")
    slider.fill("3")
    expect(looking.page.locator(".slider", has=slider).locator("output")).to_have_text("3")
    looking.page.get_by_role("button", name="Plan it anew").click()
    expect(looking.page.locator(".compared")).to_contain_text("Weighed like this", timeout=3 * WAIT)
    assert house.kept(GYM.id).state is State.PROPOSED
    assert (looking.complaints, looking.axe()) == ([], [])


@pytest.mark.parametrize("address", [f"advice?lang=zh-Hans&open={CLASS.id}", "advice?view=day&lang=en"])
def test_the_week_is_for_everybody(look: Look, house: House, address: str) -> None:
    looking = go(look, house, address, color_scheme="light")
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 1200})
        looking.shot(f"advice-{'day' if 'day' in address else 'week'}-{scheme}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
        expect(looking.page.locator(".proposals")).to_be_visible()
