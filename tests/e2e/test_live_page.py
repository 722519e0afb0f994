"""The live page in Chromium: what a person sees, presses and is told when the server goes away."""

import itertools
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from starlette.responses import PlainTextResponse

from dashboard.live.hub import Hub
from dashboard.same_site import csrf_token
from models.account import Role
from models.live import band
from models.ports import Ports
from models.reading import Quality
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.fakes import MemoryLive
from tests.house import lively_ports, speak, states
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVENING = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)
Look = Callable[..., Looking]


@dataclass
class House:
    """The lively house whose server can be stopped and started again on the same port."""

    folder: Path
    began: float = field(default_factory=time.monotonic)
    port: int = field(default_factory=free_port)
    running: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.ports: Ports = lively_ports(self.now)
        self.database, self.identity = open_identity(self.folder)
        self.sessions = {
            role: session_of(self.identity, role, self.ports) for role in (Role.MANAGER, Role.VIEWER)
        }
        self.hub: Hub | None = None

    def now(self) -> datetime:
        return EVENING + timedelta(seconds=time.monotonic() - self.began)

    def start(self) -> None:
        app, self.hub = app_of(self.ports, self.identity, self.folder)
        self.running.enter_context(serving(app, self.port))
        self.running.enter_context(self.closing())

    def refuse(self) -> None:
        """What a proxy answers while there is no server."""
        self.running.enter_context(serving(PlainTextResponse("away", 503), self.port))

    def stop(self) -> None:
        self.running.close()

    @contextmanager
    def closing(self) -> Iterator[None]:
        yield
        if self.hub:
            self.hub.close()

    def cookies(self, role: Role = Role.MANAGER) -> dict[str, str]:
        token = self.sessions[role]
        return {"linli": token, "_csrf_token": csrf_token(token)}

    def speak(self) -> None:
        speak(self.ports, self.now())

    def say(self, people: float | None, space: str = "gym") -> None:
        live = self.ports.live
        assert isinstance(live, MemoryLive)
        now = self.now()
        state = next(s for s in states(self.ports.centre, now) if s.space == space)
        changed = replace(state, people=people, band=band(people, state.capacity), quality=Quality.GOOD)
        live.put(changed, at=now)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House(tmp_path_factory.mktemp("house"))
    built.speak()
    built.start()
    yield built
    built.stop()
    built.database.close()


def open_page(
    look: Look, house: House, query: str = "lang=en", role: Role = Role.MANAGER, **options: object
) -> Looking:
    house.speak()
    looking = look(house.port, house.cookies(role), **options)
    looking.page.goto(f"/shijiawan/live?{query}")
    expect(looking.page.locator("#live")).to_have_attribute("data-phase", "live", timeout=20_000)
    return looking


def shown(looking: Looking, space: str, field: str) -> str:
    return looking.page.locator(f'.tile[data-space="{space}"] [data-field="{field}"]').first.inner_text()


def drawn(looking: Looking) -> None:
    looking.page.wait_for_selector(".curve .tracepeople .js-line", state="attached", timeout=20_000)


@pytest.mark.parametrize(
    ("lang", "scheme", "size"),
    [
        *itertools.product(("zh-Hans", "en"), ("light", "dark"), ((1440, 900),)),
        ("zh-Hans", "dark", (390, 844)),
        ("en", "light", (390, 844)),
    ],
)
def test_the_page_is_for_everybody(
    look: Look, house: House, lang: str, scheme: str, size: tuple[int, int]
) -> None:
    view = {"width": size[0], "height": size[1]}
    looking = open_page(look, house, f"lang={lang}", viewport=view, color_scheme=scheme)
    drawn(looking)
    looking.page.wait_for_timeout(300)
    looking.shot(f"live-{lang}-{scheme}-{size[0]}")
    assert shown(looking, "market", "people") != "–"
    assert shown(looking, "meeting", "people") == "–"
    wide = looking.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


@pytest.mark.parametrize(
    ("scheme", "size"), [("dark", (1920, 1080)), ("light", (1366, 768)), ("dark", (3840, 2160))]
)
def test_a_wall_screen_fills_its_screen_and_no_more(
    look: Look, house: House, scheme: str, size: tuple[int, int]
) -> None:
    looking = open_page(
        look,
        house,
        "view=wall&lang=zh-Hans",
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
    )
    drawn(looking)
    looking.shot(f"live-wall-{scheme}-{size[0]}")
    box = looking.page.locator("#live").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == size
    assert looking.page.locator("header.bar").count() == 0
    assert looking.page.locator("[data-clock]").inner_text().startswith("18:4")
    assert looking.axe() == []


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_no_word_on_a_wall_screen_is_cut(look: Look, house: House, size: tuple[int, int]) -> None:
    """In English, the longer language, for those who see words instead of counts."""
    options = {"viewport": {"width": size[0], "height": size[1]}}
    looking = open_page(look, house, "view=wall&lang=en", Role.VIEWER, **options)
    drawn(looking)
    words = looking.page.locator(".tile .people-band:visible")
    expect(words.filter(has_text="Moderate").first).to_be_visible()
    cut = words.evaluate_all(
        "(all) => all.filter((one) => one.getBoundingClientRect().right > one.closest('.tile').getBoundingClientRect().right - 8)"
        ".map((one) => one.textContent)"
    )
    assert cut == []


