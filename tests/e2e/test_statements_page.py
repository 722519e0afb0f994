"""Statements in Chromium: both sides for everybody, a posting that never shows asked for by one and agreed to by another."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.services.statements import unmatched
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports
from tests.models.services.offices import Office, an_office
from tests.models.services.test_statements import by_wechat, day, sell
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[int, dict[Role, dict[str, str]], Office]]:
    folder: Path = tmp_path_factory.mktemp("statements")
    office = an_office(folder / "books")
    sell(office, **{f"n{n:03}": 1_500 + n for n in range(203)}, back=-800)
    assert office.ports.money is not None
    office.ports.money.statements.put([by_wechat(office, f"W{n}", 7_000 + n, 9, n) for n in range(6)])
    identities, identity = open_identity(folder)
    lively = lively_ports(office.ports.clock, days=0)
    ports = replace(lively, money=office.ports.money)
    app, hub = app_of(ports, identity, folder)
    tokens = {role: session_of(identity, role, ports) for role in (Role.FINANCE, Role.MANAGER)}
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield port, cookies, office
        hub.close()
    identities.close()
    office.database.close()


def go(look: Look, served: tuple[int, dict[Role, dict[str, str]], Office], role: Role, query: str) -> Looking:
    looking = look(served[0], served[1][role], color_scheme="light")
    looking.page.goto(f"/shijiawan/statements?month=2026-11&{query}")
    expect(looking.page.locator("#left h2")).to_be_visible(timeout=WAIT)
    return looking


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_both_sides_are_for_everybody(
    look: Look, served: tuple[int, dict[Role, dict[str, str]], Office], lang: str
) -> None:
    looking = go(look, served, Role.FINANCE, f"lang={lang}")
    looking.page.locator("#left details summary").click()
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 1800})
        looking.shot(f"statements-{lang}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_a_clerk_asks_and_a_manager_agrees_that_a_posting_never_shows(
    look: Look, served: tuple[int, dict[Role, dict[str, str]], Office]
) -> None:
    office = served[2]
    before = unmatched(office.ports, day(office)).item_count
    clerk = go(look, served, Role.FINANCE, "lang=en&item_page=2").page
    clerk.locator("#left input[name=item0]").check()
    clerk.locator("#left details summary").click()
    clerk.locator("#left [name=note]").fill("paid in coins")
    clerk.locator("#left button[value=never]").click()
    expect(clerk.locator("#never")).to_contain_text("paid in coins", timeout=WAIT)
    manager = go(look, served, Role.MANAGER, "lang=en")
    manager.shot("statements-never")
    manager.page.locator("#never button.primary").click()
    expect(manager.page.locator("#never")).to_contain_text("Wait for it again", timeout=WAIT)
    assert unmatched(office.ports, day(office)).item_count == before - 1
