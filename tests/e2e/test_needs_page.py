"""Needs in Chromium: told on a phone without an account, proven by the browser's own work, linked and accepted by people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.deployment import Web
from dashboard.need_form.route import NeedForm
from dashboard.need_form.seal import Seal
from dashboard.same_site import csrf_token
from models.account import Role
from models.needs.need import NeedStatus
from models.ports import Ports
from models.services.loop import needs_of
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports
from tests.need_house import GRIDS
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000


@dataclass
class House:
    port: int
    cookies: dict[str, str]
    ports: Ports


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("needs")
    database, identity = open_identity(folder)
    ports = lively_ports(lambda: datetime.now(UTC), days=0)
    ports = replace(
        ports,
        centre=replace(ports.centre, grids=GRIDS),
        loop=database.loop(ports.centre.id),
        audit=database.audit().append,
    )
    form = NeedForm(
        centres={ports.centre.id: ports},
        throttle=identity.throttle,
        web=Web(cache=folder / "static"),
        clock=ports.clock,
        seal=Seal(b"key"),
    )
    app, hub = app_of(ports, identity, folder, public=form.routes())
    token = session_of(identity, Role.COORDINATOR, ports)
    with serving(app, free_port()) as port:
        yield House(port, {"linli": token, "_csrf_token": csrf_token(token)}, ports)
        hub.close()
    database.close()


def test_a_need_is_told_on_a_phone_and_accepted_by_people(look: Look, house: House) -> None:
    centre = house.ports.centre.id
    for text in ("3栋到东门的路灯不亮", "三栋去东门的照明坏了"):
        phone = look(house.port, {}, viewport={"width": 390, "height": 844})
        phone.page.goto(f"/{centre}/needs/new?lang=zh-Hans")
        phone.page.get_by_role("radio", name="平安安全").check()
        phone.page.locator("#text").fill(text)
        expect(phone.page.locator("[data-unproven]")).to_be_hidden(timeout=WAIT)
        assert (phone.complaints, phone.policy_violations(), phone.axe()) == ([], [], [])
        phone.page.wait_for_function(  # nobody fills a form in faster than this
            "() => performance.now() > 4200", timeout=WAIT
        )
        phone.page.get_by_role("button", name="提交").click()
        expect(phone.page.get_by_text("已收到，谢谢您")).to_be_visible(timeout=WAIT)
        assert phone.axe() == []
    desk = look(house.port, house.cookies, viewport={"width": 900, "height": 900})
    desk.page.goto(f"/{centre}/needs?lang=zh-Hans")
    alike = desk.page.locator("#needs-alike")
    expect(alike).to_be_visible(timeout=WAIT)
    assert (desk.complaints, desk.policy_violations(), desk.axe()) == ([], [], [])
    alike.get_by_role("checkbox").check()
    alike.get_by_role("button", name="把勾选的并进来").click()
    expect(desk.page.get_by_text("已合并 1 条")).to_be_visible(timeout=WAIT)
    desk.page.locator("#needs-list li[data-state=new] input").check()
    desk.page.get_by_role("button", name="受理").click()
    expect(desk.page.get_by_text("已受理 1 条")).to_be_visible(timeout=WAIT)
    first, second = needs_of(house.ports).of()
    assert (first.status, second.status, second.of) == (NeedStatus.OPEN, NeedStatus.DUPLICATE, first.id)
