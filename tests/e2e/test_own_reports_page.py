"""A report of one's own in Chromium: put together, looked at, kept, made by itself, taken along, deleted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.ports import Ports
from models.report.own.saved import Rhythm
from models.services.made_papers import due_reports, make_own
from models.services.reporting import make
from tests.dashboard.pages.test_reports import OCTOBER
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.fakes import MemoryLive
from tests.monthly import a_month_house, attended, with_programme
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 30_000
NAME = "十月人次"


@dataclass
class Served:
    """The house behind the real gate; the manager is signed in."""

    port: int
    cookies: dict[str, str]
    ports: Ports


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """October is over and its report made."""
    folder: Path = tmp_path_factory.mktemp("own")
    database, identity = open_identity(folder)
    house = with_programme(a_month_house(OCTOBER), OCTOBER)
    key = house.centre.id
    ports = replace(
        house,
        own=replace(database.own(key), account=identity.accounts.find),
        reports=database.reports(key),
        audit=database.audit().append,
        live=MemoryLive(),
    )
    make(ports, "system", OCTOBER)
    app, hub = app_of(ports, identity, folder)
    token = session_of(identity, Role.MANAGER, ports)
    with serving(app, free_port()) as port:
        yield Served(port, {"linli": token, "_csrf_token": csrf_token(token)}, ports)
        hub.close()
    database.close()


def go(look: Look, served: Served, query: str = "", **options: object) -> Looking:
    looking = look(served.port, served.cookies, **options)
    looking.page.goto(f"/test/own-reports?{query}")
    expect(looking.page.locator("#choose h2")).to_be_visible(timeout=WAIT)
    return looking


def chosen(page: Page, *metrics: str) -> None:
    for key in metrics:
        box = page.locator(f"#choose [name=metrics][value={key}]")
        if not box.is_visible():
            page.locator("#choose details", has=page.locator(f"[value={key}]")).locator("summary").click()
        box.check()


def seen(page: Page) -> None:
    page.locator("#choose button[type=submit]").click()
    expect(page.locator("#preview table.figures")).to_be_visible(timeout=WAIT)


@pytest.mark.parametrize("query", ["lang=zh-Hans&metrics=person_hours,utilisation,attendances", "lang=en"])
def test_the_page_is_for_everybody(look: Look, served: Served, query: str) -> None:
    """Broad and light first, then the same page on a phone in the dark; with a report and empty."""
    looking = go(look, served, query, color_scheme="light")
    if "metrics" in query:
        expect(looking.page.locator("#preview table.figures")).to_be_visible(timeout=WAIT)
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 2200})
        looking.shot(f"own-reports-{query[5:7]}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_a_report_is_put_together_kept_made_by_itself_deleted_and_its_papers_stay(
    look: Look, served: Served
) -> None:
    looking = go(look, served, "lang=en")
    page = looking.page
    chosen(page, "person_hours", "attendances")
    page.locator("#choose [name=by]").select_option("month")
    seen(page)
    expect(page.locator("#preview")).to_contain_text(f"{attended(OCTOBER)}")
    page.locator("#keep [name=name]").fill(NAME)
    page.locator("#keep button[type=submit]").click()
    expect(page.locator("#kept li")).to_contain_text(NAME, timeout=WAIT)
    assert "report=" in page.url
    page.locator("#kept details summary").click()
    page.locator("#kept [name=rhythm]").select_option("weekly")
    page.locator("#kept form button[type=submit]").click()
    expect(page.locator("#kept li small")).to_contain_text("every week", timeout=WAIT)
    (kept,) = due_reports(served.ports, Rhythm.WEEKLY)
    make_own(served.ports, kept, served.ports.clock().date())
    page.reload()
    page.locator("#kept [data-ask=drop]").click(timeout=WAIT)
    expect(page.locator("#kept li")).to_have_count(0, timeout=WAIT)
    expect(page.locator("#made")).to_contain_text(NAME)
    with page.expect_download(timeout=2 * WAIT) as download:
        page.locator("#made button[type=submit]").click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_of_whole_months_people_are_told_and_of_days_it_is_said_why_not(look: Look, served: Served) -> None:
    page = go(look, served, "lang=en&metrics=attendances&by=day").page
    expect(page.locator("#preview table.figures")).to_contain_text(
        "people are told by the month's report alone", timeout=WAIT
    )
