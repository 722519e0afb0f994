"""The fund in Chromium: drawn for everybody; a clerk asks for a month and proposes, a manager books and approves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from tests.dashboard.pages.test_fund import full
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports
from tests.models.services.fund_house import NOW, FundHouse
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000


@dataclass
class Served:
    """The house behind the real gate, with somebody of each role signed in."""

    port: int
    cookies: dict[Role, dict[str, str]]
    house: FundHouse


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("fund")
    database, identity = open_identity(folder)
    lively = lively_ports(lambda: NOW, days=0)
    house = FundHouse(database, lively.centre.id)
    full(house)
    ports = replace(lively, money=house.money)
    app, hub = app_of(ports, identity, folder)
    roles = (Role.FINANCE, Role.MANAGER, Role.VIEWER)
    tokens = {role: session_of(identity, role, ports) for role in roles}
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield Served(port, cookies, house)
        hub.close()
    database.close()


def go(look: Look, served: Served, role: Role, query: str, **options: object) -> Looking:
    looking = look(served.port, served.cookies[role], **options)
    looking.page.goto(f"/shijiawan/fund?{query}")
    expect(looking.page.locator("#rule h2")).to_be_visible(timeout=WAIT)
    return looking


@pytest.mark.parametrize(
    ("role", "query"),
    [(Role.VIEWER, "lang=zh-Hans"), (Role.FINANCE, "lang=en&share_repayment=45&share_property=45")],
)
def test_the_page_is_for_everybody(look: Look, served: Served, role: Role, query: str) -> None:
    """Broad and light first, then the same page on a phone in the dark."""
    looking = go(look, served, role, query, color_scheme="light")
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 1800})
        looking.shot(f"fund-{role}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_a_clerk_asks_and_proposes_and_a_manager_books_and_approves(look: Look, served: Served) -> None:
    clerk = go(look, served, Role.FINANCE, "lang=en").page
    clerk.locator("#run [data-ask=ask]").first.click()
    expect(clerk.locator("#run")).to_contain_text("waits for another person", timeout=WAIT)
    booking = go(look, served, Role.MANAGER, "lang=en")
    booking.shot("fund-asked")
    booking.page.locator("#run [data-ask=run]").click()
    expect(booking.page.locator("#months tbody tr")).to_have_count(3, timeout=WAIT)
    clerk = go(look, served, Role.FINANCE, "lang=en").page
    clerk.locator("#orders summary").first.click()
    form = clerk.locator("form[data-deed=propose_spend]")
    form.locator("[name=bucket]").select_option("volunteer")
    form.locator("[name=amount]").fill("12.34")
    form.locator("[name=memo]").fill("tree planting")
    form.locator("button[type=submit]").click()
    expect(clerk.locator("#waiting")).to_contain_text("waits for another person", timeout=WAIT)
    manager = go(look, served, Role.MANAGER, "lang=en").page
    manager.locator("#waiting button.primary").click()
    expect(manager.locator("#vessels")).to_contain_text("tree planting", timeout=WAIT)
    state = served.house.state()
    vessel = state.vessel("volunteer")
    assert vessel is not None
    assert (vessel.spent, state.stood[-1].month) == (1_234, date(2026, 3, 1))