def test_a_click_opens_the_curve_of_that_space(look: Look, house: House) -> None:
    looking = open_page(look, house)
    drawn(looking)
    summary = looking.page.locator("#live-summary")
    looking.page.locator('.room[data-open="canteen"]').click()
    expect(summary).to_contain_text("Leyangju Canteen")
    assert "space=canteen" in looking.page.url
    looking.page.locator('.tile-open[data-open="seniors"]').click()
    expect(summary).to_contain_text("Seniors' Room")
    looking.page.reload()
    expect(summary).to_contain_text("Seniors' Room", timeout=20_000)


def test_the_keyboard_alone_reaches_a_space_its_curve_and_its_table(look: Look, house: House) -> None:
    looking = open_page(look, house)
    drawn(looking)
    keys = looking.page.keyboard
    looking.page.locator(".skip").focus()
    keys.press("Enter")
    for _ in range(40):
        keys.press("Tab")
        if looking.page.evaluate("document.activeElement.dataset.open") == "dance":
            break
    keys.press("Enter")
    expect(looking.page.locator("#live-summary")).to_contain_text("Dance Studio")
    assert looking.page.locator('.tile-open[data-open="dance"]').get_attribute("aria-pressed") == "true"
    looking.page.locator(".table-toggle summary").focus()
    keys.press("Enter")
    expect(looking.page.locator("#live-table tbody tr").first).to_be_visible()


def test_a_message_is_on_the_screen_in_a_blink_and_unknown_is_not_zero(look: Look, house: House) -> None:
    looking = open_page(look, house)
    people = looking.page.locator('.tile[data-space="gym"] [data-field="people"]')
    for count in range(30, 42):
        house.say(count)
        expect(people).to_have_text(str(count), timeout=2000)
    house.say(None)
    expect(people).to_have_text("–", timeout=2000)
    expect(looking.page.locator('.tile[data-space="gym"]')).to_have_attribute("data-status", "unknown")
    latencies = sorted(looking.page.evaluate("linliLive.latency"))
    print(f"publish to pixel, ms: {[round(ms) for ms in latencies]}")
    assert len(latencies) >= 10


def test_whoever_sees_bands_sees_no_count(look: Look, house: House) -> None:
    looking = open_page(look, house, role=Role.VIEWER)
    house.say(37)
    gym = looking.page.locator('.tile[data-space="gym"]')
    expect(gym.locator('[data-field="band"]').first).to_have_text("Busy")
    drawn(looking)
    looking.shot("live-bands")
    assert "37" not in looking.page.locator("#live").inner_text()
    assert looking.axe() == []


def test_a_lost_server_is_told_within_three_seconds_and_found_again(look: Look, house: House) -> None:
    house.speak()
    looking = open_page(look, house)
    before = shown(looking, "market", "people")
    root, age = looking.page.locator("#live"), looking.page.locator("[data-notice-age]")
    house.stop()
    expect(root).to_have_attribute("data-phase", "lost", timeout=4500)
    looking.shot("live-stale")
    expect(age).to_contain_text("Stale for")
    expect(looking.page.locator("[data-alerts-none]")).to_contain_text("Not known")
    assert shown(looking, "market", "people") == before
    house.refuse()
    looking.page.wait_for_timeout(4000)
    expect(root).to_have_attribute("data-phase", "lost")
    house.stop()
    house.start()
    expect(root).to_have_attribute("data-phase", "live", timeout=5000)
    expect(age).to_have_text("")
    house.speak()


def test_a_house_that_was_never_heard_waits_in_words(look: Look, house: House, tmp_path: Path) -> None:
    empty = House(tmp_path)
    with stopping(empty):
        empty.start()
        looking = look(empty.port, empty.cookies())
        looking.page.goto("/shijiawan/live?lang=en")
        expect(looking.page.locator("#live")).to_have_attribute("data-phase", "waiting", timeout=20_000)
        looking.shot("live-waiting")
        assert shown(looking, "gym", "people") == "–"
        expect(looking.page.locator("[data-notice]")).to_contain_text("No sensor has been heard yet")
        assert looking.axe() == []
        nothing = looking.page.locator("[data-alerts-none]")
        expect(nothing).to_have_text("Not known at present: there are no new data.")
        empty.say(3)
        expect(looking.page.locator("#live")).to_have_attribute("data-phase", "live", timeout=3000)
        expect(nothing).to_have_text("Not known at present: there are no new data.")
        empty.speak()
        expect(nothing).to_have_text("All is well: nothing needs you.", timeout=3000)


@contextmanager
def stopping(house: House) -> Iterator[None]:
    try:
        yield
    finally:
        house.stop()
        house.database.close()


def test_a_session_that_was_ended_leads_back_to_the_sign_in_page(look: Look, house: House) -> None:
    house.speak()
    token = session_of(house.identity, Role.OPERATOR, house.ports)
    looking = look(house.port, {"linli": token, "_csrf_token": csrf_token(token)})
    looking.page.goto("/shijiawan/live?lang=en")
    expect(looking.page.locator("#live")).to_have_attribute("data-phase", "live", timeout=20_000)
    house.identity.sessions.revoke(token)
    house.stop()
    house.start()
    looking.page.wait_for_url("**/sign-in?**", timeout=15_000)


def test_the_health_page_draws_and_is_for_everybody(look: Look, house: House) -> None:
    looking = look(house.port, house.cookies(), color_scheme="dark")
    looking.page.goto("/shijiawan/health?lang=en")
    expect(looking.page.locator('[data-health="verdict"]')).to_contain_text(
        "has not reported yet", timeout=20_000
    )
    assert looking.page.locator("tr[data-sensor]").count() == len(house.ports.centre.sensors)
    looking.shot("health")
    assert looking.axe() == []
    assert looking.complaints == []
    assert json.dumps(looking.policy_violations()) == "[]"
