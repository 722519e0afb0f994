"""The report of a month in Chromium: one person makes it, another checks, a third signs, and the files come down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from dashboard.deployment import Identity
from dashboard.same_site import csrf_token
from models.account import Grant, Role
from models.ports import Ports
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
    second: dict[str, str]
    """Of another manager."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """September is signed and was revised since; nobody has made October's."""
    folder: Path = tmp_path_factory.mktemp("reports")
    database, identity = open_identity(folder)
    house = with_programme(a_month_house(OCTOBER, measured=True), OCTOBER)
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
    roles = (Role.FINANCE, Role.MANAGER, Role.VIEWER)
    cookies = {role: _cookies(session_of(identity, role, ports)) for role in roles}
    with serving(app, free_port()) as port:
        yield Served(port, cookies, _cookies(_second(identity, ports)))
        hub.close()
    database.close()


def _cookies(token: str) -> dict[str, str]:
    return {"linli": token, "_csrf_token": csrf_token(token)}


def _second(identity: Identity, ports: Ports) -> str:
    """The session of another manager."""
    at = ports.clock()
    account = identity.accounts.create("second", "$argon2id$none", [Grant(role=Role.MANAGER)], at=at)
    return identity.sessions.open(account.id, at=at, idle=timedelta(hours=1), absolute=timedelta(hours=2))


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
    expect(manager.page.locator("#state")).to_contain_text("somebody else must sign it", timeout=WAIT)
    office = go(look, served, Role.VIEWER, "lang=en&month=2026-10").page
    expect(office.locator("#months")).to_contain_text("not made")
    second = look(served.port, served.second)
    second.page.goto("/test/reports?lang=en&month=2026-10")
    second.page.locator(f"[data-opens=step-{Deed.SIGN}]").click(timeout=WAIT)
    second.shot("reports-sign")
    second.page.locator(f"#step-{Deed.SIGN} button[type=submit]").click()
    expect(second.page.locator("#state")).to_contain_text("Signed", timeout=WAIT)
    office.reload()
    with office.expect_download(timeout=2 * WAIT) as download:
        office.locator("#take button[type=submit]").click(timeout=WAIT)
    assert download.value.suggested_filename.endswith(".zip")
    names = ZipFile(download.value.path()).namelist()
    assert {name.rpartition(".")[2] for name in names} == {"xlsx", "csv", "pdf"}
    assert [manager.complaints, second.complaints] == [[], []]
