"""A meeting on a tablet in the room: called, counted with big buttons, voted, closed; its decision can be found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.needs.meeting import Party
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.ports import free_port
from tests.timetabled import timetabled
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 30_000


@dataclass
class Served:
    port: int
    centre: str
    cookies: dict[Role, dict[str, str]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("meetings")
    house, database = timetabled(folder)
    other, identity = open_identity(folder)
    ports = replace(house, loop=database.loop(house.centre.id), money=database.money(house.centre.id))
    app, hub = app_of(ports, identity, folder)
    tokens = {role: session_of(identity, role, ports) for role in (Role.COORDINATOR, Role.VIEWER)}
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield Served(port, ports.centre.id, cookies)
        hub.close()
    database.close()
    other.close()


def looked_at(looking: Looking, name: str) -> None:
    """Broad and light, then the same page on a phone in the dark."""
    for width, scheme in ((1024, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 1600})
        looking.page.evaluate("scrollTo(0, 0)")
        looking.shot(f"meetings-{name}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
    looking.page.set_viewport_size({"width": 1024, "height": 1600})


def test_a_meeting_is_led_from_its_call_to_a_decision_that_everybody_finds(
    look: Look, served: Served
) -> None:
    looking = look(served.port, served.cookies[Role.COORDINATOR])
    page = looking.page
    page.goto(f"/{served.centre}/meetings?lang=zh-Hans")
    expect(page.locator("#coming h2")).to_be_visible(timeout=WAIT)
    looked_at(looking, "empty")
    page.locator("#coming details summary").click()
    page.locator("#coming [name=title]").fill("十一月议事会")
    page.locator("#coming [name=day]").fill("2026-11-18")
    page.locator("#coming [name=space]").select_option("meeting")
    page.locator("#coming form button[type=submit]:visible").click()
    expect(page.locator("#motions")).to_be_visible(timeout=WAIT)
    page.locator("#motions details summary").click()
    page.locator("#motions [name=text]").fill("把活动室的门槛改成坡道")
    page.locator("#motions form button[type=submit]").click()
    expect(page.locator(".motion-text")).to_have_text("把活动室的门槛改成坡道", timeout=WAIT)
    page.locator("[data-ask=open]").click()
    for party in Party:
        more = page.locator(f"[data-party={party}] [data-ask=count]").last
        more.click(timeout=WAIT)
        expect(page.locator(f"[data-party={party}] [data-taken=yes]")).to_have_count(1, timeout=WAIT)
    expect(page.locator(".quorum")).to_have_attribute("data-holds", "no")
    for n in (2, 3):
        page.locator("[data-party=resident] [data-ask=count]").last.click()
        expect(page.locator("[data-party=resident] [data-taken=yes]")).to_have_count(n, timeout=WAIT)
    expect(page.locator(".quorum")).to_have_attribute("data-holds", "yes")
    looked_at(looking, "room")
    page.locator("[data-ask=unanimous]").click()
    expect(page.locator(".motion")).to_have_attribute("data-outcome", "carried", timeout=WAIT)
    page.locator("#close [name=minutes]").fill("大家都同意。")
    page.locator("#close button[type=submit]").click()
    expect(page.locator(".motion-outcome")).to_contain_text("议〔2026〕1号", timeout=WAIT)
    looked_at(looking, "closed")
    reader = look(served.port, served.cookies[Role.VIEWER])
    reader.page.goto(f"/{served.centre}/meetings?lang=en&q=门槛")
    expect(reader.page.locator(".decision-list li")).to_have_count(1, timeout=WAIT)
    looked_at(reader, "found")
    assert looking.complaints + reader.complaints == []
    assert looking.policy_violations() + reader.policy_violations() == []
