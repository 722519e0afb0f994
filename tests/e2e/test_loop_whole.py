"""One need in Chromium from a phone in the street to the public page: told, accepted, decided, carried out, answered, shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.deployment import Web
from dashboard.device_mark import DeviceMark
from dashboard.need_form.route import NeedForm
from dashboard.need_form.seal import Seal
from dashboard.public_page import PublicPages
from dashboard.same_site import csrf_token
from dashboard.survey_form import SurveyForm
from ingest.simulator.community.gathering import name_kinds
from ingest.simulator.community.plan import Work
from ingest.simulator.community.stage import SUPERVISOR
from ingest.simulator.community.stage import Stage as Played
from ingest.simulator.community.work import work_all
from models.account import Role
from models.needs.need import NeedStatus
from models.needs.project import Stage
from models.needs.survey import About
from models.ports import Ports
from models.services.loop import needs_of, projects_of, surveys_of
from models.services.public import switch_public
from models.services.surveys import begin_survey
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports
from tests.ingest.simulator.worlds import a_world
from tests.need_house import GRIDS
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 30_000


@dataclass
class Clock:
    """ahead: how far beyond the real time it is."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class House:
    """The lively house with a loop behind the real gate, and a coordinator's cookies."""

    port: int
    cookies: dict[str, str]
    ports: Ports
    clock: Clock


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    database, identity = open_identity(tmp_path)
    clock = Clock()
    lively = lively_ports(clock, days=0)
    key = lively.centre.id
    ports = replace(
        lively,
        centre=replace(lively.centre, grids=GRIDS),
        programme=database.programme(lively.centre),
        money=database.money(key),
        loop=database.loop(key),
        audit=database.audit().append,
    )
    assert ports.programme is not None
    name_kinds(ports.programme)
    web, centres = Web(cache=tmp_path / "static"), {key: ports}
    form = NeedForm(
        centres=centres, throttle=identity.throttle, web=web, clock=ports.clock, seal=Seal(b"key")
    )
    survey = SurveyForm(
        centres=centres,
        whose=database.surveyed,
        throttle=identity.throttle,
        web=web,
        clock=ports.clock,
        marks=DeviceMark(b"key"),
    )
    pages = PublicPages(centres=centres, web=web, clock=ports.clock)
    public = [*form.routes(), *survey.routes(), *pages.routes()]
    app, hub = app_of(ports, identity, tmp_path, public=public)
    token = session_of(identity, Role.COORDINATOR, ports)
    cookies = {"linli": token, "_csrf_token": csrf_token(token)}
    with serving(app, free_port()) as port:
        yield House(port, cookies, ports, clock)
        hub.close()
    database.close()


def tell(look: Look, house: House, text: str) -> None:
    phone = look(house.port, {}, viewport={"width": 390, "height": 844}).page
    phone.goto(f"/{house.ports.centre.id}/needs/new?lang=zh-Hans")
    phone.get_by_role("radio", name="平安安全").check()
    phone.locator("#text").fill(text)
    expect(phone.locator("[data-unproven]")).to_be_hidden(timeout=WAIT)
    phone.wait_for_function("() => performance.now() > 4200", timeout=WAIT)
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("已收到，谢谢您")).to_be_visible(timeout=WAIT)


def accept(look: Look, house: House) -> None:
    desk = look(house.port, house.cookies, viewport={"width": 900, "height": 900}).page
    desk.goto(f"/{house.ports.centre.id}/needs?lang=zh-Hans")
    desk.locator("#needs-list li[data-state=new] input").check(timeout=WAIT)
    desk.get_by_role("button", name="受理").click()
    expect(desk.get_by_text("已受理 1 条")).to_be_visible(timeout=WAIT)


def test_a_need_of_the_street_becomes_a_result_that_everybody_reads(look: Look, house: House) -> None:
    tell(look, house, "楼道的路灯坏了，晚上看不见")
    accept(look, house)
    (need,) = needs_of(house.ports).of()
    assert need.status is NeedStatus.OPEN
    begun = datetime.now(UTC)
    house.clock.ahead = timedelta(days=100)
    stage = Played(a_world(house.ports.centre), house.ports, begun, house.clock())
    lamps = Work("路灯更新", "New lamps", "safety", ("lamp",), 9_000, 0.1, activities=3, people=40)
    (project,) = work_all(stage, {"lamp": need}, [lamps])
    survey = begin_survey(house.ports, SUPERVISOR, About.PROJECT, project.id, 7, 30)
    phone = look(house.port, {}, viewport={"width": 390, "height": 800}).page
    phone.goto(f"/s/{survey.code}?lang=zh-Hans")
    phone.get_by_role("button", name="非常满意", exact=False).first.click()
    expect(phone.locator("h1")).to_contain_text("谢谢", timeout=WAIT)
    assert len(surveys_of(house.ports).answers([survey.id])) == 1
    assert projects_of(house.ports).all()[0].stage is Stage.CLOSED
    (met,) = needs_of(house.ports).of()
    assert met.status is NeedStatus.MET
    switch_public(house.ports, SUPERVISOR, on=True)
    house.clock.ahead = timedelta(days=101)
    stranger = look(house.port, {}, color_scheme="light")
    stranger.page.goto(f"/{house.ports.centre.id}/public?lang=en")
    for told in ("New lamps", f"by decision {project.decision}", "paid 7,200.00 yuan", "n = 40"):
        expect(stranger.page.locator("main")).to_contain_text(told, timeout=WAIT)
    expect(stranger.page.locator("main")).not_to_contain_text(need.number)
    assert (stranger.complaints, stranger.policy_violations(), stranger.axe()) == ([], [], [])
