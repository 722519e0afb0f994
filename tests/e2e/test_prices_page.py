"""The page of prices in Chromium: everybody can use it, it explains a price, two persons change one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from ingest.simulator.tariff import price
from models.account import Role
from models.ports import Ports
from models.services.prices import plans
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports, speak
from tests.ports import free_port
from tests.timetabled import NOW, TODAY, programme_in, with_programme
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000


@dataclass
class House:
    """The house with prices behind the real gate, and two persons who may change them."""

    port: int
    cookies: dict[Role, dict[str, str]]
    ports: Ports


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("prices")
    database, identity = open_identity(folder)
    ports = with_programme(lively_ports(lambda: NOW, days=0), database)
    ports = replace(ports, money=database.money(ports.centre.id))
    assert ports.money is not None
    price(ports.money.prices, date(2025, 10, 20), TODAY, NOW)
    brush = programme_in(ports).sessions.find(["brush"])
    programme_in(ports).sessions.write([replace(one, price_plan="craft") for one in brush])
    speak(ports, NOW)
    app, hub = app_of(ports, identity, folder)
    tokens = {role: session_of(identity, role, ports) for role in (Role.MANAGER, Role.OPERATOR)}
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield House(port, cookies, ports)
        hub.close()
    database.close()


def go(
    look: Look, house: House, address: str = "prices", role: Role = Role.MANAGER, **options: object
) -> Looking:
    looking = look(
        house.port, house.cookies[role], **{"viewport": {"width": 1440, "height": 1000}, **options}
    )
    looking.page.goto(f"/shijiawan/{address}")
    expect(looking.page.locator(".desk h1")).to_be_visible(timeout=WAIT)
    return looking


@pytest.mark.parametrize(
    ("name", "locale", "options"),
    [
        ("zh", "zh-Hans", {}),
        ("en-phone", "en", {"viewport": {"width": 390, "height": 844}, "has_touch": True}),
        ("zh-dark", "zh-Hans", {"color_scheme": "dark"}),
    ],
)
def test_everybody_can_use_the_page(
    look: Look, house: House, name: str, locale: str, options: dict[str, object]
) -> None:
    looking = go(look, house, f"prices?lang={locale}", **options)
    looking.page.locator(".price-card details.fold summary").first.click()
    looking.shot(f"prices-{name}")
    assert (looking.axe(), looking.policy_violations(), looking.complaints) == ([], [], [])
    wide = looking.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


def test_a_price_is_asked_for_and_explained(look: Look, house: House) -> None:
    looking = go(look, house, "prices?lang=en")
    form = looking.page.locator(".price-calculator form")
    form.get_by_label("Price plan").select_option("gym")
    form.get_by_label("Date").fill("2026-11-18")
    form.get_by_label("Start").fill("15:30")
    form.get_by_label("Who pays").select_option("senior_60")
    form.get_by_role("button").click()
    answer = looking.page.locator(".price-answer")
    expect(answer.locator(".price-steps .strong")).to_contain_text("1.75 yuan", timeout=WAIT)
    expect(answer).to_contain_text("30 minutes at 2.00 yuan an hour")
    looking.shot("prices-asked")
    assert looking.axe() == []


def test_one_person_proposes_a_version_and_another_agrees(look: Look, house: House) -> None:
    clerk = go(look, house, "prices?lang=en", Role.OPERATOR)
    card = clerk.page.locator("#plan-craft")
    card.get_by_text("Change the price").click()
    card.get_by_label("Usual price (yuan)").fill("12")
    card.scroll_into_view_if_needed()
    clerk.shot("prices-form")
    card.get_by_role("button", name="Propose").click()
    expect(clerk.page.locator("#plan-craft .price-waiting")).to_contain_text("12.00 yuan", timeout=WAIT)
    expect(clerk.page.get_by_role("button", name="Agree")).to_have_count(0)
    manager = go(look, house, "prices?lang=zh-Hans")
    manager.page.locator(".price-waiting").scroll_into_view_if_needed()
    manager.shot("prices-waiting")
    manager.page.get_by_role("button", name="同意", exact=True).click()
    expect(manager.page.locator("#plan-craft .price-coming")).to_be_visible(timeout=WAIT)
    assert [one.base_fen for one in plans(house.ports)["craft"]] == [1_000, 1_200]


def test_the_front_desk_tells_what_a_place_costs(look: Look, house: House) -> None:
    looking = go(look, house, "desk?session=brush&lang=zh-Hans", viewport={"width": 390, "height": 844})
    told = looking.page.locator(".session-price")
    expect(told).to_contain_text("5.00", timeout=WAIT)
    told.locator("summary").click()
    looking.shot("prices-desk")
    assert looking.axe() == []
