"""From a code to the board in Chromium: begun by a coordinator, answered on a phone, told with its number, shown to all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.deployment import Web
from dashboard.device_mark import DeviceMark
from dashboard.public_page import PublicPages
from dashboard.same_site import csrf_token
from dashboard.survey_form import SurveyForm
from dashboard.survey_slip import SurveySlip
from models.account import Role
from models.audit import AuditEntry
from models.needs.need import Channel, Need, Topic
from models.needs.survey import Answer, SurveyAnswer
from models.ports import Ports
from models.services.activities import Planned, give, plan
from models.services.loop import needs_of, surveys_of
from tests.activities import LIN, house_of
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000


@dataclass
class Served:
    """A house that held one fair, behind the real gate."""

    port: int
    cookies: dict[Role, dict[str, str]]
    ports: Ports


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("loop")
    database, identity = open_identity(folder)
    kept, lively = house_of(database), lively_ports(lambda: house_of(database).clock(), days=0)
    key = lively.centre.id
    ports = replace(
        lively,
        programme=kept.programme,
        money=database.money(key),
        loop=database.loop(key),
        centre=replace(lively.centre, kpi_targets={"kpi_activities": 1, "kpi_attendances": 20_000}),
        audit=kept.audit,
    )
    fair = Planned(
        kind="charity-fair",
        name={"zh-Hans": "邻里义集", "en": "Neighbours’ fair"},
        day=date(2026, 11, 20),
        attendances=84,
        persons=60,
    )
    give(ports, LIN, plan(ports, LIN, fair).id, 6, 900)
    _needs(ports)
    web = Web(cache=folder / "static")
    centres = {key: ports}
    form = SurveyForm(
        centres=centres,
        whose=database.surveyed,
        throttle=identity.throttle,
        web=web,
        clock=ports.clock,
        marks=DeviceMark(b"key"),
    )
    pages = PublicPages(centres=centres, web=web, clock=ports.clock)
    app, hub = app_of(
        ports,
        identity,
        folder,
        streams=SurveySlip(centres, web).routes(),
        public=[*form.routes(), *pages.routes()],
    )
    tokens = {
        role: session_of(identity, role, ports) for role in (Role.MANAGER, Role.COORDINATOR, Role.VIEWER)
    }
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield Served(port, cookies, ports)
        hub.close()
    database.close()


def _needs(ports: Ports) -> None:
    """Of three topics, one of them with few voices."""
    at = datetime(2026, 10, 10, 3, tzinfo=UTC)
    told = AuditEntry(at=at, actor="lin", action="need.enter", subject="", centre=ports.centre.id)
    names = {"light": ("路灯", "Street lights"), "piano": ("钢琴", "Piano"), "quiet": ("安静", "Quiet hours")}
    for topic, voices in (("light", 40), ("piano", 7), ("quiet", 23)):
        zh, en = names[topic]
        needs_of(ports).put_topic(Topic(key=topic, name={"zh-Hans": zh, "en": en}), told)
        need = Need(
            id=topic,
            number=f"N-{topic}",
            received_at=at,
            channel=Channel.PAPER,
            topic=topic,
            text="",
            voices=voices,
        )
        needs_of(ports).put([need], told)


def go(look: Look, served: Served, role: Role | None, path: str, **options: object) -> Looking:
    looking = look(served.port, served.cookies[role] if role else {}, **options)
    looking.page.goto(path)
    return looking


def looked_at(looking: Looking, name: str, broad: int = 1440) -> None:
    """Broad and light, then on a phone in the dark."""
    for width, scheme in ((broad, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 1600})
        looking.shot(f"{name}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        assert looking.axe() == [], width
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_a_code_is_begun_answered_on_a_phone_and_told_on_the_board(look: Look, served: Served) -> None:
    page = go(look, served, Role.COORDINATOR, "/shijiawan/activities?lang=en").page
    page.get_by_role("link", name="Neighbours’ fair").click()
    form = page.locator("#activity form[data-deed=survey]")
    form.locator("[name=invited]").fill("60")
    form.locator("button[type=submit]").click()
    expect(page.locator("#surveys")).to_contain_text("too few for a rate", timeout=WAIT)
    (survey,) = surveys_of(served.ports).all()
    for n in range(9):
        surveys_of(served.ports).answer(
            SurveyAnswer(survey=survey.id, answer=Answer.SATISFIED, at=survey.begun_at, token=f"{n}")
        )
    phone = look(served.port, {}, viewport={"width": 390, "height": 800})
    phone.page.goto(f"/s/{survey.code}?lang=zh-Hans")
    phone.shot("survey-phone")
    assert phone.axe() == []
    phone.page.get_by_role("button", name="非常满意", exact=False).first.click()
    expect(phone.page.locator("h1")).to_contain_text("谢谢", timeout=WAIT)
    phone.page.goto(f"/s/{survey.code}")
    phone.page.locator("button[value=dissatisfied]").click()
    expect(phone.page.locator("h1")).to_contain_text("已经评价过", timeout=WAIT)
    board = go(look, served, Role.VIEWER, "/shijiawan/kpi?lang=en&kpi=kpi_satisfied").page
    expect(board.locator("#rows")).to_contain_text("n = 10", timeout=WAIT)
    expect(board.locator("#rows")).to_contain_text("100.00")
    expect(board.locator("#rows")).to_contain_text("17 % of those invited")


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_the_pages_are_for_everybody(look: Look, served: Served, lang: str) -> None:
    for path, ready in (
        (f"/shijiawan/activities?lang={lang}", "#surveys h2"),
        (f"/shijiawan/kpi?lang={lang}&kpi=kpi_attendances", "#rows h2"),
    ):
        looking = go(look, served, Role.COORDINATOR, path, color_scheme="light")
        expect(looking.page.locator(ready)).to_be_visible(timeout=WAIT)
        looked_at(looking, f"{path.split('/')[2].partition('?')[0]}-{lang}", 900 if lang == "en" else 1440)


def test_a_manager_shows_the_public_page_and_a_stranger_reads_it_on_a_phone(
    look: Look, served: Served
) -> None:
    page = go(look, served, Role.MANAGER, "/shijiawan/activities?lang=en").page
    page.locator("#public button").click()
    expect(page.locator("#public a")).to_be_visible(timeout=WAIT)
    stranger = go(look, served, None, "/shijiawan/public?lang=en", color_scheme="light")
    expect(stranger.page.locator("h1")).to_contain_text("needs and results", timeout=WAIT)
    looked_at(stranger, "public")
