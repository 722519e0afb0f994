"""The page of imports in Chromium: a file chosen, tried, taken in with one click, and taken back."""

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
from tests.house import lively_ports, speak
from tests.timetabled import NOW, programme_in, with_programme
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000
HEADER = "编号,场地,日期,开始,结束,名称,活动类型\n"
ROWS = "".join(f"A-{n},craft,2029-12-{n:02},09:00,10:00,剪纸 {n},{{kind}}\n" for n in range(1, 31))


@dataclass
class House:
    """The house with its imports behind the real gate."""

    port: int
    cookies: dict[str, str]
    ports: Ports


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("imports")
    database, identity = open_identity(folder)
    ports = with_programme(lively_ports(lambda: NOW, days=0), database)
    ports = replace(ports, batches=database.batches(ports.centre.id))
    speak(ports, NOW)
    app, hub = app_of(ports, identity, folder)
    token = session_of(identity, Role.MANAGER, ports)
    with serving(app) as port:
        yield House(port, {"linli": token, "_csrf_token": csrf_token(token)}, ports)
        hub.close()
    database.close()


def taken(house: House) -> list[str]:
    found = programme_in(house.ports).sessions.modified_after(0, "", 999)
    return [one.status.value for one in found if one.external_id.startswith("A-")]


def test_a_file_is_tried_taken_in_and_taken_back(look: Look, house: House) -> None:
    looking = look(house.port, house.cookies, viewport={"width": 1280, "height": 1200})
    page = looking.page
    kind = programme_in(house.ports).offerings.kinds()[0].key
    faulty = "A-99,craft,never,09:00,10:00,剪纸,x\n"
    page.goto("/shijiawan/imports?lang=en")
    file = {
        "name": "x.csv",
        "mimeType": "text/csv",
        "buffer": (HEADER + ROWS.format(kind=kind) + faulty).encode("gb18030"),
    }
    page.locator("input[type=file]").set_input_files(file, timeout=WAIT)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator(".import-counts")).to_contain_text("new 30", timeout=WAIT)
    expect(page.locator(".import-wrong")).to_have_count(2)
    assert (taken(house), looking.axe()) == ([], [])
    looking.shot("imports")
    page.get_by_role("button", name="Take in 30 rows").click()
    expect(page.locator(".told.toast")).to_have_text("30 rows taken in, 0 refused.", timeout=WAIT)
    assert taken(house) == ["confirmed"] * 30
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".told.toast")).to_have_text("30 rows taken back, 0 left as they are.", timeout=WAIT)
    assert taken(house) == ["cancelled"] * 30
    assert (looking.complaints, looking.policy_violations()) == ([], [])
