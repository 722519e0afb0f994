"""The sensors pages in Chromium: seen by everybody, accepted in two clicks, streamed, replayed, tried."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.audit import AuditEntry
from models.centre import SensorId
from models.ports import AcceptedSensors
from tests.e2e.live_server import app_of, free_port, open_identity, session_of
from tests.e2e.looking import Looking
from tests.fakes import MemoryDesk
from tests.sensing import HOSTILE, a_trial, dead, raw, sensing_ports, stranger
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVENING = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)
Look = Callable[..., Looking]


@dataclass
class House:
    """The sensing house behind the real gate."""

    port: int
    cookies: dict[str, str]
    desk: MemoryDesk
    accepted: AcceptedSensors
    trail: list[AuditEntry] = field(default_factory=list)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("sensing")
    trail: list[AuditEntry] = []
    ports, desk = sensing_ports(lambda: EVENING)
    ports = replace(ports, audit=trail.append)
    database, identity = open_identity(folder)
    app, hub = app_of(ports, identity, folder)
    token = session_of(identity, Role.MANAGER, ports)
    assert ports.accepted is not None
    with serving(app, free_port()) as port:
        yield House(port, {"linli": token, "_csrf_token": csrf_token(token)}, desk, ports.accepted, trail)
        hub.close()
    database.close()


def go(look: Look, house: House, address: str, **options: object) -> Looking:
    looking = look(house.port, house.cookies, **options)
    looking.page.goto(f"/shijiawan/{address}")
    expect(looking.page.locator(".desk h1")).to_be_visible(timeout=20_000)
    return looking


PAGES = ("sensors?", "sensors?sensor=seniors-door&", "dead-letters?", "profiles?model=milesight-vs121&")
LOOKS = [
    *itertools.product(PAGES, [("zh-Hans", "light", (1440, 900)), ("en", "dark", (390, 844))]),
    *itertools.product(PAGES[:2], [("en", "light", (1440, 900)), ("zh-Hans", "dark", (390, 844))]),
]


@pytest.mark.parametrize(("address", "how"), LOOKS)
def test_the_page_is_for_everybody(
    look: Look, house: House, address: str, how: tuple[str, str, tuple[int, int]]
) -> None:
    lang, scheme, size = how
    view = {"width": size[0], "height": size[1]}
    looking = go(look, house, f"{address}lang={lang}", viewport=view, color_scheme=scheme)
    if "sensor=" in address:
        expect(looking.page.locator(".raw-list li")).to_have_count(8, timeout=20_000)
    looking.page.evaluate("document.querySelectorAll('.letter').forEach((one, n) => { one.open = n < 2; })")
    name = address.partition("?")[0] + ("-one" if "sensor=" in address else "")
    looking.page.set_viewport_size({**view, "height": 2400})
    looking.shot(f"{name}-{lang}-{scheme}-{size[0]}")
    wide = looking.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []
