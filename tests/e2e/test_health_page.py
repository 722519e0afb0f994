"""The health page in Chromium: its headline says what the ingestor says about itself."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.health import Accounting, IngestHealth, Presence
from models.message import Message
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVENING = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)
SAID: list[IngestHealth] = []


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """Port and session of a house whose ingestor says what stands in SAID."""
    folder: Path = tmp_path_factory.mktemp("health")
    ports = replace(lively_ports(lambda: EVENING, days=0), ingest=lambda: SAID[-1])
    database, identity = open_identity(folder)
    port = free_port()
    app, hub = app_of(ports, identity, folder)
    present = {key: Presence(heard_at=EVENING) for key in ports.centre.sensors}
    SAID.append(
        IngestHealth(
            at=EVENING,
            started_at=EVENING - timedelta(hours=1),
            accounting=Accounting(received=9, stored=9),
            connected=True,
            sensors={ports.centre.id: present},
        )
    )
    with serving(app, port):
        yield port, session_of(identity, Role.MANAGER, ports)
        hub.close()
    database.close()


@pytest.mark.parametrize(
    ("lang", "fine", "sick"),
    [
        ("en", "All is well", "something is wrong now: the round trip through the broker is late"),
        ("zh-Hans", "一切正常", "账目齐全，但现在有问题：往返测试迟迟没有返回、与消息代理断开。"),
    ],
)
def test_the_headline_is_not_fine_while_the_ingestor_has_a_fault(
    look: Callable[..., Looking], door: tuple[int, str], lang: str, fine: str, sick: str
) -> None:
    port, token = door
    looking = look(port, {"linli": token, "_csrf_token": csrf_token(token)})
    verdict = looking.page.locator('[data-health="verdict"]')
    looking.page.goto(f"/shijiawan/health?lang={lang}")
    expect(verdict).to_contain_text(fine, timeout=20_000)
    faults = (Message("ingest.fault.canary_late"), Message("ingest.fault.not_connected"))
    SAID.append(replace(SAID[0], faults=faults))
    expect(verdict).to_contain_text(sick, timeout=15_000)
    assert verdict.get_attribute("data-good") == "false"
    SAID.append(SAID[0])
    expect(verdict).to_contain_text(fine, timeout=15_000)


def test_no_label_of_the_flow_and_no_column_is_cut_in_english(
    look: Callable[..., Looking], door: tuple[int, str]
) -> None:
    port, token = door
    looking = look(port, {"linli": token, "_csrf_token": csrf_token(token)})
    looking.page.set_viewport_size({"width": 1440, "height": 1000})
    accounting = Accounting(received=9, stored=7, dead={"unknown_device": 1, "device_mismatch": 1})
    SAID.append(replace(SAID[0], accounting=accounting, sensors={}))
    looking.page.goto("/shijiawan/health?lang=en")
    expect(looking.page.locator(".flow-name").first).to_be_visible(timeout=20_000)
    expect(looking.page.locator(".sensor-state").first).not_to_be_empty()
    cut = looking.page.evaluate(
        """() => {
          const edge = document.querySelector("[data-flow] svg").getBoundingClientRect().right;
          const labels = [...document.querySelectorAll(".flow-name")].map((one) => one.getBoundingClientRect().right);
          const wide = [...document.querySelectorAll(".health .table-scroll")].map((one) => one.scrollWidth - one.clientWidth);
          return [Math.max(...labels) - edge, Math.max(0, ...wide)];
        }"""
    )
    SAID.append(SAID[0])
    assert cut[0] <= 0
    assert cut[1] <= 0
