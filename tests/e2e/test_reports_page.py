"""The report of a month in Chromium: one person makes it, another checks, a third signs, and the files come down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.report.life import Deed
from models.services.reporting import make, step
from tests.builders import a_fact
from tests.dashboard.pages.test_reports import FINANCE, MANAGER, OCTOBER
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.fakes import MemoryLive
from tests.monthly import a_month_house, slots, with_programme
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 30_000
SEPTEMBER = date(2026, 9, 1)


@dataclass
class Served:
    """The house behind the real gate, with somebody of each role signed in."""

    port: int
    cookies: dict[Role, dict[str, str]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """September is signed and was revised since; nobody has made October's."""
    folder: Path = tmp_path_factory.mktemp("reports")
    database, identity = open_identity(folder)
    house = with_programme(a_month_house(OCTOBER), OCTOBER)
    ports = replace(
        house, reports=database.reports(house.centre.id), audit=database.audit().append, live=MemoryLive()
    )
    ports.slots.put([a_fact(at + timedelta(hours=3), None) for at in slots(OCTOBER)])
    draft = make(ports, "system", SEPTEMBER)
    answered = step(
        ports, MANAGER, step(ports, FINANCE, draft, Deed.CHECK), Deed.EXCEPT, "门口计数器九月未装"
    )
    step(ports, MANAGER, answered, Deed.SIGN)
    ports.slots.put([a_fact(at, 6) for at in slots(SEPTEMBER)])
    make(ports, "system", SEPTEMBER)
    app, hub = app_of(ports, identity, folder)
    roles = (Role.COORDINATOR, Role.FINANCE, Role.MANAGER, Role.VIEWER)
    tokens = {role: session_of(identity, role, ports) for role in roles}
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield Served(port, cookies)
        hub.close()
    database.close()


def go(look: Look, served: Served, role: Role, query: str, **options: object) -> Looking:
    looking = look(served.port, served.cookies[role], **options)
    looking.page.goto(f"/test/reports?{query}")
    expect(looking.page.locator("#months h2")).to_be_visible(timeout=WAIT)
    return looking


@pytest.mark.parametrize(
    ("role", "query"),
    [
        (Role.MANAGER, "lang=zh-Hans&month=2026-09&sheet=use&with=2026-09.0"),
        (Role.VIEWER, "lang=en&month=2026-09"),
        (Role.VIEWER, "lang=zh-Hans&month=2026-08"),
    ],
)
def test_the_page_is_for_everybody(look: Look, served: Served, role: Role, query: str) -> None:
    """Broad and light first, then the same page on a phone in the dark."""
    looking = go(look, served, role, query, color_scheme="light")
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 2200})
        looking.shot(f"reports-{role}-{query[-6:]}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


def taken(page: Page, deed: Deed, reason: str = "") -> None:
    """A step through its sheet, which says what it means."""
    page.locator(f"[data-opens=step-{deed}]").click()
    form = page.locator(f"#step-{deed} form")
    if reason:
        form.locator("[name=reason]").fill(reason)
    form.locator("button[type=submit]").click()


def test_a_month_is_made_checked_signed_and_taken_along(look: Look, served: Served) -> None:
    clerk = go(look, served, Role.FINANCE, "lang=en&month=2026-10").page
    clerk.locator("[data-ask=make]").click()
    expect(clerk.locator("#state")).to_contain_text("Draft", timeout=WAIT)
    expect(clerk.locator("#state")).to_contain_text("must check it")
    manager = go(look, served, Role.MANAGER, "lang=en&month=2026-10")
    taken(manager.page, Deed.CHECK)
    expect(manager.page.locator("#state")).to_contain_text("Checked", timeout=WAIT)
    expect(manager.page.locator("#state")).to_contain_text("somebody else must sign it")
    manager.shot("reports-checked")
    page = go(look, served, Role.VIEWER, "lang=en&month=2026-09").page
    page.locator("#take [name=pdf]").uncheck()
    page.locator("#take [name=csv]").uncheck()
    with page.expect_download(timeout=WAIT) as download:
        page.locator("#take button[type=submit]").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
