"""Needs and helpers in Chromium: a need is agreed on, all the others at once, and both pages are for everybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.ports import Ports
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.matched import helper, matched, need, pool_in
from tests.models.services.test_match_slot import peaks
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000
ROLES = (Role.MANAGER, Role.VIEWER)


@dataclass
class Served:
    """The house behind the real gate, with somebody of each role signed in."""

    port: int
    cookies: dict[Role, dict[str, str]]
    ports: Ports


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("matching")
    pool = [
        helper("nurse", ["血压"], minutes_a_month=100),
        helper("other", ["健康", "别的"], minutes_a_month=180),
        helper("amateur", ["血压"], qualified=None),
    ]
    kept, database = matched(folder, [need(f"n{n}", voices=9 - n) for n in range(4)], pool)
    ports = replace(kept, peaks=peaks(kept))
    records, identity = open_identity(folder)
    app, hub = app_of(ports, identity, folder)
    tokens = {role: session_of(identity, role, ports) for role in ROLES}
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield Served(port, cookies, ports)
        hub.close()
    records.close()
    database.close()


def go(look: Look, served: Served, role: Role, address: str) -> Looking:
    looking = look(served.port, served.cookies[role], color_scheme="light")
    looking.page.goto(f"/shijiawan/{address}")
    expect(looking.page.locator("main h1")).to_be_visible(timeout=WAIT)
    return looking


@pytest.mark.parametrize(("role", "lang"), [(Role.VIEWER, "zh-Hans"), (Role.MANAGER, "en")])
@pytest.mark.parametrize("address", ["matching", "pool"])
def test_needs_and_helpers_are_for_everybody(
    look: Look, served: Served, address: str, role: Role, lang: str
) -> None:
    """Broad and light, then on a phone in the dark."""
    looking = go(look, served, role, f"{address}?lang={lang}")
    for width, scheme in ((1440, "light"), (900, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 1800})
        looking.shot(f"{address}-{role}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_one_need_is_agreed_on_and_the_others_at_once(look: Look, served: Served) -> None:
    page = go(look, served, Role.MANAGER, "matching?lang=en").page
    page.locator(".ranked > li").first.get_by_role("button", name="Agree").click()
    expect(page.locator("#agreed li")).to_have_count(1, timeout=WAIT)
    page.get_by_role("button", name="Match all at once").click()
    expect(page.locator("#proposal")).to_contain_text("that is proved", timeout=WAIT)
    page.get_by_role("button", name="Agree to what is ticked").click()
    expect(page.locator("#agreed li")).to_have_count(3, timeout=WAIT)
    assert sorted(one.provider for one in pool_in(served.ports).matches()) == ["nurse", "other", "other"]
