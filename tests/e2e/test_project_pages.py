"""Projects in Chromium: the board for everybody, cards moved by mouse and by keys, one project from a paper to its judgement."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.needs.project import Project, Stage
from models.services.projects import card_of
from tests.dashboard.pages.projects_shown import full
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports
from tests.models.needs.pictures import SECRET, a_jpeg
from tests.models.services.project_house import LI, NOW, ProjectHouse
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000
ROLES = (Role.MANAGER, Role.COORDINATOR, Role.EVALUATOR, Role.VIEWER)


@dataclass
class Served:
    """The house behind the real gate, with somebody of each role signed in."""

    port: int
    cookies: dict[Role, dict[str, str]]
    house: ProjectHouse
    projects: list[Project]

    def now(self, n: int) -> Project:
        return card_of(self.house.ports, LI, self.projects[n].id).project


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("projects")
    database, identity = open_identity(folder)
    lively = lively_ports(lambda: NOW, days=7)
    house = ProjectHouse(database, lively.centre.id)
    projects = full(house)
    ports = replace(lively, money=house.ports.money, loop=house.ports.loop, programme=house.ports.programme)
    app, hub = app_of(ports, identity, folder)
    tokens = {role: session_of(identity, role, ports) for role in ROLES}
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield Served(port, cookies, house, projects)
        hub.close()
    database.close()


def go(look: Look, served: Served, role: Role, address: str, **options: object) -> Looking:
    looking = look(served.port, served.cookies[role], **options)
    looking.page.goto(f"/shijiawan/{address}")
    expect(looking.page.locator("main h1")).to_be_visible(timeout=WAIT)
    return looking


def card(looking: Looking, one: Project) -> Locator:
    return looking.page.locator(f"[data-project='{one.id}'].card")


def column(looking: Looking, stage: Stage) -> Locator:
    return looking.page.locator(f".column[data-stage={stage}]")


@pytest.mark.parametrize(("role", "lang"), [(Role.VIEWER, "zh-Hans"), (Role.MANAGER, "en")])
def test_board_and_project_are_for_everybody(look: Look, served: Served, role: Role, lang: str) -> None:
    """Broad and light, then on a phone in the dark."""
    for address, name in (
        (f"projects?lang={lang}", "board"),
        (f"project?open={served.projects[2].id}&lang={lang}", "project"),
    ):
        looking = go(look, served, role, address, color_scheme="light")
        for width, scheme in ((1440, "light"), (900, "light"), (390, "dark")):
            looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
            looking.page.set_viewport_size({"width": width, "height": 1800})
            looking.shot(f"{name}-{role}-{width}")
            assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert looking.axe() == []
        assert looking.policy_violations() == []
        assert looking.complaints == []


def test_a_card_is_dragged_on_and_a_shut_gate_says_what_is_missing(look: Look, served: Served) -> None:
    looking = go(look, served, Role.MANAGER, "projects?lang=en")
    studied = served.projects[1]
    mouse, page = looking.page.mouse, looking.page
    page.set_viewport_size({"width": 1600, "height": 1000})
    box = card(looking, studied).bounding_box()
    over = column(looking, Stage.APPROVAL).bounding_box()
    assert box
    assert over
    mouse.move(box["x"] + 30, box["y"] + box["height"] - 8)
    mouse.down()
    mouse.move(over["x"] + 40, over["y"] + 60, steps=6)
    expect(column(looking, Stage.APPROVAL)).to_have_attribute("data-over", "shut")
    expect(column(looking, Stage.APPROVAL).locator("[data-gate]")).to_have_text(
        "Missing: the feasibility study"
    )
    looking.shot("board-shut")
    mouse.up()
    expect(page.locator(".told.toast li")).to_contain_text(
        "Look at how existing rooms are used", timeout=WAIT
    )
    assert served.now(1).stage is Stage.FEASIBILITY
    new = served.projects[0]
    box = card(looking, new).bounding_box()
    over = column(looking, Stage.FEASIBILITY).bounding_box()
    assert box
    assert over
    mouse.move(box["x"] + 30, box["y"] + box["height"] - 8)
    mouse.down()
    mouse.move(over["x"] + 40, over["y"] + 60, steps=6)
    mouse.up()
    expect(column(looking, Stage.FEASIBILITY).locator(f"[data-project='{new.id}']")).to_be_visible(
        timeout=WAIT
    )
    assert served.now(0).stage is Stage.FEASIBILITY


def test_a_card_goes_back_by_keys_alone_with_a_reason(look: Look, served: Served) -> None:
    looking = go(look, served, Role.MANAGER, "projects?lang=en")
    page, running = looking.page, served.projects[2]
    handle = card(looking, running).locator("[data-handle]")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".told.toast")).to_contain_text("with a reason", timeout=WAIT)
    page.keyboard.press("Escape")
    expect(page.locator(".told.toast")).to_contain_text("stays where it is")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    reason = page.locator("#project-back [name=reason]")
    expect(reason).to_be_focused()
    reason.fill("the agreement is missing")
    page.keyboard.press("Enter")
    expect(column(looking, Stage.MATCHING).locator(f"[data-project='{running.id}']")).to_be_visible(
        timeout=WAIT
    )
    assert served.now(2).events[-1].reason == "the agreement is missing"
    card(looking, running).locator("[data-handle]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(column(looking, Stage.DELIVERY).locator(f"[data-project='{running.id}']")).to_be_visible(
        timeout=WAIT
    )


def test_a_coordinator_brings_a_picture_and_an_evaluator_judges(look: Look, served: Served) -> None:
    one = served.projects[3]
    clerk = go(look, served, Role.COORDINATOR, f"project?open={one.id}&lang=en").page
    clerk.locator("#papers summary").click()
    form = clerk.locator("form[data-paper]")
    form.locator("[name=file]").set_input_files(
        {"name": "day.jpg", "mimeType": "image/jpeg", "buffer": a_jpeg()}
    )
    form.locator("[name=what]").select_option("record")
    form.locator("button").click()
    expect(clerk.locator(".paper-rows a")).to_have_text("day.jpg", timeout=WAIT)
    with clerk.expect_download() as started:
        clerk.locator(".paper-rows a").click()
    assert SECRET not in started.value.path().read_bytes()
    judge = go(look, served, Role.EVALUATOR, f"project?open={one.id}&lang=en").page
    row = judge.locator("form[data-deed=judge]").first
    row.locator("[name=score]").fill("84")
    row.locator("[name=finding]").fill("the door is heavy")
    row.locator("button").click()
    expect(judge.locator("#judgement")).to_contain_text("score 84", timeout=WAIT)
    assert served.now(3).evaluations[0].finding == "the door is heavy"
